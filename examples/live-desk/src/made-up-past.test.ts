// The made-up past ends where now begins: the kit's clock, which never goes back, must not have seen the future.
import type { Tellsafe } from '@tellsafe/server-kit';
import { expect, test } from 'vitest';
import { beginOfPast, playPast } from './made-up-past.ts';

test('SF-REP-01 a past made up in the morning leaves no clock in the afternoon', async () => {
  const now = Date.UTC(2026, 0, 7, 8);
  const play: { at: number | undefined; as: undefined } = { at: beginOfPast(now, { days: 0 }), as: undefined };
  const seen: number[] = [];
  const maintain = async () => {
    seen.push(play.at ?? now);
    return { more: false };
  };
  const stage = { tellsafe: { maintain } as unknown as Tellsafe, play, now };
  const rest = { account: 'juniper', formOrigin: 'http://127.0.0.1:1', forms: [] };
  expect(await playPast({ ...stage, ...rest }, { days: 0, perDay: 9, agents: [] })).toBe(0);
  expect(seen).toHaveLength(1);
  expect(Math.max(...seen)).toBeLessThanOrEqual(now);
  expect(play.at).toBeUndefined();
});
