// What somebody with a login does for themselves: the second factor, a new password, enrolling an authenticator, signing out. Each
// step goes on under a new secret; the old one is over with the same commit.
import { TellsafeError } from '@tellsafe/core';
import { type Attempt, countAttempt, recordFailure } from './attempts.ts';
import { operatorCaller, operatorEvent, refusedEvent } from './audit-entries.ts';
import { changeOperator, type OperatorChange } from './change.ts';
import { type BegunLogin, beginLogin, type SignedIn } from './logins.ts';
import type { Operators } from './parts.ts';
import { passwordIssues, preparePassword } from './passwords.ts';
import { loginKey } from './records.ts';
import { createSecondFactor, secondFactorUri, spendCode } from './second-factor.ts';
import { verifyPassword } from './sign-in.ts';

/** The operators and the login that asks. */
export interface Asking {
  readonly operators: Operators;
  readonly signedIn: SignedIn;
  /** Web origin of the request. */
  readonly origin: string | null;
}

/**
 * Takes the code of the second factor.
 *
 * @throws TellsafeError `login_required` for a wrong code, one that was used, and one too many
 */
export async function passSecondFactor({ operators, signedIn, origin }: Asking, code: string): Promise<BegunLogin> {
  const { account, login } = signedIn;
  const { id } = signedIn.operator.value;
  const caller = operatorCaller(id, origin);
  const attempt = await mustCount(operators, account, id);
  const begun = await changeOperator<BegunLogin | undefined>(operators, account, id, ({ operator, secrets }) => {
    const spent = secrets.secondFactor && spendCode(secrets.secondFactor, code, operators.clock());
    if (!spent || attempt.barred !== undefined || operator.epoch !== login.epoch)
      return { finish: () => ({ result: undefined }) };
    return nextLogin({ operators, signedIn, origin }, true, {
      operator: { failed: 0, lastSignInAt: operators.clock() },
      secrets: { ...secrets, secondFactor: spent },
      append: [operatorEvent(operators, caller, 'operator-sign-in', id)],
    });
  });
  if (begun) return begun;
  await recordFailure(operators, caller, 'operator-second-factor', attempt, 'second-factor');
  throw new TellsafeError('login_required');
}

/**
 * Replaces the password, forced or not; every other login of the operator ends.
 *
 * @throws TellsafeError `request_invalid` with issues at `current` or `next` (`too_small`, `format`, `letter_missing`,
 * `digit_missing`, `used_before`)
 */
export async function changePassword(asking: Asking, current: string, next: string): Promise<BegunLogin> {
  const { operators, signedIn, origin } = asking;
  const { account, login } = signedIn;
  const { id } = signedIn.operator.value;
  const caller = operatorCaller(id, origin);
  const { policy, passwords } = operators;
  const attempt = await provePassword(asking, 'current', current);
  const prepared = preparePassword(next);
  const issues = passwordIssues(policy, 'next', prepared);
  if (issues.length > 0 || prepared === null) {
    await forgive(operators, attempt);
    throw new TellsafeError('request_invalid', { issues });
  }
  const hash = await passwords.hash(prepared);
  const begun = await changeOperator<BegunLogin | undefined>(operators, account, id, async ({ operator, secrets }) => {
    if (operator.epoch !== login.epoch) throw new TellsafeError('login_required');
    const kept = [secrets.password, ...secrets.formerPasswords].slice(0, policy.passwordHistory);
    for (const former of kept)
      if (await passwords.verify(former, prepared)) return { finish: () => ({ result: undefined }) };
    return nextLogin(asking, login.passedSecondFactor, {
      operator: { failed: 0, epoch: operator.epoch + 1, passwordSetAt: operators.clock(), mustChange: false },
      secrets: { ...secrets, password: hash, formerPasswords: kept.slice(0, policy.passwordHistory - 1) },
      append: [operatorEvent(operators, caller, 'operator-password', id)],
    });
  });
  if (!begun) {
    await forgive(operators, attempt);
    throw new TellsafeError('request_invalid', { issues: [{ path: 'next', code: 'used_before' }] });
  }
  await operators.endSessions({ accountId: account, agentId: id });
  return begun;
}

/** A secret for an authenticator app. It counts once its first code was right. */
export interface Enrolment {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://…`, to be shown as a picture. */
  readonly uri: string;
}

/**
 * Begins to enrol an authenticator app.
 *
 * @param password once more, so that an unlocked screen is not enough
 * @throws TellsafeError `request_invalid` with an issue at `password`
 */
