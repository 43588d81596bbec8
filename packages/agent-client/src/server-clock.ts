// What time it is on the server, learned from the Date header of its answers. Proofs are made with it.
import type { Clock } from '@tellsafe/core';

/** The server's time as this client knows it. */
export interface ServerClock {
  /** Epoch milliseconds by the server's clock, as far as known; the local clock before the first answer. */
  now(): number;
  /** Milliseconds that the server is ahead of the local clock. */
  offsetMs(): number;
  /** Sets a remembered offset, for example after a reload. */
  restore(offsetMs: number): void;
  /** Learns from an answer. */
  observe(headers: Headers): void;
}

/** The Date header counts whole seconds, so smaller differences than this say nothing. */
const RESOLUTION_MS = 2_000;

/**
 * Creates a clock that follows the server.
 *
 * @param clock - the local clock
 */
export function createServerClock(clock: Clock): ServerClock {
  let offset = 0;
  return {
    now: () => clock() + offset,
    offsetMs: () => offset,
    restore(offsetMs) {
      if (Number.isFinite(offsetMs)) offset = offsetMs;
    },
    observe(headers) {
      const told = Date.parse(headers.get('date') ?? '');
      if (Number.isNaN(told)) return;
      const fresh = told - clock();
      if (Math.abs(fresh - offset) > RESOLUTION_MS) offset = fresh;
    },
  };
}
