// CN-GEN-04: the rate of an entry point when several processes serve it, on PostgreSQL and in memory.
import { describe, expect, test } from 'vitest';
import { Pace } from '../../../src/channels/outbox/pace.ts';
import { SharedPace } from '../../../src/channels/outbox/shared-pace.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/index.ts';
import { memorySignal } from '../../../src/signals/memory.ts';
import type { Signal } from '../../../src/signals/types.ts';
import { memoryStore } from '../../../src/stores/memory.ts';
import type { Store } from '../../../src/stores/types.ts';
import { ACCOUNT, type TestClock, testClock, withHarness } from '../../harness.ts';
import { withStage } from './stage.ts';

const entryPoint = { accountId: ACCOUNT, id: 'sms-twilio-1', channel: smsTwilio };
const incarnation = { forget() {} };
/** A signal of several processes, as far as a kit can tell. */
const across = (): Signal => Object.assign(memorySignal(), { shared: true });

interface Takes {
  take(): boolean | Promise<boolean>;
}

/** What all of them get when each is asked so often at the same time. */
async function granted(paces: readonly Takes[], times: number): Promise<number> {
  const asked = paces.flatMap((pace) => Array.from({ length: times }, async () => pace.take()));
  return (await Promise.all(asked)).filter(Boolean).length;
}

const sharing = (records: Store, clock: TestClock) =>
  new SharedPace({ stores: { records }, signal: memorySignal(), incarnation, clock } as never, entryPoint);

describe.each(['memory', 'postgres'] as const)('several processes on the %s store', (kind) => {
  test('CN-GEN-04 together send no faster than one may, and as fast', () =>
    withHarness(kind, {}, async ({ stores, clock }) => {
      const paces = [1, 2, 3].map(() => sharing(stores.records, clock));
      expect(await granted(paces, 20)).toBe(10);
      expect(await granted(paces, 5)).toBe(0);
      clock.advance(500);
      // One that loses to the others waits for its next turn, and takes nothing away.
      let later = 0;
      for (let turn = 0; turn < 5; turn += 1) later += await granted(paces, 2);
      expect(later).toBe(5);
      clock.advance(60_000);
      expect(await granted(paces.slice(0, 1), 50)).toBe(10);
      // Control: processes that count for themselves send as many times as much, which the same check finds.
      const alone = [1, 2, 3].map(() => new Pace('sms-twilio', clock));
      expect(await granted(alone, 20)).toBe(30);
    }));

  test('CN-GEN-04 the rest that a provider told one is everyone’s, as long as the longest, and over in time', () =>
    withHarness(kind, {}, async ({ stores, clock }) => {
      const paces = [1, 2, 3].map(() => sharing(stores.records, clock));
      const [first, second] = paces;
      expect(await granted(paces, 1)).toBe(3);
      await Promise.all([first?.rest(90_000), second?.rest(30_000)]);
      for (const passed of [0, 30_000, 59_999]) {
        clock.advance(passed);
        expect(await granted(paces, 2)).toBe(0);
      }
      clock.advance(1);
      expect(await granted(paces.slice(2), 20)).toBe(10);
      // A clock that is put back makes no rest longer than any can be.
      await first?.rest(300_000);
      clock.advance(-3_600_000);
      await granted(paces.slice(1), 1);
      clock.advance(1_000);
      expect(await granted(paces.slice(1), 1)).toBeGreaterThan(0);
      // Control: a process that rests by itself stops no other one, which the same check finds.
      const alone = [1, 2].map(() => new Pace('sms-twilio', clock));
      alone[0]?.rest(90_000);
      expect(await granted(alone, 2)).toBe(2);
    }));
});

test('CN-GEN-04 clocks that differ or were put back make the rate neither higher nor stop it', async () => {
  const [one, other] = [testClock(), testClock()];
  const records = memoryStore({ clock: one });
  other.advance(3_000);
  const [first, second] = [sharing(records, one), sharing(records, other)];
  let taken = 0;
  for (let step = 0; step < 40; step += 1) {
    taken += await granted([first, second], 10);
    one.advance(250);
    other.advance(250);
  }
  // Ten at the start, ten in each of ten seconds, and once more at most for what the clocks differ by.
  expect(taken).toBeLessThanOrEqual(10 + 100 + 10);
  expect(taken).toBeGreaterThanOrEqual(95);
  one.advance(-86_400_000);
  other.advance(-86_400_000);
  await granted([first, second], 20);
  // The one whose clock is behind catches up with the other's first.
  one.advance(4_000);
  expect(await granted([first], 20)).toBeGreaterThanOrEqual(1);
});

test('CN-GEN-04 a store that does not answer lets nothing go out, and is asked again', async () => {
  const clock = testClock();
  const records = memoryStore({ clock });
  let isDown = true;
  const get: Store['get'] = (keys) => (isDown ? Promise.reject(new Error('down')) : records.get(keys));
  const pace = sharing({ ...records, get, commit: records.commit.bind(records) } as Store, clock);
  expect(await granted([pace], 3)).toBe(0);
  isDown = false;
  expect(await granted([pace], 3)).toBe(3);
});

test.each([
  ['that know of each other keep to the rate of one', across, 10],
  ['control: that do not, send twice as much', memorySignal, 12],
] as const)('CN-GEN-04 two kits on the same stores %s', (_name, signal, expected) =>
  withStage('memory', { options: { signal: signal() }, sharedVolatile: true }, async (stage) => {
    const chats = [];
    for (let at = 0; at < 12; at += 1) chats.push(await stage.chat('sms-twilio', `+1415555${1000 + at}`));
    for (const chat of chats) await chat.write('Hello');
    const first = stage.harness.tellsafe;
    await stage.harness.restart();
    await first.maintain();
    await stage.maintain();
    expect(stage.sends()).toHaveLength(expected);
    await stage.pass(1_000);
    expect(stage.sends()).toHaveLength(12);
    await first.close();
  }),
);

test.each([
  ['that know of each other rest together', across, 1],
  ['control: that do not, ask a provider which has refused', memorySignal, 3],
] as const)('CN-GEN-04 two kits on the same stores %s after 429 with Retry-After', (_name, signal, expected) =>
  withStage('memory', { options: { signal: signal() }, sharedVolatile: true }, async (stage) => {
    const first = stage.harness.tellsafe;
    const chats = [];
    for (const address of ['+14155551001', '+14155551002', '+14155551003'])
      chats.push(await stage.chat('rcs', address));
    const [refused, ...others] = chats;
    refused?.provider.failNext({ status: 429, body: {}, headers: { 'retry-after': '90' } });
    await refused?.write('Hello');
    await first.maintain();
    for (const chat of others) await chat.write('Hello');
    await stage.harness.restart();
    await stage.maintain();
    expect(stage.sends()).toHaveLength(expected);
    await stage.pass(90_000);
    expect(stage.sends()).toHaveLength(4);
    await first.close();
  }),
);
