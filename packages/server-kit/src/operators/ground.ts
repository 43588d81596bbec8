// What an account needs before anybody signs in: the names key, and the decoy for names that nobody has. And the audit is told first
// which settings of the policy are not those of last time (SF-AUD-01).
import { createUuid } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import { refreshNamesKey } from './names.ts';
import type { Operators } from './parts.ts';
import { notePolicy } from './policy-notes.ts';
import type { OperatorRecord } from './records.ts';
import { sealSecrets } from './secrets.ts';

const DECOY_ID = createUuid(() => new Uint8Array(16));

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
