// What the errors of node:sqlite mean, and small reads that everyone needs.
import type { DatabaseSync } from 'node:sqlite';

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;

/**
 * Tells whether another connection was in the way, so that a later attempt can succeed.
 *
 * @see https://www.sqlite.org/rescode.html#busy the low byte is the primary code
 */
export function isBusy(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return false;
  const primary = Number(error.errcode) & 0xff;
  return primary === SQLITE_BUSY || primary === SQLITE_LOCKED;
}

/** Reads a numeric setting. */
export function pragmaNumber(database: DatabaseSync, name: 'application_id' | 'user_version'): number {
  const row = database.prepare(`PRAGMA ${name}`).get() as Record<string, number>;
  return row[name] ?? 0;
}
