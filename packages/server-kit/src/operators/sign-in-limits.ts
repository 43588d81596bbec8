// How often somebody may try to prove who they are (SF-OPS-04, SF-POL-02). A lock after failures is of one operator; whoever tries one password at
// a thousand names, or the names and passwords of somebody else's leak, is stopped here. Names that nobody has count as well: the answer tells
// nothing of them.
import { RateLimited } from '../http/answers.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import { invalidSetting, membersOf } from '../invalid-setting.ts';
import { type LimitOptions, parseNumbers } from '../operation/limits.ts';
import { auditEntry } from '../services/caller.ts';
import { ClientAddresses } from '../services/rates/address.ts';
import { Counters, type Counting, WINDOW_MS } from '../services/rates/counters.ts';
import { refuseAfter } from '../services/rates/rates.ts';
import { operatorCaller } from './audit-entries.ts';
import { prepareName } from './names.ts';
import type { Operators } from './parts.ts';
import type { LoginCall, LoginRoute } from './routes.ts';

/** Limits of the built-in login. */
export interface SignInLimitOptions {
  /** The address that a request came from, for the limit per address; without it there is none. As of the kit's `limits`. */
  readonly clientAddress?: LimitOptions['clientAddress'];
  /**
   * Attempts to prove something, by password or code, of one address in a minute, 10 to 100000, default 120. An IPv6 address counts as its
   * /64.
   */
  readonly perAddressPerMin?: number;
  /** Attempts to sign in by one name in a minute, whether or not somebody has it, 10 to 100000, default 60. */
  readonly perNamePerMin?: number;
}

/** Checked limits. */
export type SignInLimits = Required<Omit<SignInLimitOptions, 'clientAddress'>> &
  Pick<SignInLimitOptions, 'clientAddress'>;

const ranges = {
  perAddressPerMin: { fallback: 120, min: 10, max: 100_000 },
  perNamePerMin: { fallback: 60, min: 10, max: 100_000 },
} as const;

/**
 * Checks the limits.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` naming key, value and range
 */
export function parseSignInLimits(options: SignInLimitOptions = {}): SignInLimits {
  const { clientAddress } = membersOf('limits', options, ['clientAddress', 'perAddressPerMin', 'perNamePerMin']);
  if (clientAddress !== undefined && typeof clientAddress !== 'function') {
    throw invalidSetting('limits.clientAddress', 'must be a function', clientAddress);
  }
  return { ...parseNumbers('limits', ranges, options), ...(clientAddress && { clientAddress }) };
}

/** Judges attempts before any work is done for them. */
export class SignInRates {
  readonly #limits: SignInLimits;
  readonly #counters: Counters;
  readonly #addresses: ClientAddresses | undefined;
  /** The minute in which the audit of an account was told last. */
  readonly #told = new Map<string, number>();

  constructor(limits: SignInLimits, counting: Counting) {
    this.#limits = limits;
    this.#counters = new Counters(counting);
    this.#addresses = limits.clientAddress && new ClientAddresses(limits.clientAddress, counting.log);
  }

  /**
   * Counts an attempt; routes that judge nothing have no limit. The audit of the account is told of refused ones once a minute by each process,
   * so that an attack does not fill it.
   *
   * @throws RateLimited when too many came from one address, or for one name: the answer is the same
   */
  async admit({ judges }: LoginRoute, call: LoginCall, request: Pick<IncomingRequest, 'headers' | 'peerAddress'>) {
    if (!judges) return;
    const account = call.signedIn?.account ?? textOf(call.input, 'account');
    try {
      await this.#take(judges, call, request);
    } catch (error) {
      if (error instanceof RateLimited) await this.#tell(call.operators, account, call.origin);
      throw error;
    }
  }

  async #take(judges: NonNullable<LoginRoute['judges']>, { input }: LoginCall, request: Parameters<this['admit']>[2]) {
    const { perAddressPerMin, perNamePerMin } = this.#limits;
    const address = this.#addresses?.of(request);
    if (address !== undefined) refuseAfter(await this.#counters.take(['login-address', address], perAddressPerMin));
    if (judges !== 'name') return;
    const name = prepareName(textOf(input, 'name')) ?? '';
    refuseAfter(await this.#counters.take(['login-name', textOf(input, 'account'), name], perNamePerMin));
  }

  async #tell(operators: Operators, account: string, origin: string | null): Promise<void> {
    const minute = Math.floor(operators.clock() / WINDOW_MS);
    if (!operators.accounts.includes(account) || this.#told.get(account) === minute) return;
    this.#told.set(account, minute);
    const object = { kind: 'operator', id: 'unknown' } as const;
    const caller = operatorCaller('unknown', origin);
    await operators.audit.record(
      account,
      auditEntry(operators, caller, 'operator-sign-in', object, { refused: 'rate' }),
    );
  }
}

function textOf(input: unknown, name: string): string {
  const value = (input as Readonly<Record<string, unknown>> | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}
