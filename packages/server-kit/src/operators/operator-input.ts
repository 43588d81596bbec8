// What admins say about operators, and its check: every refusal names the part that is wrong, never what was given.
import { type ErrorIssue, TellsafeError } from '@tellsafe/core';
import { isRole, type Role } from '../accounts/permissions.ts';
import { prepareName } from './names.ts';
import type { Operators } from './parts.ts';
import { passwordIssues, preparePassword } from './passwords.ts';
import type { OperatorRecord } from './records.ts';

/** A new operator. */
export interface OperatorInput {
  readonly accountId: string;
  /** By which the operator signs in, 1 to 128 characters without spaces; case does not matter. */
  readonly name: string;
  /** Shown to consumers, 1 to 80 characters on one line. */
  readonly displayName: string;
  readonly role: Role;
  /** Name of a profile of the role; without one the role's own permissions. */
  readonly profile?: string;
  readonly skills?: readonly string[];
  /** First password, to be replaced at the first sign-in; without one it is made up. */
  readonly password?: string;
}

/** Names an operator. */
export interface OperatorPlace {
  readonly accountId: string;
  readonly operatorId: string;
}

/** What of an operator may be changed. */
export interface OperatorUpdate extends OperatorPlace {
  readonly displayName?: string;
  readonly role?: Role;
  /** `null` for the role's own permissions. */
  readonly profile?: string | null;
  readonly skills?: readonly string[];
}

/** A password that satisfies the policy: twenty characters of base64url, 120 bits, or more. */
export function madeUpPassword(operators: Operators): string {
  const text = btoa(String.fromCharCode(...operators.random(15)))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  // A policy may ask for 64 characters; and one text in forty has no digit.
  const long = text.repeat(Math.ceil(operators.policy.minPasswordLength / text.length));
  return passwordIssues(operators.policy, 'password', long).length === 0 ? long : madeUpPassword(operators);
}

/** @throws TellsafeError `request_invalid` */
export function checkedPassword({ policy }: Operators, password: string): string {
  const prepared = preparePassword(password);
  const issues = passwordIssues(policy, 'password', prepared);
  if (issues.length > 0 || prepared === null) throw refusal(issues);
  return prepared;
}

/** @throws TellsafeError `request_invalid` */
export function checkedName(name: string): string {
  const prepared = typeof name === 'string' ? prepareName(name) : null;
  if (prepared === null) throw wrong('name');
  return prepared;
}

const unprintable = /[\p{Cc}\p{Cs}]/u;

/** @throws TellsafeError `request_invalid` */
export function checkedDisplayName(name: string): string {
  const valid = typeof name === 'string' && name.trim() !== '' && name.length <= 80 && !unprintable.test(name);
  if (!valid) throw wrong('displayName');
  return name;
}

/** @throws TellsafeError `request_invalid` */
export function checkedSkills(skills: readonly string[]): readonly string[] {
  const valid =
    Array.isArray(skills) &&
    skills.length <= 100 &&
    skills.every((skill) => typeof skill === 'string' && skill.trim() !== '' && skill.length <= 80);
  if (!valid) throw wrong('skills');
  return [...skills];
}

/**
 * @param profile `null` for the role's own permissions
 * @throws TellsafeError `request_invalid`
 */
export function checkedRole(
  { profiles }: Operators,
  role: Role,
  profile: string | null,
): Pick<OperatorRecord, 'role' | 'profile'> {
  if (!isRole(role)) throw wrong('role');
  const known = profile === null || (Object.hasOwn(profiles, profile) && profiles[profile]?.role === role);
  if (!known) throw wrong('profile');
  return { role, profile };
}

function wrong(path: string): TellsafeError {
  return refusal([{ path, code: 'value' }]);
}

function refusal(issues: readonly ErrorIssue[]): TellsafeError {
  return new TellsafeError('request_invalid', { issues });
}
