// Logins: one period of being signed in. A random secret in a cookie finds the record by its hash; what somebody may do is read from
// the operator at each use, so a change takes effect at once.
import { createUuid, isAccountId, isUuid } from '@tellsafe/core';
import { hashSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import { decodeRecord, type Versioned } from '../services/records/codec.ts';
import type { RecordInput } from '../stores/types.ts';
import type { Operators } from './parts.ts';
import type { LoginPolicy } from './policy.ts';
import { type LoginRecord, loginCodec, loginKey, type OperatorRecord, operatorCodec, operatorKey } from './records.ts';

const SECRET_BYTES = 32;
/** How long somebody may take for the steps after the password. */
const STEPS_MS = 10 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Activity is written down when it moves the end by at least this much, so that a login may end this much early. */
const KEEP_MS = 15_000;

/** What is to be done before somebody is signed in. */
export type SignInStep = 'second-factor' | 'new-password' | 'enrol-second-factor' | 'done';

/** Whom a request comes from. */
export interface SignedIn {
  readonly account: string;
  readonly operator: Versioned<OperatorRecord>;
  readonly login: LoginRecord;
  /** Where the login is stored. */
  readonly hash: string;
  readonly step: SignInStep;
}

/** The step that comes next. */
export function stepOf(
  policy: LoginPolicy,
  operator: OperatorRecord,
  { passedSecondFactor }: Pick<LoginRecord, 'passedSecondFactor'>,
  now: number,
): SignInStep {
  if (operator.hasSecondFactor && !passedSecondFactor) return 'second-factor';
  if (operator.mustChange || isExpired(policy, operator, now)) return 'new-password';
  return policy.secondFactor === 'required' && !operator.hasSecondFactor ? 'enrol-second-factor' : 'done';
}

function isExpired(policy: LoginPolicy, { passwordSetAt, hasSecondFactor }: OperatorRecord, now: number): boolean {
  if (hasSecondFactor && !policy.expiryWithSecondFactor) return false;
  return now >= passwordSetAt + policy.passwordExpiryDays * DAY_MS;
}

/** A login that was begun: the cookie's value, and the record for the commit that begins it. */
export interface BegunLogin {
  readonly token: string;
  readonly login: LoginRecord;
  readonly input: RecordInput;
  readonly step: SignInStep;
}

/**
 * Begins a login, or goes on with one under a new secret (after each step, so that nobody can plant one).
 *
 * @param former the login that ends with it
 */
export function beginLogin(
  { policy, random, clock }: Operators,
  account: string,
  operator: OperatorRecord,
  passedSecondFactor: boolean,
  former?: LoginRecord,
): BegunLogin {
  const now = clock();
  const step = stepOf(policy, operator, { passedSecondFactor }, now);
  const startedAt = former?.startedAt ?? now;
  const until = step === 'done' ? startedAt + policy.absoluteSec * 1000 : now + STEPS_MS;
  const login: LoginRecord = {
    ...{ id: former?.id ?? createUuid(random), epoch: operator.epoch, passedSecondFactor, startedAt, until },
    idleEndsAt: Math.min(now + policy.idleSec * 1000, until),
  };
  const secret = random(SECRET_BYTES);
  const hash = hashOf(account, operator.id, secret);
  const token = `${account}.${operator.id}.${toBase64url(secret)}`;
  return { token, login, step, input: loginInput(account, operator.id, hash, login) };
}

function loginInput(account: string, operatorId: string, hash: string, login: LoginRecord): RecordInput {
  return { ...loginKey(account, operatorId, hash), body: loginCodec.encode(login), expiresAt: login.until };
}

function hashOf(account: string, operatorId: string, secret: Uint8Array): string {
  return toBase64url(hashSync(lengthPrefixed('tellsafe/operator-login/v1', account, operatorId, secret)));
}

/** Whom a cookie's value belongs to; undefined for one that is over, or never was. */
export async function findLogin(operators: Operators, token: string): Promise<SignedIn | undefined> {
  const { account, operatorId, secret } = parseToken(token);
  if (!secret || !operators.accounts.includes(account)) return undefined;
  const hash = hashOf(account, operatorId, secret);
  const keys = [operatorKey(account, operatorId), loginKey(account, operatorId, hash)];
  const [storedOperator, storedLogin] = await operators.stores.records.get(keys);
  const operator = decodeRecord(operatorCodec, storedOperator);
  const login = decodeRecord(loginCodec, storedLogin)?.value;
  const now = operators.clock();
  if (!operator || !login || operator.value.disabled || login.epoch !== operator.value.epoch) return undefined;
  if (now >= login.idleEndsAt || now >= login.until) return undefined;
  return { account, operator, login, hash, step: stepOf(operators.policy, operator.value, login, now) };
}

function parseToken(token: string): { account: string; operatorId: string; secret?: Uint8Array } {
  const [account = '', operatorId = '', text = '', ...more] = token.length < 200 ? token.split('.') : [];
  const wellFormed = isAccountId(account) && isUuid(operatorId) && /^[A-Za-z0-9_-]{43}$/.test(text);
  if (!wellFormed || more.length > 0) return { account, operatorId };
  try {
    return { account, operatorId, secret: fromBase64url(text) };
  } catch {
    return { account, operatorId };
  }
}

/**
 * Moves the idle end of a login on real activity.
 *
 * @returns seconds until it idles out
 */
export async function keepLogin(operators: Operators, { account, operator, login, hash }: SignedIn): Promise<number> {
  const now = operators.clock();
  const idleEndsAt = Math.min(now + operators.policy.idleSec * 1000, login.until);
  if (idleEndsAt - login.idleEndsAt < KEEP_MS) return Math.floor((login.idleEndsAt - now) / 1000);
  const key = loginKey(account, operator.value.id, hash);
  const [stored] = await operators.stores.records.get([key]);
  if (stored) {
    // Whoever signed out meanwhile stays signed out.
    await operators.stores.records.commit({
      ...{ account, group: key.group },
      expect: [{ key, version: stored.version }],
      put: [loginInput(account, operator.value.id, hash, { ...login, idleEndsAt })],
    });
  }
  return Math.floor((idleEndsAt - now) / 1000);
}
