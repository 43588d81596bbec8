// The server of P15: a kit that maintains itself as in earnest, over stores that are full of what is over. Whether its maintenance sees
// that is switched from outside. Words: the kind of store, then where it is.
import type { Store } from '@tellsafe/server-kit';
import { fillExpired } from '../fill/expired.ts';
import { answerCalls } from '../run/calls.ts';
import { type OpenKit, openKit } from './open-kit.ts';
import { type OpenStores, openStores } from './stores.ts';
import { usage } from './usage.ts';

const [kind = 'memory', place = ''] = process.argv.slice(2);

let stores: OpenStores | undefined;
let kit: OpenKit | undefined;
let isPurging = false;
let purged = 0;

/** A store that has nothing to purge until it is switched on, and counts what it purged. */
function switched(store: Store): Store {
  return new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name) as unknown;
      if (name === 'overdue') return async (now: number) => (isPurging ? target.overdue(now) : NOTHING);
      if (name === 'purge') return (now: number, limit: number) => purge(target, now, limit);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

const NOTHING = { count: 0, oldestAt: null };

async function purge(store: Store, now: number, limit: number): Promise<number> {
  if (!isPurging) return 0;
  const gone = await store.purge(now, limit);
  purged += gone;
  return gone;
}

async function open({ lanes, expired }: { lanes: number; expired: number }) {
  stores = await openStores(kind, place);
  const written = await fillExpired(stores, expired);
  kit = await openKit({ records: switched(stores.records), sealed: switched(stores.sealed) });
  return { written, target: await kit.target(lanes) };
}

answerCalls({
  open,
  usage,
  /** Switches the purge on or off. */
  purge: (on: boolean) => {
    isPurging = on;
  },
  purged: () => purged,
  stop: async () => {
    await kit?.close();
    await stores?.close();
  },
});
