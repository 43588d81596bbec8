// When an older key may be retired: computed from the ranges of the settings, not from today's values.
import { timeLimits } from '@tellsafe/core/retention';
import { expect, test } from 'vitest';
import { type KeyState, keyStates, LONGEST_FORM_MS, planRetirement, servesUntil } from './key-life.ts';
import { activated, emptyKeySet, type KeySet, rotated, staged } from './key-set.ts';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 1);
const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));

/** A set that was rotated at these instants, the first time when it was made. */
const rotatedAt = (...instants: readonly number[]): KeySet =>
  instants.reduce((set, now) => rotated(set, { random, now }), emptyKeySet);

const wish = { retentionMonths: 13, force: false, erase: false };
const older = (set: KeySet): KeyState[] => keyStates(set).filter(({ state }) => state === 'older');

test('SF-OTK-03 the longest form: sent, tapped, opened and extended at the very end of each longest time', () => {
  const second = 1000;
  const { invitationTtlSec, getFormTimeoutSec, submitFormTimeoutSec, extensions } = timeLimits;
  let at = invitationTtlSec.max * second;
  at += getFormTimeoutSec.max * second;
  at += submitFormTimeoutSec.max * second;
  for (let used = 0; used < extensions.max; used += 1) at += submitFormTimeoutSec.max * second;
  expect(LONGEST_FORM_MS).toBe(at + 60_000);
  expect(LONGEST_FORM_MS).toBeGreaterThan(timeLimits.readKeyTtlSec.max * second);
});

test('a key counts from when it was replaced, not from when it was made', () => {
  const [pepper, wrapping] = older(rotatedAt(START, START + 400 * DAY));
  expect(pepper).toMatchObject({ kind: 'pepper', createdAt: START, replacedAt: START + 400 * DAY });
  expect(pepper && servesUntil(pepper, 13)).toBe(START + 400 * DAY + HOUR + LONGEST_FORM_MS);
  expect(wrapping && servesUntil(wrapping, 13)).toBe(Date.UTC(2028, 2, 5, 1));
});

test('a staged key replaces nothing before its activation', () => {
  const waiting = staged(rotatedAt(START), { random, now: START + DAY });
  expect(keyStates(waiting).map(({ state }) => state)).toEqual(['current', 'staged', 'current', 'staged']);
  const active = activated(waiting, START + 5 * DAY);
  expect(older(active).map(({ replacedAt }) => replacedAt)).toEqual([START + 5 * DAY, START + 5 * DAY]);
});

test('SF-RET-01 at −1, 0, +1 ms of its time a key stays, may go, may go', () => {
  const states = keyStates(rotatedAt(START, START + DAY));
  for (const key of states.filter(({ state }) => state === 'older')) {
    const until = servesUntil(key, 13) ?? 0;
    for (const [beside, retired] of [
      [-1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      const plan = planRetirement(states, { ...wish, which: { ids: [key.id] } }, until + beside);
      expect([key.kind, beside, plan.retire.length, plan.kept.length]).toEqual([
        key.kind,
        beside,
        retired,
        1 - retired,
      ]);
    }
  }
});

test('force is for peppers and staged keys, erase for wrapping keys, and nothing is for current ones', () => {
  const states = keyStates(staged(rotatedAt(START, START + DAY), { random, now: START + DAY }));
  const which = { ids: states.map(({ id }) => id) };
  const names = (given: Partial<typeof wish>) =>
    planRetirement(states, { ...wish, ...given, which }, START + 2 * DAY).retire.map(({ kind, state }) => [
      kind,
      state,
    ]);
  const staging = [
    ['pepper', 'staged'],
    ['wrapping key', 'staged'],
  ];
  expect(names({})).toEqual([]);
  expect(names({ force: true })).toEqual([['pepper', 'older'], ...staging]);
  expect(names({ erase: true })).toEqual([['wrapping key', 'older']]);
  expect(names({ force: true, erase: true })).toHaveLength(4);
});

test('by age: what was replaced longer ago, and never what is current or staged', () => {
  const set = rotatedAt(START, START + DAY, START + 20 * DAY, START + 21 * DAY);
  const states = keyStates(staged(set, { random, now: START + 21 * DAY }));
  const now = START + 30 * DAY;
  const plan = planRetirement(states, { ...wish, which: { olderThanDays: 9 } }, now);
  expect(plan.retire.map(({ kind, replacedAt }) => [kind, replacedAt])).toEqual([['pepper', START + DAY]]);
  expect(plan.kept.map(({ key, because }) => [key.kind, key.replacedAt, because])).toEqual([
    ['pepper', START + 20 * DAY, 'needed'],
    ['wrapping key', START + DAY, 'needed'],
    ['wrapping key', START + 20 * DAY, 'needed'],
  ]);
  expect(planRetirement(states, { ...wish, which: { olderThanDays: 40 } }, now)).toEqual({
    retire: [],
    kept: [],
    unknown: [],
  });
});

test('ids that no key has are told by their place', () => {
  const states = keyStates(rotatedAt(START));
  const which = { ids: ['none', states[0]?.id ?? '', 'nor this'] };
  expect(planRetirement(states, { ...wish, which }, START).unknown).toEqual([0, 2]);
});
