// Who may ask how often (SF-OPS-04): an address before its request is read, whoever holds a handle or a key for each of them, and an account
// for what is proven to be its own. A request that asks too often is answered 429 with `Retry-After`: nothing is spent, nothing is written
// to a durable store, and the answer is the same whatever it asked for.
import { type RouteCaller, type RouteName, routePaths } from '@tellsafe/core/wire';
import { RateLimited } from '../../http/answers.ts';
import type { IncomingRequest } from '../../http/exchange.ts';
import type { Limits } from '../../operation/limits.ts';
import { ClientAddresses } from './address.ts';
import { Counters, type Counting } from './counters.ts';

/** Requests that somebody may send whom nobody has signed in. */
const anonymous: ReadonlySet<RouteCaller> = new Set<RouteCaller>([
  'handle',
  'open-key',
  'device',
  'login',
  'page',
  'consumer',
]);

/** Judges requests. */
export class Rates {
  readonly #limits: Limits;
  readonly #counters: Counters;
  readonly #counting: Counting;
  readonly #addresses: ClientAddresses | undefined;
  #untold = 0;

  constructor(limits: Limits, counting: Counting) {
    this.#limits = limits;
    this.#counting = counting;
    this.#counters = new Counters(counting);
    this.#addresses = limits.clientAddress && new ClientAddresses(limits.clientAddress, counting.log);
  }

  /** Before anything but the first line and the headers was read. @throws RateLimited */
  admitAddress(name: RouteName, request: IncomingRequest): Promise<void> | undefined {
    if (!this.#addresses || !anonymous.has(routePaths[name].caller)) return undefined;
    const address = this.#addresses.of(request);
    return address === undefined ? undefined : this.#take(['address', address], this.#limits.perAddressPerMin);
  }

  /** Whoever holds a handle or a key: each has a count of its own, so nobody else can use it up. @throws RateLimited */
  admitHolder(input: unknown): Promise<void> | undefined {
    const { handle, openKey, submitKey } = (input ?? {}) as Readonly<Record<string, unknown>>;
    const held = handle ?? openKey ?? submitKey;
    if (typeof held !== 'string') return undefined;
    return this.#take(['holder', held], this.#limits.perInvitationPerMin);
  }

  /** An account, for its agents or for conversations that anyone may begin. @throws RateLimited */
  admitAccount(kind: 'agents' | 'beginnings', accountId: string): Promise<void> | undefined {
    return this.#take([kind, accountId], this.#limits.perAccountPerMin);
  }

  /** Whether the audit is told of one more refused attempt of an account; of those that it is not told, the log tells how many. */
  async mayTellRefusal(accountId: string): Promise<boolean> {
    const wait = await this.#counters.take(['refusals', accountId], this.#limits.refusalsPerMin);
    if (wait === 0) {
      this.#tellUntold();
      return true;
    }
    this.#untold += 1;
    if (this.#untold % this.#limits.refusalsPerMin === 0) this.#tellUntold();
    return false;
  }

  /** Forgets who asked in a minute that is over. */
  sweep(): void {
    this.#counters.sweep();
  }

  #tellUntold(): void {
    if (this.#untold === 0) return;
    const message = 'More attempts were refused than the audit is told of in a minute.';
    this.#counting.log({ level: 'warn', message, where: 'audit', count: this.#untold });
    this.#untold = 0;
  }

  /** Nothing to wait for is the rule: only who asks often costs the store a question. */
  #take(parts: readonly string[], limit: number): Promise<void> | undefined {
    const wait = this.#counters.take(parts, limit);
    if (typeof wait === 'object') return wait.then(refuseAfter);
    refuseAfter(wait);
    return undefined;
  }
}

/** @throws RateLimited when there is something to wait for */
export function refuseAfter(wait: number): void {
  if (wait > 0) throw new RateLimited(wait);
}
