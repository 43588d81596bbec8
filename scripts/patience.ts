// Before the tests of every project: what comes by itself is waited for as long as a busy machine may need. A wait proves nothing by
// its length; what must come within a time is measured where that is promised.
import { vi } from 'vitest';

/** Milliseconds. */
const PATIENCE_MS = 20_000;

/** Those that are patient already: files that share a process share `vi`. */
const PATIENT = Symbol.for('patient');

type Options = number | { readonly timeout?: number; readonly interval?: number };

/** The same way of waiting, patient unless it is told otherwise. */
function patient<Wait extends typeof vi.waitFor | typeof vi.waitUntil>(wait: Wait): Wait {
  if (PATIENT in wait) return wait;
  const usual = { timeout: PATIENCE_MS, interval: 20 };
  const withPatience = (callback: never, options: Options = {}) =>
    wait(callback, { ...usual, ...(typeof options === 'number' ? { timeout: options } : options) });
  return Object.assign(withPatience as Wait, { [PATIENT]: true });
}

vi.waitFor = patient(vi.waitFor);
vi.waitUntil = patient(vi.waitUntil);
