// The time settings of an account with their ranges (requirements SF-TIME), and how long things are kept (SF-RET-01).
// Not the clock and not the purge: instants come in as arguments.
import { TellsafeError } from '../errors.ts';

/** Default and allowed range of one setting; all are whole numbers, ends included. */
export interface TimeLimit {
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** Every time setting of an account. `…Sec` in seconds, `…Months` in calendar months, `extensions` a count. */
export const timeLimits = {
  /** SF-TIME-01: tap to loaded, life of the open key. */
  getFormTimeoutSec: { default: 300, min: 1, max: 86_400 },
  /** SF-TIME-02: first opened to submitted, life of the submit key and length of one extension. */
  submitFormTimeoutSec: { default: 1_800, min: 1, max: 86_400 },
  /** SF-TIME-03: sent to tapped, web and in-app. */
  invitationTtlSec: { default: 86_400, min: 1, max: 86_400 },
  /** SF-TIME-04: sent to tapped, links in channels. */
  linkTtlSec: { default: 900, min: 1, max: 86_400 },
  /** SF-TIME-05: life of a read key. */
  readKeyTtlSec: { default: 30, min: 1, max: 300 },
  /** SF-TIME-06: life of off-the-record answers. */
  offTheRecordTtlSec: { default: 900, min: 1, max: 900 },
  /** SF-TIME-07: an agent session without activity ends after this. */
  idleLogoutSec: { default: 900, min: 60, max: 900 },
  /** SF-TIME-08: how often a consumer may extend the time to submit. */
  extensions: { default: 10, min: 0, max: 10 },
  /** SF-RET-01: sealed answers; SF-RET-02: transcripts. */
  retentionMonths: { default: 13, min: 1, max: 120 },
} as const satisfies Record<string, TimeLimit>;

/** Name of a time setting. */
export type TimeLimitName = keyof typeof timeLimits;

/** A value for every time setting. */
export type TimeLimits = { readonly [Name in TimeLimitName]: number };

/** The defaults of all time settings. */
export const defaultTimeLimits: TimeLimits = Object.freeze(
  Object.fromEntries(Object.entries(timeLimits).map(([name, limit]) => [name, limit.default])) as Record<
    TimeLimitName,
    number
  >,
);

/**
 * Takes the time settings out of an account's settings; what is not given gets its default. Other keys are not looked at.
 *
 * @param input settings as somebody wrote them
 * @returns a value in range for every setting
 * @throws {TellsafeError} `setting_invalid` naming key, value and range (SF-TIME): out of range, a fraction, or not a number
 */
export function parseTimeLimits(input: Readonly<Record<string, unknown>> = {}): TimeLimits {
  const limits: Record<TimeLimitName, number> = { ...defaultTimeLimits };
  for (const name of Object.keys(timeLimits) as TimeLimitName[]) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value !== undefined) limits[name] = checked(name, value);
  }
  return Object.freeze(limits);
}

function checked(name: TimeLimitName, value: unknown): number {
  const { min, max } = timeLimits[name];
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  throw new TellsafeError('setting_invalid', { key: name, value: printable(value), min, max });
}

/** NaN, infinities and objects have no JSON form that would tell what was written. */
function printable(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value;
}
