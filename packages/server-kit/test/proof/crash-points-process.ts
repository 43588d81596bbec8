// A process that dies at a chosen call of a port, played inside this one: nothing that it would have done later happens any more,
// and whoever waits for its answer waits no longer.
import type { Store } from '../../src/stores/types.ts';
import { createHarness, type Harness, type StoreKind } from '../harness.ts';
import { type CrashPoint, type Gate, gatedKeys, gatedStores, never } from '../support/gates.ts';

/** Rejects what waits for a process that has died. */
export class ProcessDied extends Error {
  override readonly name = 'ProcessDied';
}

/** One life of the kit. */
class PlayedProcess implements Gate {
  /** Calls since it was watched. */
  readonly calls: string[] = [];
  isWatched = false;
  readonly died: Promise<never>;
  #crash: CrashPoint | undefined;
  #isDead = false;
  #reject: (error: Error) => void = () => {};
  readonly #underWay = new Set<Promise<unknown>>();

  constructor() {
    this.died = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.died.catch(() => {});
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  watch(crash: CrashPoint | undefined): void {
    this.isWatched = true;
    this.#crash = crash;
    this.calls.length = 0;
  }

  die(): void {
    this.#isDead = true;
    this.#reject(new ProcessDied());
  }

  async pass<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
    if (this.#isDead) return never();
    this.calls.push(name);
    const isHere = this.calls.length === this.#crash?.at;
    if (isHere && this.#crash?.when === 'before') {
      this.die();
      return never();
    }
    const running = call();
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
      if (isHere) this.die();
      if (this.#isDead) await never();
    }
  }

  /** What was on its way to a store when the process died gets there. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }
}

/** A kit that can die and start again on the same stores. */
export interface Mortal {
  readonly harness: Harness;
  readonly isDead: boolean;
  /** Lets it die at a call from now on; without a point it only counts. */
  crashAt(point?: CrashPoint): Promise<void>;
  /** The calls since then. */
  readonly calls: readonly string[];
  die(): Promise<void>;
  restart(): Promise<void>;
  /** What the kit gives, or {@link ProcessDied}. */
  orDeath<Result>(work: Promise<Result>): Promise<Result>;
}

/** A fault of the records store, as the kit sees it; it may show only in the life that is to end by a crash. */
export type Broken = (store: Store, isWatched: () => boolean) => Store;

/** Makes a mortal kit. Off-the-record answers outlive it, as in a Redis. */
export async function playedMortal(
  kind: StoreKind,
  volatile: Store,
  broken: Broken = (store) => store,
): Promise<Mortal> {
  let current = new PlayedProcess();
  const harness = await createHarness(kind, {
    account: { extensions: 2 },
    volatile: () => volatile,
    wrap: (stores) => {
      const own = new PlayedProcess();
      current = own;
      const gated = gatedStores(own, stores);
      return { ...gated, records: broken(gated.records, () => own.isWatched) };
    },
    keys: (keys) => gatedKeys({ pass: (name, call) => current.pass(name, call) }, keys),
    fetch: (tellsafe) => {
      const own = current;
      return (request) => Promise.race([tellsafe.fetch(request), own.died]);
    },
  });
  return {
    harness,
    get isDead() {
      return current.isDead;
    },
    get calls() {
      return current.calls;
    },
    crashAt: async (point) => current.watch(point),
    die: async () => current.die(),
    restart: async () => {
      await current.settled();
      await harness.restart();
    },
    orDeath: (work) => Promise.race([work, current.died]),
  };
}
