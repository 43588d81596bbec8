// T6 of security.md on Redis: fail-over while the old primary still serves, split brain, heal and fail-back. A key works on the
// server process and in the reign that it was made in, nowhere else: what a lost write or a lost reign spent cannot be spent again.
import { afterEach, expect, test } from 'vitest';
import type { RedisServer } from '../../../../scripts/services/redis.mjs';
import type { Key, Store } from '../../src/stores/types.ts';
import { Agent, ok, submittedForm } from '../clients.ts';
import { createHarness, testClock } from '../harness.ts';
import { command } from '../stores/redis-clients.ts';
import { storeWith } from '../support/broken-stores.ts';
import { type RedisPair, redisPair } from '../support/redis-pair.ts';
import { sized } from './size.ts';

const ROUNDS = sized(1, 50);
const COUNT = 24;
const numbers = Array.from({ length: COUNT }, (_, at) => at);
const expiresAt = Date.now() + 86_400_000;
const bytesOf = (text: string) => new TextEncoder().encode(text);

const pairs: RedisPair[] = [];
afterEach(async () => {
  for (const pair of pairs.splice(0)) await pair.stop();
});

/** A key as its holder has it: where it is, which version it spends, and the incarnation that it was made in. */
interface IssuedKey {
  readonly key: Key;
  readonly version: number;
  readonly incarnation: string;
}

const keyOf = (name: string, at: number): Key => ({
  account: 'a',
  group: `g${at % 4}`,
  collection: 'key',
  id: `${name}${at}`,
});

async function issue(store: Store, name: string): Promise<readonly IssuedKey[]> {
  const incarnation = await store.incarnation();
  const keys = numbers.map((at) => keyOf(name, at));
  for (const key of keys) {
    const done = await store.commit({ ...key, put: [{ ...key, body: bytesOf('unspent'), expiresAt }] });
    expect(done).toBe(true);
  }
  const records = await store.get(keys);
  return keys.map((key, at) => ({ key, version: records[at]?.version ?? 0, incarnation }));
}

/** Spends a key; false when the store refuses. */
async function spend(store: Store, { key, version, incarnation }: IssuedKey, by: string): Promise<boolean> {
  const put = [{ ...key, body: bytesOf(by), expiresAt }];
  return store.commit({ ...key, expect: [{ key, version }], put, incarnation });
}

const spendAll = (store: Store, keys: readonly IssuedKey[], by: string) =>
  Promise.all(keys.map((key) => spend(store, key, by)));

/** Who spent each key, as the store tells it. */
async function spendersOf(store: Store, keys: readonly IssuedKey[]): Promise<readonly string[]> {
  const records = await store.get(keys.map(({ key }) => key));
  return records.map((record) => new TextDecoder().decode(record?.body)).filter((by) => by !== 'unspent');
}

/** The control: a store that says nothing of its incarnation and forgets the fence. */
const unfenced = (store: Store): Store =>
  storeWith(store, {
    incarnation: async () => 'the same',
    commit: async ({ incarnation: _fence, ...batch }) => store.commit(batch),
  });

/** How often each key was spent, whoever said so and whenever. */
type Tally = readonly number[];

const tallyOf = (...rounds: readonly (readonly boolean[])[]): Tally =>
  numbers.map((at) => rounds.filter((done) => done[at]).length);

