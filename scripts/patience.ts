// Before the tests of every project: what comes by itself is waited for as long as a busy machine may need. A wait proves nothing by
// its length; what must come within a time is measured where that is promised.
import { vi } from 'vitest';

/** Milliseconds. */
const PATIENCE_MS = 20_000;

type WaitFor = typeof vi.waitFor;

const { waitFor } = vi;
vi.waitFor = ((callback, options = {}) =>
  waitFor(callback, {
    timeout: PATIENCE_MS,
    interval: 20,
    ...(typeof options === 'number' ? { timeout: options } : options),
  })) as WaitFor;
