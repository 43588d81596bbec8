import { TellsafeError } from '@tellsafe/core';
import { describe, expect, test } from 'vitest';
import { manualTime } from '../test/support/manual-time.ts';
import { backoffMs, LONGEST_DELAY_MS, retry } from './retry.ts';

const low = (length: number): Uint8Array => new Uint8Array(length);
const high = (length: number): Uint8Array => new Uint8Array(length).fill(255);

function failing(times: number, error: unknown): { run: () => Promise<string>; tries: () => number } {
  let tries = 0;
  const run = async (): Promise<string> => {
    tries += 1;
    if (tries <= times) throw error;
    return 'answer';
  };
  return { run, tries: () => tries };
}

describe('retry', () => {
  test('repeats a call whose answer was lost', async () => {
    const time = manualTime();
    const { run, tries } = failing(2, new TellsafeError('network_failed'));
    const answer = retry(run, { timers: time.timers, random: low });
    await time.advance(10_000);
    expect(await answer).toBe('answer');
    expect(tries()).toBe(3);
  });

  test('gives up after the last try with the last error', async () => {
    const time = manualTime();
    const { run, tries } = failing(9, new TellsafeError('overloaded'));
    const answer = retry(run, { timers: time.timers, random: low, attempts: 3 }).catch((error) => error);
    await time.advance(60_000);
    expect(await answer).toMatchObject({ code: 'overloaded' });
    expect(tries()).toBe(3);
  });

  test.each(['permission_denied', 'answers_unavailable', 'session_invalid', 'internal'] as const)(
    'a refusal (%s) is not repeated',
    async (code) => {
      const { run, tries } = failing(1, new TellsafeError(code));
      await expect(retry(run, { timers: manualTime().timers, random: low })).rejects.toMatchObject({ code });
      expect(tries()).toBe(1);
    },
  );

  test('waits as long as the server asks', async () => {
    const time = manualTime();
    const { run, tries } = failing(1, new TellsafeError('overloaded', { retryAfterSec: 7 }));
    const answer = retry(run, { timers: time.timers, random: low });
    await time.advance(6_900);
    expect(tries()).toBe(1);
    await time.advance(200);
    expect(await answer).toBe('answer');
  });

  test.each([
    [45, 45_000],
    [3_600, 60_000],
  ])('SF-OPS-04 asked to wait for %s s it waits %s ms: a minute at most', async (retryAfterSec, ms) => {
    const time = manualTime();
    const { run, tries } = failing(1, new TellsafeError('overloaded', { retryAfterSec }));
    const answer = retry(run, { timers: time.timers, random: low });
    await time.advance(ms - 1);
    expect(tries()).toBe(1);
    await time.advance(1);
    expect(await answer).toBe('answer');
  });

  test('stops waiting when it is aborted', async () => {
    const time = manualTime();
    const stop = new AbortController();
    const { run } = failing(1, new TellsafeError('network_failed'));
    const answer = retry(run, { timers: time.timers, random: low, signal: stop.signal }).catch((error) => error);
    await time.advance(1);
    stop.abort(new Error('stopped'));
    expect(await answer).toMatchObject({ message: 'stopped' });
  });
});

describe('backoffMs', () => {
  test('doubles, half of it random, never beyond the limit', () => {
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, low))).toEqual([150, 300, 600]);
    expect([1, 2, 3].map((attempt) => backoffMs(attempt, high))).toEqual([300, 600, 1200]);
    expect(backoffMs(500, high)).toBe(LONGEST_DELAY_MS);
  });
});
