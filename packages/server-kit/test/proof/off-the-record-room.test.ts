// Memory for off-the-record answers is bounded and nothing in it is evicted (security.md threat 17, T10's store): when it is nearly
// full no new form is sent, when it is full a submit is refused and can be repeated, what is there stays readable throughout.
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { redisStore } from '@tellsafe/server-kit/stores/redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis, volatileSettings } from '../../../../scripts/services/redis.mjs';
import type { Key, Store } from '../../src/stores/types.ts';
import { ok, sentForm, submittedForm } from '../clients.ts';
import { answers, createHarness, type Harness, type TestClock, testClock } from '../harness.ts';
import { type Connection, command, libraries } from '../stores/redis-clients.ts';
import { storeWith } from '../support/broken-stores.ts';
import { sized } from './size.ts';

const MIB = 1_048_576;
/** Bound of the store, in MiB: filled within a moment, or with many thousand records. */
const SIZES = sized([8], [8, 128]);
const FILLER_BYTES = 32_768;
const KEPT = 5;

let redis: RedisServer;
let connection: Connection;
beforeAll(async () => {
  redis = await startRedis({ ...volatileSettings, maxmemory: '64mb' });
  connection = await libraries.ioredis(redis.url);
});
afterAll(async () => {
  await connection.close();
  await redis.stop();
});

/** A volatile store with a bound, empty. */
interface BoundedStore {
  readonly store: Store;
  /** Takes the last room and holds it: what a server gives back of its own accord would be room again. */
  hold(): Promise<void>;
  release(): Promise<void>;
}
type Bounded = (clock: TestClock, mebibytes: number) => Promise<BoundedStore>;

const setMaxMemory = (bytes: number) => command(redis.url, 'CONFIG', 'SET', 'maxmemory', `${Math.floor(bytes)}`);

const inRedis =
  (policy: string): Bounded =>
  async (clock, mebibytes) => {
    await command(redis.url, 'FLUSHALL');
    await command(redis.url, 'CONFIG', 'SET', 'maxmemory', `${mebibytes}mb`, 'maxmemory-policy', policy);
    const trustServer = policy !== 'noeviction';
    const store = redisStore({ client: connection.client, use: 'volatile', clock, trustServer });
    return {
      store,
      hold: async () => void (await setMaxMemory(0.98 * ((await store.load?.()) ?? 0) * mebibytes * MIB)),
      release: async () => void (await setMaxMemory(mebibytes * MIB)),
    };
  };

const inMemory: Bounded = async (clock, mebibytes) => held(memoryStore({ clock, maxBytes: mebibytes * MIB }), clock);

/** Holds the last room by small records. */
function held(store: Store, clock: TestClock): BoundedStore {
  const keys = Array.from({ length: 100 }, (_, at) => filler(1_000_000 + at));
  return {
    store,
    hold: async () => {
      for (const key of keys) {
        const put = [{ ...key, body: new Uint8Array(1_000), expiresAt: clock() + 900_000 }];
        if (!(await store.commit({ ...key, put }).catch(() => false))) return;
      }
    },
    release: () => removeAll(store, keys),
  };
}

/** The control: makes room by throwing away what came first, as a cache does. */
const evictingMemory: Bounded = async (clock, mebibytes) => {
  const store = memoryStore({ clock, maxBytes: mebibytes * MIB });
  const stored: Key[] = [];
  const commit: Store['commit'] = async (batch) => {
    for (;;) {
      try {
        const done = await store.commit(batch);
        if (done) stored.push(...(batch.put ?? []));
        return done;
      } catch (error) {
        const oldest = stored.shift();
        if (!oldest) throw error;
        await store.commit({ account: oldest.account, group: oldest.group, remove: [oldest] });
      }
    }
  };
  return held({ ...storeWith(store, { commit }), load: async () => (await store.load?.()) ?? 0 }, clock);
};

const filler = (at: number): Key => ({ account: 'filler', group: `g${at % 16}`, collection: 'c', id: `${at}` });

/**
 * Fills the store until it says a load, or refuses, or has taken three times its bound, as only one does that throws things away;
 * gives how many records there are then.
 */
async function fill(
  store: Store,
  clock: TestClock,
  until: number,
  { from = 0, most }: { from?: number; most: number },
) {
  const body = new Uint8Array(FILLER_BYTES);
  for (let at = from; at < most; at += 1) {
    if (((await store.load?.()) ?? 0) >= until) return at;
    const key = filler(at);
    try {
      await store.commit({ ...key, put: [{ ...key, body, expiresAt: clock() + 900_000 }] });
    } catch (error) {
      expect(error).toMatchObject({ code: 'overloaded' });
      return at;
    }
  }
  return most;
}

