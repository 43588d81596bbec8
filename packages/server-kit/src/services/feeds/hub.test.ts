// Two processes' hubs on one store: who reads when something happens, and what streams get although most is not read.
import { afterEach, expect, test } from 'vitest';
import { countingStore } from '../../../test/support/counting-store.ts';
import { memorySignal } from '../../signals/memory.ts';
import type { Signal } from '../../signals/types.ts';
import { memoryStore } from '../../stores/memory.ts';
import { commitChange } from '../commit.ts';
import type { AddressedEvent, Audience } from '../events.ts';
import { createFeedHub, type FeedHub } from './hub.ts';
import type { Wanted } from './subscription.ts';

const hubs: FeedHub[] = [];
afterEach(() => {
  for (const hub of hubs.splice(0)) hub.close();
});

const soon = { interval: 1, timeout: 20_000 };

function createProcesses(signal: Signal = memorySignal()) {
  const records = memoryStore();
  const processes = [1, 2].map(() => {
    const counts = new Map<string, number>();
    const hub = createFeedHub({ records: countingStore(records, 'records', counts), signal, log: () => undefined });
    hubs.push(hub);
    return { hub, reads: () => (counts.get('records.read') ?? 0) + (counts.get('records.latest') ?? 0) };
  });
  const kit = { stores: { records }, signal, incarnation: { forget: () => undefined } };
  const tell = (group: string, to: Audience, count = 1) =>
    Promise.all(
      Array.from({ length: count }, () => {
        const event: AddressedEvent = {
          type: 'message',
          body: new Uint8Array(1),
          expiresAt: Number.MAX_SAFE_INTEGER,
          to,
        };
        return commitChange(kit, { account: 'acme', group, append: [event] });
      }),
    );
  return { processes: processes as [(typeof processes)[number], (typeof processes)[number]], tell };
}

/** A stream that takes what it is told of. */
async function openStream(hub: FeedHub, wanted: Wanted) {
  const subscription = hub.subscribe('acme', 'holder', wanted);
  const groups: string[] = [];
  let position = '';
  let running = Promise.resolve();
  const take = async () => {
    for (;;) {
      const piece = await subscription.after(position);
      position = piece.position;
      if (piece.events.length === 0) return;
      groups.push(...piece.events.map(({ group }) => group));
    }
  };
  const news = () => {
    running = running.then(take);
  };
  subscription.listen({ news });
  news();
  await expect.poll(() => subscription.isCaughtUp, soon).toBe(true);
  const has = (count: number) => expect.poll(() => groups.length, soon).toBe(count);
  return { groups, has, close: () => subscription.close() };
}

/** What the process costs that has no stream which the news concern. */
async function readsElsewhere(signal: Signal): Promise<number> {
  const { processes, tell } = createProcesses(signal);
  const [here, there] = processes;
  const stream = await openStream(here.hub, { group: 'c1' });
  await openStream(there.hub, { group: 'c2' });
  await openStream(there.hub, { agentId: 'bob' });
  const before = there.reads();
  for (let round = 0; round < 10; round += 1) {
    await tell('c1', ['ada']);
    await stream.has(round + 1);
  }
  return there.reads() - before;
}

test('SF-STA-05 P14 a process without a stream that the news concern reads nothing', async () => {
  expect(await readsElsewhere(memorySignal())).toBe(0);
});

test('control: where signals do not say what they are about, every process reads for each', async () => {
  const signal = memorySignal();
  const vague: Signal = {
    publish: (topic) => signal.publish(topic),
    subscribe: (topic, listener) => signal.subscribe(topic, listener),
    close: () => signal.close(),
  };
  expect(await readsElsewhere(vague)).toBeGreaterThanOrEqual(10);
});

test('SF-STA-05 P14 many streams of a process cost one read for what happens at once', async () => {
  const { processes, tell } = createProcesses();
  const [{ hub, reads }] = processes;
  const streams = await Promise.all(['c1', 'c2', 'c3'].map((group) => openStream(hub, { group })));
  streams.push(await openStream(hub, { agentId: 'ada' }));
  const before = reads();
  await Promise.all([tell('c1', ['ada'], 5), tell('c2', ['bob'], 5), tell('c3', ['ada'], 5)]);
  for (const [at, count] of [5, 5, 5, 15].entries()) await streams[at]?.has(count);
  // One that was under way when the last came, and one after it.
  expect(reads() - before).toBeLessThanOrEqual(2);
});

test('SF-STA-05 a stream gets what happened before it came, also what concerned nobody here', async () => {
  const { processes, tell } = createProcesses();
  const [{ hub }] = processes;
  const first = await openStream(hub, { group: 'c1' });
  await tell('c2', ['ada'], 3);
  await tell('c1', ['ada']);
  await tell('c2', ['ada'], 2);
  await first.has(1);
  const late = await openStream(hub, { group: 'c2' });
  await tell('c2', ['ada']);
  await late.has(6);
  const agent = await openStream(hub, { agentId: 'ada' });
  await agent.has(7);
  expect(new Set(late.groups)).toEqual(new Set(['c2']));
});

test('streams are counted until they are left, and a closed hub ends those that come late', async () => {
  const { processes } = createProcesses();
  const [{ hub }] = processes;
  const streams = [
    await openStream(hub, { group: 'c1' }),
    await openStream(hub, { group: 'c1' }),
    await openStream(hub, {}),
  ];
  expect(hub.streams()).toBe(3);
  for (const stream of streams) for (let twice = 0; twice < 2; twice += 1) stream.close();
  expect(hub.streams()).toBe(0);
  hub.close();
  expect(hub.subscribe('acme', 'holder', {}).ended).toBe(true);
  expect(hub.streams()).toBe(0);
});
