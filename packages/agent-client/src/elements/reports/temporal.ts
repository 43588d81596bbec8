// Dates in a time zone are Temporal's (TC39): the browser's own where there is one, else a library that loads with the reports.
import type { Temporal } from 'temporal-polyfill';

/** The namespace `Temporal`. */
export type TemporalApi = typeof Temporal;

/** Loads Temporal. */
export async function loadTemporal(): Promise<TemporalApi> {
  const own = (globalThis as { Temporal?: TemporalApi }).Temporal;
  return own ?? (await import('temporal-polyfill')).Temporal;
}
