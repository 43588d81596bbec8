// T5 and T6 of security.md for the whole cluster: processes, the database and the cache are killed at random while people send, fill in and
// read forms. Nothing that was acknowledged is lost, no key works twice, streams go on without gap or repetition.
import { expect, test } from 'vitest';
import { runKills } from './kills.ts';

const isLong = process.env.TELLSAFE_TEST_SIZE === 'long';
const KILLS = isLong ? 200 : 20;
const seed = Number(process.env.TELLSAFE_TEST_SEED ?? Date.now() % 1_000_000);
/** Most rounds of kills until a control has met everything that can go wrong. */
const ROUNDS = 8;
const timeout = isLong ? 1_800_000 : 300_000;

test(`SF-OPS-01 SF-OTK-02 T5 ${KILLS} kills of processes, PostgreSQL and Redis, seed ${seed}`, {
  timeout,
}, async () => {
  const { findings, killed, finished, lost, resumed } = await runKills({ seed, kills: KILLS });
  expect(findings).toEqual([]);
  expect(Object.values(killed).reduce((sum, count) => sum + count)).toBe(KILLS);
  // Requests were under way, and streams open, when the kills came.
  expect([finished > 0, lost > 0, resumed > 0]).toEqual([true, true, true]);
});

test('T5 control: acknowledged records that are lost, and streams that go on in the wrong place, are found', {
  timeout,
}, async () => {
  const victims = ['desks', 'desks', 'forgetting'] as const;
  const found: string[] = [];
  const ofFeeds = () => found.filter((finding) => finding.startsWith('the feed of '));
  // A kill finds what was under way: where nobody had heard of anything yet, a wrong place is the right one.
  for (let round = 0; round < ROUNDS && (ofFeeds().length === 0 || ofFeeds().length === found.length); round += 1) {
    const { findings } = await runKills({ seed: seed + round, kills: victims.length, victims, resumesAt: () => '' });
    found.push(...findings);
  }
  expect(ofFeeds().length).toBeGreaterThan(0);
  expect(found.length).toBeGreaterThan(ofFeeds().length);
});
