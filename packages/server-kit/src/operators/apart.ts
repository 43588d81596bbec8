// Operators of a store whose login does not run in this process: for the command line. Policy and profiles are those that were in force
// last, so that nothing is told to have changed.
import type { Clock } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { storeAudit } from '../audit/audit.ts';
import type { KeyProvider } from '../keys/types.ts';
import { hostCaller } from '../services/caller.ts';
import type { Store } from '../stores/types.ts';
import { type OperatorMethods, operatorMethods } from './manage.ts';
import { refreshNamesKey } from './names.ts';
import type { Operators } from './parts.ts';
import { argon2Passwords } from './password-hash.ts';
import { parsePolicy } from './policy.ts';
import { inForceOf } from './policy-notes.ts';

/**
 * The methods for the operators of one account. Agent sessions that are open are not ended by them: no kit listens.
 *
 * @param store the kit's records
 * @param keys the kit's keys
 */
export async function operatorsApart(
  store: Store,
  keys: KeyProvider,
  account: string,
  clock: Clock,
): Promise<OperatorMethods> {
  const inForce = await inForceOf(store, account);
  const operators: Operators = {
    stores: { records: store },
    ...{ signal: { publish: () => undefined }, incarnation: { forget: () => undefined } },
    ...{ keys, clock, random: webRandom, issuer: '', accounts: [account], audit: storeAudit(store) },
    policy: inForce?.policy ?? parsePolicy(),
    profiles: inForce?.profiles ?? {},
    passwords: argon2Passwords(webRandom),
    endSessions: async () => undefined,
  };
  return operatorMethods(operators, (id) => refreshNamesKey(operators, id), hostCaller);
}
