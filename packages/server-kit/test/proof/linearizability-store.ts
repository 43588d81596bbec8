// Histories of a store: clients read and change pairs of records, each pair in one group, and write down when they called and what
// they were answered. A pair is one object: reads see both records at one instant, commits change both or none.
import type { Expectation, Key, Store } from '../../src/stores/types.ts';
import type { Seeded } from '../support/seeded.ts';
import { oneOf, seeded } from '../support/seeded.ts';
import type { Operation, Specification } from './linearizability-checker.ts';

const sides = ['left', 'right'] as const;
type Side = (typeof sides)[number];

/** What a pair holds; `null` where there is no record. */
export type Pair = Readonly<Record<Side, string | null>>;

/** A read of both, or a commit: what it expects, and what it puts (`null` removes). */
export type StoreCall = 'get' | { readonly expect: Partial<Pair>; readonly put: Partial<Pair> };
export type StoreResult = Pair | boolean;

/** An operation on one pair; reads also tell the versions they saw. */
export interface StoreOperation extends Operation<StoreCall, StoreResult> {
  readonly pair: string;
  readonly versions?: Readonly<Record<Side, number>>;
}

/** A pair of records, one operation at a time. No value is written twice, so a value stands for its version. */
export const pairSpecification: Specification<Pair, StoreCall, StoreResult> = {
  initial: { left: null, right: null },
  apply: (state, call, result) => {
    if (call === 'get') {
      const seen = result as Pair;
      return sides.every((side) => seen[side] === state[side]) ? state : undefined;
    }
    const holds = sides.every((side) => call.expect[side] === undefined || call.expect[side] === state[side]);
    if (holds !== (result ?? true)) return undefined;
    return holds ? { ...state, ...call.put } : state;
  },
  isRead: (call, result) => call === 'get' || result === false,
};

/** How clients of one process go about it. */
export interface Burst {
  readonly pairs: readonly string[];
  readonly clients: number;
  /** Of each client. */
  readonly operations: number;
  readonly seed: string;
}

/** The clock of the machine: the same one in every process, and never set back. Nanoseconds. */
const now = () => Number(process.hrtime.bigint());
const LIFE_MS = 3_600_000;

const placeOf = (pair: string) => ({ account: 'a', group: pair });
const keyOf = (pair: string, side: Side): Key => ({ ...placeOf(pair), collection: 'pair', id: side });

/** Lets the clients of one process go at once, and gives what they wrote down. */
export async function recordBurst(store: Store, process: string, burst: Burst): Promise<StoreOperation[]> {
  const history: StoreOperation[] = [];
  const clients = Array.from({ length: burst.clients }, (_, at) => `${process}.${at}`);
  await Promise.all(clients.map((client) => runClient(store, client, burst, history)));
  return history;
}

async function runClient(store: Store, client: string, burst: Burst, history: StoreOperation[]): Promise<void> {
  const random = seeded(burst.seed, client);
  const incarnation = await store.incarnation().catch(() => undefined);
  const known = new Map<string, StoreOperation>();
  // A client that gets no answer does no more.
  for (let count = 0; incarnation !== undefined && count < burst.operations; count += 1) {
    const pair = oneOf(random, burst.pairs);
    const last = known.get(pair);
    if (!last || random(3) === 0) {
      const read = await get(store, client, pair);
      if (!read) return;
      history.push(read);
      known.set(pair, read);
    } else {
      const changed = await commit(store, client, last, incarnation, random, `${client}#${count}`);
      history.push(changed);
      if (!changed.answer) return;
      // Sometimes it goes on with what it knows, although that may be out of date by now.
      if (random(4) > 0) known.delete(pair);
    }
  }
}

/** Reads a pair; a read that got no answer says nothing. */
async function get(store: Store, client: string, pair: string): Promise<StoreOperation | undefined> {
  const calledAt = now();
  const records = await store.get(sides.map((side) => keyOf(pair, side))).catch(() => undefined);
  const at = now();
  if (!records) return undefined;
  const of = <Value>(pick: (at: number) => Value) => ({ left: pick(0), right: pick(1) });
  const result = of((side) => (records[side] ? new TextDecoder().decode(records[side].body) : null));
  const versions = of((side) => records[side]?.version ?? 0);
  return { process: client, pair, call: 'get', calledAt, answer: { at, result }, versions };
}

async function commit(
  store: Store,
  client: string,
  { pair, answer, versions }: StoreOperation,
  incarnation: string,
  random: Seeded,
  value: string,
): Promise<StoreOperation> {
  const seen = answer?.result as Pair;
  const expected = sides.filter(() => random(4) > 0);
  const changed = oneOf(random, [['left'], ['right'], ['left', 'right']] as const);
  const removed = changed.filter(() => random(6) === 0);
  const put: Partial<Pair> = Object.fromEntries(changed.map((side) => [side, removed.includes(side) ? null : value]));
  const expect: Partial<Pair> = Object.fromEntries(expected.map((side) => [side, seen[side]]));
  const expectations = expected.map((side): Expectation => {
    return { key: keyOf(pair, side), version: seen[side] === null ? 'absent' : (versions?.[side] ?? 0) };
  });
  const kept = changed.filter((side) => !removed.includes(side));
  const body = new TextEncoder().encode(value);
  const batch = {
    ...{ ...placeOf(pair), incarnation, expect: expectations },
    put: kept.map((side) => ({ ...keyOf(pair, side), body, expiresAt: Date.now() + LIFE_MS })),
    remove: removed.map((side) => keyOf(pair, side)),
  };
  const calledAt = now();
  const result = await store.commit(batch).catch(() => undefined);
  const call = { expect, put };
  return { process: client, pair, call, calledAt, ...(result !== undefined && { answer: { at: now(), result } }) };
}

/** Versions that stand for two values, or values that have two versions: neither may be. */
export function versionClashes(history: readonly StoreOperation[]): string[] {
  const known = new Map<string, string>();
  const clashes: string[] = [];
  for (const { pair, answer, versions } of history) {
    if (!answer || !versions) continue;
    for (const side of sides) {
      const value = (answer.result as Pair)[side];
      if (value === null) continue;
      const version = `${versions[side]}`;
      for (const [name, meaning] of [
        [`${pair} ${side} version ${version}`, value],
        [`${pair} ${side} value ${value}`, version],
      ] as const) {
        if ((known.get(name) ?? meaning) !== meaning) clashes.push(`${name}: ${known.get(name)} and ${meaning}`);
        known.set(name, meaning);
      }
    }
  }
  return clashes;
}
