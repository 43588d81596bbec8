// The end of a process: it says so, hands over what streams and workers have begun, finishes what it has taken on, and only then lets go
// of its stores.
import { TellsafeError } from '@tellsafe/core';
import { membersOf } from '../invalid-setting.ts';
import { once } from '../timer.ts';

/** How much time closing takes. */
export interface CloseOptions {
  /**
   * How long requests are still served while `ready` says no already, so that whoever hands out requests notices, 0 to 300000 ms,
   * default 0.
   */
  readonly noticeMs?: number;
  /** How long requests and messages under way may take to finish after that, 0 to 300000 ms, default 0. */
  readonly drainMs?: number;
}

const MOST_MS = 300_000;

/** Checks the times. @throws TellsafeError `option_invalid`, `setting_invalid` naming key, value and range */
export function parseClose(options: CloseOptions = {}): Required<CloseOptions> {
  membersOf('close', options, ['noticeMs', 'drainMs']);
  for (const [key, value] of Object.entries(options)) {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_MS) continue;
    const shown = typeof value === 'number' ? value : typeof value;
    throw new TellsafeError('setting_invalid', { key: `close.${key}`, value: shown, min: 0, max: MOST_MS });
  }
  return { noticeMs: 0, drainMs: 0, ...options };
}

/** Waits for work, but not for longer than a time; how it ends is not told here. */
export async function atMost(limitMs: number, work: Promise<unknown>): Promise<void> {
  if (limitMs === 0) return;
  let stopTimer = () => {};
  const late = new Promise<void>((resolve) => {
    stopTimer = once(limitMs, resolve);
  });
  await Promise.race([work.catch(() => undefined), late]);
  stopTimer();
}
