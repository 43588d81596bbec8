// What a password is: how its text is prepared before anything looks at it, and which ones the policy takes. Not how they are kept.
import type { ErrorIssue } from '@tellsafe/core';
import type { LoginPolicy } from './policy.ts';

/** Most characters (code points): enough for every phrase, too little to keep a server busy. */
export const MAX_PASSWORD_LENGTH = 128;

/** Any space that is not the ASCII one. */
const otherSpace = /\p{Zs}/gu;
/** Control characters, lone surrogates and what Unicode does not know. */
const disallowed = /[\p{Cc}\p{Cs}\p{Cn}]/u;

/**
 * Prepares a password: the same keys pressed on another system give the same text.
 *
 * @returns `null` for what cannot be a password: empty, too long, with control characters
 * @see RFC 8265 §4.2 (OpaqueString: spaces mapped, case kept, normalization form C)
 */
export function preparePassword(text: string): string | null {
  // Normalising takes time that grows with the text.
  if (text.length > MAX_PASSWORD_LENGTH * 4) return null;
  const prepared = text.replace(otherSpace, ' ').normalize('NFC');
  const length = lengthOf(prepared);
  return length === 0 || length > MAX_PASSWORD_LENGTH || disallowed.test(prepared) ? null : prepared;
}

function lengthOf(text: string): number {
  return [...text].length;
}

/** Whether a password has what the policy asks; also asked of the current ones, at each sign-in (SF-POL-01). */
export function satisfiesPolicy(policy: LoginPolicy, prepared: string): boolean {
  return passwordIssues(policy, 'password', prepared).length === 0;
}

/**
 * What is wrong with a new password, apart from its having been used before.
 *
 * @param path of the issues, such as `next`
 * @param prepared from {@link preparePassword}
 */
export function passwordIssues(policy: LoginPolicy, path: string, prepared: string | null): readonly ErrorIssue[] {
  if (prepared === null) return [{ path, code: 'format', params: { max: MAX_PASSWORD_LENGTH } }];
  const issues: ErrorIssue[] = [];
  if (lengthOf(prepared) < policy.minPasswordLength) {
    issues.push({ path, code: 'too_small', params: { min: policy.minPasswordLength } });
  }
  if (policy.letterAndDigit && !/\p{L}/u.test(prepared)) issues.push({ path, code: 'letter_missing' });
  if (policy.letterAndDigit && !/\p{Nd}/u.test(prepared)) issues.push({ path, code: 'digit_missing' });
  return issues;
}
