// Redeemers of one-time keys in a store: each reads a key and, if it is unspent, spends it in a commit that expects what was read.
import type { Store } from '../../src/stores/types.ts';
import type { StorePlace } from '../support/store-places.ts';

/** How redeemers spend. `careless` is the classic bug: look, then remove. */
export type Manner = 'careful' | 'careless';

/** Which keys a process redeems, and how often each at once. */
export interface Order {
  readonly keys: readonly number[];
  readonly redeemers: number;
  readonly manner: Manner;
}

/** What came of it. */
export interface Redeemed {
  /** A key for each time that a redeemer was told it had won it. */
  readonly won: readonly number[];
  /** How many redeemers saw an unspent key and tried to spend it. */
  readonly tried: number;
}

/** What a process of redeemers is given. */
export interface RedeemerSetting {
  readonly name: string;
  readonly place: StorePlace;
}

const LIFE_MS = 3_600_000;
const GROUPS = 10;

/** The record of a key. */
export function recordOf(at: number, state: string) {
  const place = { account: 'a', group: `g${at % GROUPS}`, collection: 'key', id: `${at}` };
  return { ...place, body: new TextEncoder().encode(state), expiresAt: Date.now() + LIFE_MS };
}

/** Puts unspent keys. */
export async function issue(store: Store, keys: readonly number[]): Promise<void> {
  for (let group = 0; group < GROUPS; group += 1) {
    const put = keys.filter((at) => at % GROUPS === group).map((at) => recordOf(at, 'unspent'));
    if (put.length > 0) await store.commit({ account: 'a', group: `g${group}`, put });
  }
}

/** Who has spent each key; undefined for a key that is gone. */
export async function spenders(store: Store, keys: readonly number[]): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for (let from = 0; from < keys.length; from += 500) {
    const records = await store.get(keys.slice(from, from + 500).map((at) => recordOf(at, '')));
    found.push(...records.map((record) => record?.body && new TextDecoder().decode(record.body)));
  }
  return found;
}

/** Lets all redeemers of an order go at once. */
export async function redeem(store: Store, name: string, { keys, redeemers, manner }: Order): Promise<Redeemed> {
  const incarnation = await store.incarnation();
  const won: number[] = [];
  let tried = 0;
  const attempt = async (at: number) => {
    const key = recordOf(at, name);
    const [record] = await store.get([key]);
    if (!record || new TextDecoder().decode(record.body) !== 'unspent') return;
    tried += 1;
    const { account, group } = key;
    const spend = { account, group, incarnation, expect: [{ key, version: record.version }], put: [key] };
    if (await store.commit(manner === 'careless' ? { account, group, remove: [key] } : spend)) won.push(at);
  };
  await Promise.all(keys.flatMap((at) => Array.from({ length: redeemers }, () => attempt(at))));
  return { won, tried };
}
