// T13 of security.md: the process dies at every await and commit point of a form's life, before and after the call had its effect, and
// right after each answer. The stores stay, another process starts on them, the client repeats what got no answer.

import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Commit, Store } from '../../src/stores/types.ts';
import { START, type StoreKind } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { textOfRecord } from '../support/record-text.ts';
import { runSeed, seeded, someOf } from '../support/seeded.ts';
import { type Broken, playedMortal } from './crash-points-process.ts';
import { everyInterruption, type Interruption, interrupt, nameOf } from './crash-points-run.ts';
import { sized } from './size.ts';

const mortalOn = (kind: StoreKind, broken?: Broken) => {
  // Looks at the clock of the kit that uses it: time goes on when the story has ended.
  let clock = () => START;
  const volatile = memoryStore({ clock: () => clock() });
  return playedMortal(kind, volatile, broken).then((mortal) => {
    clock = mortal.harness.clock;
    return mortal;
  });
};

let all: Interruption[] = [];
beforeAll(async () => {
  all = await everyInterruption(() => mortalOn('memory'));
}, 180_000);

/** Lives a story with an interruption; what is wrong then says where. */
async function live(kind: StoreKind, interruption: Interruption, broken?: Broken): Promise<void> {
  const mortal = await mortalOn(kind, broken);
  try {
    await interrupt(mortal, interruption);
  } catch (cause) {
    throw new Error(`seed ${runSeed}, ${kind}, ${nameOf(interruption)}: ${(cause as Error).message}`, { cause });
  } finally {
    await mortal.harness.close();
  }
}

test('T13 the crash points are those of a whole life', () => {
  const commits = all.filter(({ call }) => call.endsWith('.commit'));
  expect(all.length).toBeGreaterThan(150);
  expect(new Set(commits.map(({ step }) => step)).size).toBeGreaterThan(15);
  expect(new Set(commits.map(({ call }) => call))).toEqual(
    new Set(['records.commit', 'sealed.commit', 'volatile.commit']),
  );
});

describe('T13 SF-OTK-02 after a crash at any point the client repeats, and once means once', () => {
  const counts: [StoreKind, number][] = [
    ['memory', Number.POSITIVE_INFINITY],
    ['sqlite', sized(24, Number.POSITIVE_INFINITY)],
    ['postgres', sized(8, Number.POSITIVE_INFINITY)],
  ];

  test.each(counts)('%s', { timeout: sized(300_000, 900_000) }, async (kind, count) => {
    const chosen = someOf(all, count, seeded(runSeed, kind));
    for (const interruption of chosen) await live(kind, interruption);
  });
});

describe('T13 controls', { timeout: 180_000 }, () => {
  const textOf = (batch: Commit) => (batch.put ?? []).map(textOfRecord).join();
  const answered = (step: string) => all.filter((one) => one.step === step && one.point === 'answered');

  /** Points at which such a store is caught. */
  async function caughtAt(interruptions: readonly Interruption[], broken: Broken): Promise<string[]> {
    const caught: string[] = [];
    for (const interruption of interruptions) {
      await live('memory', interruption, broken).catch(() => caught.push(nameOf(interruption)));
    }
    return caught;
  }

  /** Says that a change is made, and makes it a little later. */
  const late =
    (isLate: (batch: Commit) => boolean): Broken =>
    (store, isWatched) =>
      storeWith(store, {
        commit: async (batch) => {
          if (!isWatched() || !isLate(batch)) return store.commit(batch);
          setTimeout(() => void store.commit(batch), 5);
          return true;
        },
      });

  test.each(['start', 'assign', 'send', 'received', 'begin', 'open', 'extend', 'submit', 'read key', 'read', 'logout'])(
    'delivering before the commit is caught: %s',
    async (step) => {
      expect(
        await caughtAt(
          answered(step),
          late(() => true),
        ),
      ).toEqual([`logout: ${step}, answered`]);
    },
  );

  test.each(['close', 'transfer', 'decline', 'revoke'])('delivering before the commit is caught: %s', async (step) => {
    expect(
      await caughtAt(
        answered(step),
        late(() => true),
      ),
    ).toEqual([`${step}: ${step}, answered`]);
  });

  test('spending after delivering is caught: another device opens with the same key, another body is taken', async () => {
    const spendsLate = late((batch) => textOf(batch).includes('"spent"'));
    for (const step of ['open', 'submit']) {
      const [interruption] = answered(step);
      await expect(live('memory', interruption as Interruption, spendsLate)).rejects.toThrow('delivered is spent');
    }
    expect(await caughtAt(answered('read'), spendsLate)).toHaveLength(1);
    expect(await caughtAt(answered('send'), spendsLate)).toEqual([]);
  });

  test('a commit in two halves is caught in the middle', async () => {
    const inHalves: Broken = (store) =>
      storeWith(store, {
        commit: async ({ append = [], ...batch }) => {
          const { account, group } = batch;
          return (await store.commit(batch)) && (append.length === 0 || store.commit({ account, group, append }));
        },
      });
    const interruptions = await everyInterruption(() => mortalOn('memory', inHalves));
    const commits = interruptions.filter(({ step, call }) => step === 'submit' && call === 'records.commit');
    expect((await caughtAt(commits, inHalves)).length).toBeGreaterThan(0);
  });

  test('an end that forgets off-the-record answers is caught', async () => {
    const keeps = (store: Store) =>
      storeWith(store, { commit: async ({ remove: _remove, ...batch }) => store.commit(batch) });
    const mortal = await playedMortal('memory', keeps(memoryStore({ clock: () => START })));
    const [logout] = answered('logout');
    await expect(interrupt(mortal, logout as Interruption)).rejects.toThrow();
    await mortal.harness.close();
  });
});
