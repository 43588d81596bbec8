// Why a step of the sign-in failed, as somebody who has to say it in words needs it.
import { isTellsafeError } from '@tellsafe/core';
import type { LoginState } from './login-state.ts';

/**
 * Why a step failed.
 *
 * - `refused`: name or password is wrong, or the account is locked or disabled; the server does not say which
 * - `code`: the code of the second factor is wrong or was used, or the account was locked by too many
 * - `password`: the current password is wrong, or the account was locked by too many
 * - `new-password`: the new password is not taken; `issues` says why
 * - `over`: the sign-in took too long, or was ended; it begins anew
 * - `busy`: too many sign in at this moment
 * - `unreachable`: no answer
 * - `failed`: anything else
 */
export type LoginFailureReason =
  | 'refused'
  | 'code'
  | 'password'
  | 'new-password'
  | 'over'
  | 'busy'
  | 'unreachable'
  | 'failed';

/** What is wrong with a new password. */
export type PasswordIssue = 'too_small' | 'format' | 'letter_missing' | 'digit_missing' | 'used_before';

/** A failure. */
export interface LoginFailure {
  readonly reason: LoginFailureReason;
  readonly issues: readonly PasswordIssue[];
}

const known: readonly string[] = [
  'too_small',
  'format',
  'letter_missing',
  'digit_missing',
  'used_before',
] satisfies readonly PasswordIssue[];

/**
 * Explains an error of a login client.
 *
 * @param error - what a method threw
 * @param before - the state when it was called
 * @param after - the state now: after a refusal the client has asked for it
 */
export function loginFailureOf(error: unknown, before: LoginState, after: LoginState): LoginFailure {
  const issues = isTellsafeError(error, 'request_invalid') ? (error.params?.issues ?? []) : [];
  const taken = issues.filter(({ path }) => path === 'next').map(({ code }) => code);
  return { reason: reasonOf(error, issues, before, after), issues: taken.filter(isPasswordIssue) };
}

function reasonOf(
  error: unknown,
  issues: readonly { readonly path: string }[],
  before: LoginState,
  after: LoginState,
): LoginFailureReason {
  if (isTellsafeError(error, 'login_required')) {
    if (before.step === 'signed-out') return 'refused';
    return after.step === before.step ? 'code' : 'over';
  }
  if (isTellsafeError(error, 'overloaded')) return 'busy';
  if (isTellsafeError(error, 'network_failed')) return 'unreachable';
  const paths = issues.map(({ path }) => path);
  if (paths.includes('next')) return 'new-password';
  if (paths.includes('current') || paths.includes('password')) return 'password';
  return paths.includes('code') ? 'code' : 'failed';
}

function isPasswordIssue(code: string): code is PasswordIssue {
  return known.includes(code);
}