/** Everything that can happen to two servers; gives how often each key of before and of after was spent. */
async function splitBrain(wrap: (store: Store) => Store): Promise<{ before: Tally; after: Tally; healed: boolean }> {
  const pair = await redisPair();
  pairs.push(pair);
  const { left, right } = pair;
  const on = async (server: RedisServer) => wrap(await pair.storeOn(server));
  const old = await on(left);
  const keys = await issue(old, 'before');
  const half = COUNT / 2;
  const early = await spendAll(old, keys.slice(0, half), 'left');
  await pair.catchUp();

  // The replica takes over; the old primary lives on for those who cannot see that.
  await pair.promote(right);
  const taken = await on(right);
  const unspent = keys.slice(half);
  const [onLeft, onRight] = await Promise.all([spendAll(old, unspent, 'left'), spendAll(taken, keys, 'right')]);
  const newKeys = await issue(taken, 'after');
  // On the old side the same places are free: only the fence can tell that these keys are not its own.
  const forged = await issue(old, 'after');
  const newOnLeft = await spendAll(
    old,
    newKeys.map((key, at) => ({ ...key, version: forged[at]?.version ?? 0 })),
    'left',
  );
  const newOnRight = await spendAll(taken, newKeys, 'right');

  // Healed: the new primary's word counts, the old one takes everything from it.
  await pair.follow(left, right);
  const lateOnRight = await spendAll(taken, keys, 'right');
  const healed = (await spendersOf(taken, newKeys)).every((by) => by === 'right');

  // And back: the old process reigns again, with what the other one left to it.
  await pair.promote(left);
  const again = await on(left);
  const lateOnLeft = [await spendAll(old, keys, 'left'), await spendAll(again, keys, 'left')];
  const newAgain = await spendAll(again, newKeys, 'left');

  const padded = (done: readonly boolean[]) => [...numbers.slice(0, half).map(() => false), ...done];
  return {
    before: tallyOf(early, padded(onLeft), onRight, lateOnRight, ...lateOnLeft),
    after: tallyOf(newOnLeft, newOnRight, newAgain),
    healed,
  };
}

const once = numbers.map(() => 1);

test(`SF-OTK-02 T6 ${ROUNDS}× split brain, heal and fail-back: no key is ever spent twice`, {
  timeout: 180_000 * ROUNDS,
}, async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    expect(await splitBrain((store) => store), `round ${round}`).toEqual({ before: once, after: once, healed: true });
  }
});

test('T6 control: without the fence keys are spent on both sides, and again after the fail-back', {
  timeout: 180_000,
}, async () => {
  const { before, after } = await splitBrain(unfenced);
  expect(Math.max(...before)).toBeGreaterThan(1);
  expect(Math.max(...after)).toBeGreaterThan(1);
});

test('SF-OTR-02 T6 what the old primary removed is read from the new one by nobody, and ends there in its time', {
  timeout: 180_000,
}, async () => {
  const pair = await redisPair();
  pairs.push(pair);
  const { left, right } = pair;
  const clock = testClock();
  const volatile = await pair.storeOn(left, clock);
  const harness = await createHarness('memory', { wrap: (stores) => ({ ...stores, volatile }), options: { clock } });
  const closed = await submittedForm(harness);
  const open = await submittedForm(harness);
  await pair.catchUp();
  await pair.promote(right);
  ok(await closed.agent.call('POST', `/v1/conversations/${closed.conversationId}/close`, {}));
  const lost = await submittedForm(harness);

  // Another kit, same records, on the side that knows neither of the close nor of the last form.
  const taken = await pair.storeOn(right, clock);
  const other = await createHarness('memory', {
    wrap: () => ({ ...harness.stores, volatile: taken }),
    options: { clock, keys: harness.keys },
  });
  const partsOf = async ({ agent, submissionId }: typeof open) => {
    const there = new Agent(other, agent.session, agent.key);
    const key = await there.tryReadKey(submissionId);
    if (key.status !== 200) return key.status;
    const { parts } = ok(await there.tryRead(submissionId, key.body.readKey));
    return parts.offTheRecord === null ? 'gone' : 'there';
  };
  const parts = async () => ((await command(right.url, 'KEYS', '*:record:off-the-record/*')) as string[]).length;
  expect([await partsOf(closed), await partsOf(open), await partsOf(lost)]).toEqual([410, 'there', 'gone']);
  expect(await parts()).toBe(2);
  clock.advance(900_000);
  await other.tellsafe.maintain();
  expect(await parts()).toBe(0);
  await other.tellsafe.close();
  await harness.close();
});
