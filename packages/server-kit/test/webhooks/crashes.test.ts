// T13 of security.md for webhooks: wherever a process dies, and however many follow the feed, each event becomes one message, and each
// message arrives; when it arrives twice, it has one id.
import { afterEach, describe, expect, test } from 'vitest';
import { createTellsafe, type Tellsafe } from '../../src/index.ts';
import { guardedFetch } from '../../src/runtime/node.ts';
import type { Commit, Store } from '../../src/stores/types.ts';
import { WEBHOOK_LEASE_MS } from '../../src/webhooks/work.ts';
import { ACCOUNT, FORM_ORIGIN } from '../harness.ts';
import { sized } from '../proof/size.ts';
import { notAtomic, storeWith } from '../support/broken-stores.ts';
import { type CrashPoint, type Gate, gatedStores, never } from '../support/gates.ts';
import { runSeed, seeded, someOf } from '../support/seeded.ts';
import { WebhookStage } from './stage.ts';

const EVENTS = 3;

const open: WebhookStage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

/** What is wrong with what was made and what arrived. */
async function complaints(stage: WebhookStage, conversations: readonly string[]): Promise<string[]> {
  const { taken, refused } = stage.receiver;
  const deliveries = await stage.deliveries();
  const found: string[] = [...refused];
  const told = new Map<unknown, Set<string>>();
  for (const { id, body } of taken)
    told.set(body.data.conversationId, (told.get(body.data.conversationId) ?? new Set()).add(id));
  for (const id of conversations) if (!told.has(id)) found.push('an event was not told');
  for (const ids of told.values()) if (ids.size > 1) found.push('an event was told under two ids');
  if (deliveries.length !== conversations.length) found.push(`${deliveries.length} messages were made`);
  if (deliveries.some(({ status }) => status !== 'delivered')) found.push('a message was not taken');
  return found;
}

class PlayedProcess implements Gate {
  readonly calls: string[] = [];
  watched = false;
  crash: CrashPoint | undefined;
  #die: () => void = () => {};
  #isDead = false;
  readonly died = new Promise<void>((resolve) => {
    this.#die = resolve;
  });

  async pass<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
    if (this.#isDead) return never();
    if (!this.watched) return call();
    this.calls.push(name);
    const isHere = this.calls.length === this.crash?.at;
    const result = isHere && this.crash?.when === 'before' ? undefined : await call();
    if (isHere) {
      this.#isDead = true;
      this.#die();
    }
    return this.#isDead ? never() : (result as Result);
  }
}

/** Lets a process die at a call within a round, another one go on. Gives the calls, and what is wrong in the end. */
async function live(crash?: CrashPoint, broken: (store: Store) => Store = (store) => store) {
  let current = new PlayedProcess();
  const stage = await WebhookStage.create(
    'memory',
    { crm: { events: ['conversation.started'] } },
    {
      wrap: (stores) => {
        current = new PlayedProcess();
        const gated = gatedStores(current, stores);
        return { ...gated, records: broken(gated.records) };
      },
    },
  );
  try {
    const conversations: string[] = [];
    for (let count = 0; count < EVENTS; count += 1) conversations.push(await stage.startConversation());
    const mortal = current;
    Object.assign(mortal, { watched: true, crash });
    await Promise.race([stage.maintain(), mortal.died]);
    if (crash) {
      await stage.harness.restart();
      stage.harness.clock.advance(WEBHOOK_LEASE_MS);
      await stage.maintain();
    }
    return { calls: mortal.calls, found: await complaints(stage, conversations) };
  } finally {
    await stage.close();
  }
}

/** Moves the place first and puts the messages afterwards. */
function inTwoSteps(store: Store): Store {
  return storeWith(store, {
    commit: async (batch) => {
      const [first, ...messages] = batch.put ?? [];
      if (first?.collection !== 'webhook' || messages.length === 0) return store.commit(batch);
      if (!(await store.commit({ ...batch, put: [first] }))) return false;
      return store.commit({ account: batch.account, group: batch.group, put: messages });
    },
  });
}

/** Every crash at a commit, and some elsewhere. */
async function crashes(broken?: (store: Store) => Store): Promise<CrashPoint[]> {
  const { calls, found } = await live(undefined, broken);
  expect(found).toEqual([]);
  const points = (isCommit: boolean) =>
    calls.flatMap((name, at) =>
      name.endsWith('.commit') === isCommit ? (['before', 'after'] as const).map((when) => ({ at: at + 1, when })) : [],
    );
  const elsewhere = someOf(points(false), sized(8, 200), seeded(runSeed, 'webhooks'));
  return [...points(true), ...elsewhere];
}

describe('a process that dies', () => {
  test('T13 SF-OPS-01 loses no message and makes none twice, wherever it dies', { timeout: 180_000 }, async () => {
    const points = await crashes();
    expect(points.length).toBeGreaterThan(20);
    for (const point of points) {
      const { found } = await live(point);
      expect({ point, found, seed: runSeed }).toEqual({ point, found: [], seed: runSeed });
    }
  });

  test('T13 control: a place that is moved before the messages are put loses some', { timeout: 180_000 }, async () => {
    for (const point of await crashes(inTwoSteps)) {
      if ((await live(point, inTwoSteps)).found.includes('an event was not told')) return;
    }
    throw new Error('the loss was not noticed');
  });
});

describe('several processes', () => {
  /** Lets kits on the same stores follow at once, round after round. */
  async function race(broken: (store: Store) => Store = (store) => store): Promise<string[]> {
    const stage = await WebhookStage.create(
      'memory',
      { crm: { events: ['conversation.started'] } },
      { wrap: (stores) => ({ ...stores, records: broken(stores.records) }) },
    );
    open.push(stage);
    const { harness, webhooks } = stage;
    const kits: Tellsafe[] = [harness.tellsafe];
    for (let count = 0; count < 3; count += 1) {
      kits.push(
        createTellsafe({
          stores: { ...harness.stores, records: broken(harness.stores.records) },
          keys: harness.keys,
          accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [], webhooks }],
          authenticate: async () => null,
          clock: harness.clock,
          log: () => {},
          maintenance: 'manual',
          webhooks: { fetch: guardedFetch, httpOnLoopback: true },
        }),
      );
    }
    const conversations: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      for (let count = 0; count < 4; count += 1) conversations.push(await stage.startConversation());
      await Promise.all(kits.map((kit) => kit.maintain()));
    }
    await stage.maintain();
    const twice = stage.receiver.asked.length - conversations.length;
    return [...(await complaints(stage, conversations)), ...Array<string>(twice).fill('sent twice')];
  }

  test('SF-OPS-01 make and send each message once', async () => {
    expect(await race()).toEqual([]);
  });

  test('SF-OPS-01 control: a store that checks first and writes then makes some twice', async () => {
    const isWebhook = ({ group }: Commit) => group.startsWith('webhook:');
    const found = await race((store) => {
      const late = notAtomic(store);
      return storeWith(store, { commit: (batch) => (isWebhook(batch) ? late : store).commit(batch) });
    });
    expect(found).toContain('an event was told under two ids');
  });
});
