// How much a process takes on, and how often one and the same may ask: settings and their check (SF-OPS-04).
import { TellsafeError } from '@tellsafe/core';
import { membersOf } from '../invalid-setting.ts';

/** Limits of a process. */
export interface LimitOptions {
  /** Requests under way at the same time, 10 to 100000, default 1000. More are answered 503 with `Retry-After`, unread. */
  readonly requestsAtOnce?: number;
  /** How long one call of a store may take, 1000 to 120000 ms, default 30000. A later answer counts as none: the request is answered 503. */
  readonly storeTimeoutMs?: number;
}

/** Checked limits. */
export type Limits = Required<LimitOptions>;

interface Range {
  readonly fallback: number;
  readonly min: number;
  readonly max: number;
}

const ranges = {
  requestsAtOnce: { fallback: 1_000, min: 10, max: 100_000 },
  storeTimeoutMs: { fallback: 30_000, min: 1_000, max: 120_000 },
} as const satisfies Readonly<Record<keyof LimitOptions, Range>>;

/**
 * Checks the limits.
 *
 * @throws TellsafeError `option_invalid`, `setting_invalid` naming key, value and range
 */
export function parseLimits(options: LimitOptions = {}): Limits {
  membersOf('limits', options, Object.keys(ranges) as (keyof LimitOptions)[]);
  const entries = (Object.keys(ranges) as (keyof Limits)[]).map((key) => [key, parseNumber(key, ranges[key], options)]);
  return Object.fromEntries(entries) as unknown as Limits;
}

function parseNumber(key: keyof LimitOptions, { fallback, min, max }: Range, options: LimitOptions): number {
  const value: unknown = options[key] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  const shown = typeof value === 'number' ? value : typeof value;
  throw new TellsafeError('setting_invalid', { key: `limits.${key}`, value: shown, min, max });
}
