// Records of operators, of their logins and of the account they belong to: what they hold and where they live. An operator's name
// and secrets are sealed (secrets.ts).
import { END_OF_TIME } from '@tellsafe/core/retention';
import type { Role } from '../accounts/permissions.ts';
import { jsonCodec } from '../services/records/codec.ts';
import type { Key, RecordInput } from '../stores/types.ts';
import type { SecondFactor } from './second-factor.ts';

/** A data key as the key provider wrapped it, bytes in base64url. */
export interface WrappedDataKey {
  readonly keyId: string;
  readonly bytes: string;
}

/** An operator. */
export interface OperatorRecord {
  /** Derived from the sign-in name by the account's names key (names.ts). */
  readonly id: string;
  readonly role: Role;
  /** Name of a profile of the role; `null` for the role's own permissions. */
  readonly profile: string | null;
  /** By an admin. */
  readonly disabled: boolean;
  /** Attempts since the last success. They are counted before they are judged, so that many at once win nothing. */
  readonly failed: number;
  /** Goes up when all logins of before are over. */
  readonly epoch: number;
  readonly passwordSetAt: number;
  /** The password must be replaced at the next sign-in. */
  readonly mustChange: boolean;
  readonly hasSecondFactor: boolean;
  readonly createdAt: number;
  /** Absent until the first one. */
  readonly lastSignInAt?: number;
  readonly dataKey: WrappedDataKey;
  /** {@link OperatorSecrets} under the data key, base64url. */
  readonly sealed: string;
}

/** What only the server's keys can open. */
export interface OperatorSecrets {
  /** By which the operator signs in. */
  readonly signInName: string;
  /** Shown to consumers. */
  readonly displayName: string;
  readonly skills: readonly string[];
  /** Hash of the password. */
  readonly password: string;
  /** Hashes of those before, the newest first. */
  readonly formerPasswords: readonly string[];
  readonly secondFactor?: SecondFactor;
  /** A second factor that waits for its first right code, and how many wrong ones came. */
  readonly enrolling?: SecondFactor & { readonly wrong?: number };
}

export const operatorCodec = jsonCodec<OperatorRecord>();

/** One period of being signed in, found by the hash of its secret. */
export interface LoginRecord {
  /** Random UUID; names the login towards agent sessions. */
  readonly id: string;
  readonly epoch: number;
  readonly passedSecondFactor: boolean;
  readonly startedAt: number;
  /** Ends then, however active. */
  readonly until: number;
  readonly idleEndsAt: number;
}

export const loginCodec = jsonCodec<LoginRecord>();

/** The key that operator ids are derived with, one per account. */
export const namesKeyCodec = jsonCodec<WrappedDataKey>();

/** The index of an account's operators. */
export const OPERATOR_LIST = 'operator';
export const OPERATOR_LIST_VALUE = 'all';

const groupOf = (operatorId: string): string => `operator:${operatorId}`;

/** An operator; logins change together with their operator. */
export function operatorKey(account: string, id: string): Key {
  return { account, group: groupOf(id), collection: 'operator', id };
}

/** @param hash of the login's secret, base64url */
export function loginKey(account: string, operatorId: string, hash: string): Key {
  return { account, group: groupOf(operatorId), collection: 'operator-login', id: hash };
}

export function namesKeyKey(account: string): Key {
  return { account, group: 'operators', collection: 'operator-names', id: 'key' };
}

/** The policy and the profiles that were in force, so that a change is noticed. */
export function policyKey(account: string): Key {
  return { account, group: 'operators', collection: 'operator-policy', id: 'policy' };
}

/** An operator as the store takes it. */
export function operatorInput(account: string, operator: OperatorRecord): RecordInput {
  return {
    ...operatorKey(account, operator.id),
    body: operatorCodec.encode(operator),
    expiresAt: END_OF_TIME,
    index: [{ name: OPERATOR_LIST, value: OPERATOR_LIST_VALUE, order: operator.createdAt }],
  };
}