/** Sends, submits and reads while the store fills up and has room again; throws when something is lost or unclear. */
async function fillsUp(bounded: Bounded, mebibytes: number): Promise<void> {
  const clock = testClock();
  const { store, hold, release } = await bounded(clock, mebibytes);
  const log: unknown[] = [];
  const harness: Harness = await createHarness('memory', {
    wrap: (stores) => ({ ...stores, volatile: store }),
    options: { clock, log: (entry) => log.push(entry) },
  });
  try {
    const kept = [];
    for (let count = 0; count < KEPT; count += 1) kept.push(await submittedForm(harness));
    const early = await sentForm(harness);
    await early.device.open();

    // Nearly full: nothing more is sent that could find no room; forms without such questions are.
    const most = Math.ceil((3 * mebibytes * MIB) / FILLER_BYTES);
    const nearly = await fill(store, clock, 0.9, { most });
    const refused = await early.agent.trySend(early.conversationId);
    expect(refused).toMatchObject({ status: 503, body: { code: 'off_the_record_full', title: expect.any(String) } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const path = `/v1/agent/invitations?conversation=${early.conversationId}`;
    const { invitations } = ok(await early.agent.call<{ invitations: unknown[] }>('GET', path));
    expect(invitations).toHaveLength(1);
    expect((await early.agent.trySend(early.conversationId, 'address')).status).toBe(200);
    // What was sent before still has its room.
    ok(await early.device.trySubmit(answers.card));

    // Full: a submit is refused, keeps nothing and spends nothing. So first a form that is out.
    const removed = Array.from({ length: nearly }, (_, at) => filler(at));
    await removeAll(store, removed.slice(0, 8));
    const late = await sentForm(harness);
    await late.device.open();
    const full = await fill(store, clock, Number.POSITIVE_INFINITY, { from: nearly, most });
    await hold();
    // Nothing was evicted for it: every answer from before is there whole.
    for (const { agent, submissionId } of kept) expect((await agent.read(submissionId)).values).toEqual(answers.card);
    const sealed = await late.device.seal(answers.card);
    const body = { submitKey: late.device.opened?.submitKey, sealed };
    const busy = await late.device.proven('/v1/forms/submit', body);
    expect(busy).toMatchObject({ status: 503, body: { code: 'off_the_record_full' } });
    expect(busy.headers.get('retry-after')).not.toBeNull();
    expect((await late.agent.invitation(late.conversationId, late.invitation.id)).status).toBe('viewed');
    const query = { account: 'acme', group: late.conversationId, collection: 'data-key', limit: 10 };
    expect((await harness.stores.sealed.list(query)).records).toEqual([]);
    expect(log).toContainEqual(expect.objectContaining({ level: 'warn', code: 'off_the_record_full' }));

    // Room again: the very same bytes are taken, and forms are sent.
    await release();
    await removeAll(
      store,
      Array.from({ length: full }, (_, at) => filler(at)),
    );
    ok(await late.device.proven('/v1/forms/submit', body));
    const { submissionId = '' } = await late.agent.invitation(late.conversationId, late.invitation.id);
    expect((await late.agent.read(submissionId)).values).toEqual(answers.card);
    expect((await early.agent.trySend(early.conversationId)).status).toBe(200);
  } finally {
    await harness.close();
  }
}

async function removeAll(store: Store, keys: readonly Key[]): Promise<void> {
  for (const key of keys) await store.commit({ account: key.account, group: key.group, remove: [key] });
}

describe.each(SIZES)('a store of %i MiB', (mebibytes) => {
  test.each([
    ['memory', inMemory],
    ['Redis', inRedis('noeviction')],
  ] as const)(
    'SF-OTR-01 T10 %s: new forms are refused before submits, submits before anything is lost',
    async (_, bounded) => {
      await fillsUp(bounded, mebibytes);
    },
    120_000,
  );

  test.each([
    ['memory that makes room', evictingMemory],
    ['Redis with allkeys-lru', inRedis('allkeys-lru')],
    ['Redis with allkeys-random', inRedis('allkeys-random')],
  ] as const)(
    'T10 control: %s is caught',
    async (_, bounded) => {
      await expect(fillsUp(bounded, mebibytes)).rejects.toThrow(/cvv|to deeply equal/);
    },
    120_000,
  );
});
