// The audit is told when the policy in force is not that of last time (SF-AUD-01): one entry for each setting, in the commit that keeps
// what is in force now. So it is told once, whichever of several processes comes first, and nobody signs in untold.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { toBase64url, utf8 } from '@tellsafe/core/encoding';
import { END_OF_TIME } from '@tellsafe/core/retention';
import { auditEvent, hostCaller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import { decodeRecord, jsonCodec } from '../services/records/codec.ts';
import type { Store } from '../stores/types.ts';
import type { Operators, Profiles } from './parts.ts';
import type { LoginPolicy } from './policy.ts';
import { policyKey } from './records.ts';

/** What is compared. */
export interface InForce {
  readonly policy: LoginPolicy;
  readonly profiles: Profiles;
}

const inForceCodec = jsonCodec<InForce>();

/** What was in force in an account last; undefined before its login was first used. */
export async function inForceOf(store: Store, account: string): Promise<InForce | undefined> {
  const [stored] = await store.get([policyKey(account)]);
  return decodeRecord(inForceCodec, stored)?.value;
}

/** Tells the audit of an account what changed. */
export async function notePolicy(operators: Operators, account: string): Promise<void> {
  const { policy, profiles } = operators;
  const key = policyKey(account);
  const inForce: InForce = { policy, profiles };
  await commitWithRetry(
    operators,
    async () => {
      const [stored] = await operators.stores.records.get([key]);
      return { stored: decodeRecord(inForceCodec, stored) };
    },
    ({ stored }) => {
      const changed = stored ? changesOf(stored.value, inForce) : [`preset=${policy.preset}`];
      if (changed.length === 0) return { result: undefined };
      return {
        result: undefined,
        change: {
          ...{ account, group: key.group },
          expect: [{ key, version: stored?.version ?? 'absent' }],
          put: [{ ...key, body: inForceCodec.encode(inForce), expiresAt: END_OF_TIME }],
          // The host's code says what the policy is.
          append: changed.map((id) => auditEvent(operators, hostCaller, 'policy-change', { kind: 'policy', id })),
        },
      };
    },
  );
}

/** Each setting that is another now, with what it is; of profiles, whose names are the host's own, a digest. */
function changesOf(before: InForce, now: InForce): readonly string[] {
  const names = Object.keys(now.policy) as (keyof LoginPolicy)[];
  const settings = names.filter((name) => before.policy[name] !== now.policy[name]);
  const profiles = digestOf(now.profiles);
  return [
    ...settings.map((name) => `${name}=${now.policy[name]}`),
    ...(digestOf(before.profiles) === profiles ? [] : [`profiles=${profiles}`]),
  ];
}

/** Of the profiles by name and their permissions, in whichever order they were written. */
function digestOf(profiles: Profiles): string {
  const sorted = Object.entries(profiles)
    .map(([name, { role, permissions }]) => [name, role, [...permissions].sort()] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return toBase64url(hashSync(utf8(JSON.stringify(sorted))).subarray(0, 16));
}