export async function enrolSecondFactor(asking: Asking, password: string): Promise<Enrolment> {
  const { operators, signedIn } = asking;
  const { account } = signedIn;
  await forgive(operators, await provePassword(asking, 'password', password));
  const enrolling = createSecondFactor(operators.random);
  return changeOperator(operators, account, signedIn.operator.value.id, ({ secrets }) => ({
    secrets: { ...secrets, enrolling },
    finish: () => ({
      result: { secret: enrolling.secret, uri: secondFactorUri(enrolling, operators.issuer, secrets.signInName) },
    }),
  }));
}

/** Wrong codes that an enrolment takes before it begins anew, with the password: so few guesses lead nowhere, and nobody is locked out. */
const ENROLMENT_TRIES = 5;

/**
 * Ends enrolling with the first code of the app.
 *
 * @throws TellsafeError `request_invalid` with an issue at `code`; also for a right code after too many wrong ones
 */
export async function confirmSecondFactor(asking: Asking, code: string): Promise<BegunLogin> {
  const { operators, signedIn, origin } = asking;
  const { account } = signedIn;
  const { id } = signedIn.operator.value;
  const caller = operatorCaller(id, origin);
  const begun = await changeOperator<BegunLogin | undefined>(
    operators,
    account,
    id,
    ({ operator, secrets: { enrolling, ...secrets } }) => {
      const spent = enrolling && spendCode(enrolling, code, operators.clock());
      if (!spent) {
        const wrong = (enrolling?.wrong ?? 0) + 1;
        const isLeft = enrolling !== undefined && wrong < ENROLMENT_TRIES;
        return {
          secrets: { ...secrets, ...(isLeft && { enrolling: { ...enrolling, wrong } }) },
          append: [refusedEvent(operators, caller, 'operator-enrol', id, 'second-factor')],
          finish: () => ({ result: undefined }),
        };
      }
      const { secret, lastStep } = spent;
      return nextLogin(asking, true, {
        operator: { epoch: operator.epoch + 1, hasSecondFactor: true },
        secrets: { ...secrets, secondFactor: { secret, lastStep } },
        append: [operatorEvent(operators, caller, 'operator-enrol', id)],
      });
    },
  );
  if (!begun) throw new TellsafeError('request_invalid', { issues: [{ path: 'code', code: 'value' }] });
  return begun;
}

/** Signs out: this login and its agent sessions are over. */
export async function signOut({ operators, signedIn, origin }: Asking): Promise<void> {
  const { account, hash, login } = signedIn;
  const { id } = signedIn.operator.value;
  const key = loginKey(account, id, hash);
  await operators.stores.records.commit({
    ...{ account, group: key.group, remove: [key] },
    append: [operatorEvent(operators, operatorCaller(id, origin), 'operator-sign-out', id)],
  });
  await operators.endSessions({ accountId: account, agentId: id, login: login.id });
}

/** The change that goes on with the login under a new secret. */
function nextLogin(
  { operators, signedIn }: Asking,
  passedSecondFactor: boolean,
  change: Pick<OperatorChange<unknown>, 'operator' | 'secrets' | 'append'>,
): OperatorChange<BegunLogin> {
  const { account, hash, login } = signedIn;
  return {
    ...change,
    remove: [loginKey(account, signedIn.operator.value.id, hash)],
    finish: (next) => {
      const begun = beginLogin(operators, account, next, passedSecondFactor, login);
      return { result: begun, put: [begun.input] };
    },
  };
}

/** A wrong password here counts like one at the door: a stolen cookie must not be a way to guess it. */
async function provePassword(
  { operators, signedIn, origin }: Asking,
  path: string,
  password: string,
): Promise<Attempt> {
  const { account } = signedIn;
  const { id } = signedIn.operator.value;
  const attempt = await mustCount(operators, account, id);
  if (await verifyPassword(operators, attempt, preparePassword(password))) return attempt;
  await recordFailure(operators, operatorCaller(id, origin), 'operator-password', attempt, 'password');
  throw new TellsafeError('request_invalid', { issues: [{ path, code: 'value' }] });
}

async function mustCount(operators: Operators, account: string, id: string): Promise<Attempt> {
  const attempt = await countAttempt(operators, account, id);
  if (!attempt) throw new TellsafeError('login_required');
  return attempt;
}

/** Takes back the count of an attempt that did not fail. */
async function forgive(operators: Operators, { account, operator: { id } }: Attempt): Promise<void> {
  await changeOperator(operators, account, id, ({ operator }) => ({
    operator: { failed: Math.max(0, operator.failed - 1) },
    finish: () => ({ result: undefined }),
  }));
}
