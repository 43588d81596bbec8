// What an account needs before anybody signs in: the names key, the decoy for names that nobody has, and a word to the audit when the
// policy or the profiles are not those of last time (SF-AUD-01).
import { createUuid } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import { END_OF_TIME } from '@tellsafe/core/retention';
import { auditEvent, systemCaller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import { decodeRecord, jsonCodec } from '../services/records/codec.ts';
import { refreshNamesKey } from './names.ts';
import type { Operators } from './parts.ts';
import { type OperatorRecord, policyKey } from './records.ts';
import { sealSecrets } from './secrets.ts';

const DECOY_ID = createUuid(() => new Uint8Array(16));

const policyCodec = jsonCodec<unknown>();

/** What is there for an account. */
export interface Ground {
  /** Looks like an operator and is nobody. */
  readonly decoy: OperatorRecord;
  /** Hash of the decoy's password, which nobody knows. */
  readonly hash: string;
}

/** Prepares an account. */
export async function prepareGround(operators: Operators, account: string): Promise<Ground> {
  await refreshNamesKey(operators, account);
  await notePolicy(operators, account);
  const password = await operators.passwords.hash(toBase64url(operators.random(32)));
  const secrets = { signInName: 'nobody', displayName: 'Nobody', skills: [], password, formerPasswords: [] };
  const now = operators.clock();
  const decoy: OperatorRecord = {
    ...{
      id: DECOY_ID,
      role: 'agent',
      profile: null,
      disabled: false,
      failed: 0,
      epoch: 0,
      mustChange: false,
      hasSecondFactor: false,
    },
    ...{ passwordSetAt: now, createdAt: now },
    ...(await sealSecrets(operators, account, DECOY_ID, secrets)),
  };
  return { decoy, hash: password };
}

async function notePolicy(operators: Operators, account: string): Promise<void> {
  const { policy, profiles } = operators;
  const key = policyKey(account);
  await commitWithRetry(
    operators,
    async () => {
      const [stored] = await operators.stores.records.get([key]);
      return { stored: decodeRecord(policyCodec, stored) };
    },
    ({ stored }) => {
      const inForce = { policy, profiles };
      if (stored && JSON.stringify(stored.value) === JSON.stringify(inForce)) return { result: undefined };
      return {
        result: undefined,
        change: {
          ...{ account, group: key.group },
          expect: [{ key, version: stored?.version ?? 'absent' }],
          put: [{ ...key, body: policyCodec.encode(inForce), expiresAt: END_OF_TIME }],
          append: [auditEvent(operators, systemCaller, 'policy-change', { kind: 'policy', id: policy.preset })],
        },
      };
    },
  );
}

/** Prepares each account once, when it is first needed; again when that failed. */
export function rememberGround(operators: Operators): (account: string) => Promise<Ground> {
  const grounds = new Map<string, Promise<Ground>>();
  return (account) => {
    const known = grounds.get(account);
    if (known) return known;
    const ground = prepareGround(operators, account);
    grounds.set(account, ground);
    ground.catch(() => grounds.delete(account));
    return ground;
  };
}
