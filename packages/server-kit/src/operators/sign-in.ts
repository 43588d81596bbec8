// Signing in by name and password. Every failure is one answer and the same work: nobody learns from it whether there is such an
// operator, whether the password was right, or whether the operator is locked or disabled.
import { TellsafeError } from '@tellsafe/core';
import type { Caller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { unlessDestroyed } from '../services/unless-destroyed.ts';
import { type Attempt, countAttempt, countDecoy, recordFailure } from './attempts.ts';
import { operatorCaller, operatorEvent } from './audit-entries.ts';
import type { Ground } from './ground.ts';
import { type BegunLogin, beginLogin } from './logins.ts';
import { operatorIdOf, prepareName, refreshNamesKey } from './names.ts';
import type { Operators } from './parts.ts';
import { preparePassword, satisfiesPolicy } from './passwords.ts';
import { type OperatorRecord, type OperatorSecrets, operatorCodec, operatorInput, operatorKey } from './records.ts';
import { openSecrets, sealSecrets } from './secrets.ts';

/** What somebody typed. */
export interface SignInInput {
  readonly account: string;
  readonly name: string;
  readonly password: string;
}

/** Stands for a password that cannot be one, so that refusing it takes as long. */
const NO_PASSWORD = 'no password';

/**
 * Signs somebody in, or as far as the password leads.
 *
 * @throws TellsafeError `login_required` for whatever is wrong
 */
export async function signIn(
  operators: Operators,
  groundOf: (account: string) => Promise<Ground>,
  origin: string | null,
  { account, name, password }: SignInInput,
): Promise<BegunLogin> {
  const prepared = preparePassword(password);
  if (!operators.accounts.includes(account)) {
    // Account ids are no secret; there is nobody whose audit could be told.
    await operators.passwords.verify((await groundOf(operators.accounts[0] ?? '')).hash, NO_PASSWORD);
    throw new TellsafeError('login_required');
  }
  const { decoy } = await groundOf(account);
  const id = await operatorIdOf(operators, account, prepareName(name) ?? '');
  const found = await countAttempt(operators, account, id);
  const attempt = found ?? (await countDecoy(operators, account, decoy));
  const caller = operatorCaller(found ? id : 'unknown', origin);
  const secrets = await verifyPassword(operators, attempt, prepared);
  if (!secrets || prepared === null) {
    await recordFailure(operators, caller, 'operator-sign-in', attempt, 'password');
    throw new TellsafeError('login_required');
  }
  await refreshNamesKey(operators, account);
  return succeed(operators, caller, attempt, secrets, prepared);
}

/**
 * Judges the password of an attempt.
 *
 * @param prepared from `preparePassword`
 * @returns the operator's secrets, when it is right and the attempt is not barred
 */
export async function verifyPassword(
  operators: Operators,
  { account, operator, barred }: Attempt,
  prepared: string | null,
): Promise<OperatorSecrets | undefined> {
  const secrets = await unlessDestroyed(openSecrets(operators, account, operator));
  const matches = await operators.passwords.verify(secrets?.password ?? '', prepared ?? NO_PASSWORD);
  return matches && prepared !== null && barred === undefined ? secrets : undefined;
}

async function succeed(
  operators: Operators,
  caller: Caller,
  { account, operator }: Attempt,
  secrets: OperatorSecrets,
  password: string,
): Promise<BegunLogin> {
  const isOutdated = operators.passwords.isOutdated(secrets.password);
  const hash = isOutdated ? await operators.passwords.hash(password) : secrets.password;
  const sealed = await sealSecrets(operators, account, operator.id, { ...secrets, password: hash });
  const mustChange = !satisfiesPolicy(operators.policy, password);
  const key = operatorKey(account, operator.id);
  return commitWithRetry(
    operators,
    async () => {
      const [stored] = await operators.stores.records.get([key]);
      return { current: decodeRecord(operatorCodec, stored) };
    },
    ({ current }) => {
      // Something else changed what was judged: the password, the second factor, the operator's being there.
      if (!current || current.value.disabled || current.value.epoch !== operator.epoch) {
        throw new TellsafeError('login_required');
      }
      const { value, version } = current;
      const next: OperatorRecord = {
        ...value,
        ...(value.sealed === operator.sealed && sealed),
        mustChange: value.mustChange || mustChange,
        // With a second factor nothing is proven yet; only this attempt was none that failed.
        failed: value.hasSecondFactor ? Math.max(0, value.failed - 1) : 0,
        ...(!value.hasSecondFactor && { lastSignInAt: operators.clock() }),
      };
      const begun = beginLogin(operators, account, next, false);
      const append =
        begun.step === 'second-factor' ? [] : [operatorEvent(operators, caller, 'operator-sign-in', next.id)];
      return {
        result: begun,
        change: {
          ...{ account, group: key.group },
          expect: [{ key, version }],
          put: [operatorInput(account, next), begun.input],
          append,
        },
      };
    },
  );
}
