// Which time a report covers: presets and own dates by the clock of a time zone, the time before to compare with, and which lengths of
// periods make sense in it. Pure; dates are Temporal's.
import { REPORT_STEP_MS, type ReportPeriod } from '@tellsafe/core/wire';
import type { TemporalApi } from './temporal.ts';

/** The periods that a person can choose. */
export const presets = ['today', 'yesterday', 'week', 'days30', 'month', 'custom'] as const;

/** A period that a person can choose. */
export type Preset = (typeof presets)[number];

/** What was chosen. */
export interface RangeChoice {
  readonly preset: Preset;
  /** ISO dates, both inclusive, as a date field gives them; for `custom` alone. */
  readonly first?: string;
  readonly last?: string;
}

/** A part of time, epoch ms at multiples of 15 minutes: `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The time of a report and the one before it. */
export interface Range extends Span {
  /** As long by the calendar, and cut off at the same time of day: what is over is not compared with what still goes on. */
  readonly before: Span;
}

/** Length of the periods of a trend. */
export type Granularity = Exclude<ReportPeriod, 'whole'>;

const DAY_MS = 86_400_000;
const MAX_DAYS = 366;

/** The time of a choice. @param now epoch ms */
export function rangeOf(api: TemporalApi, choice: RangeChoice, timeZone: string, now: number): Range {
  const end = (Math.floor(now / REPORT_STEP_MS) + 1) * REPORT_STEP_MS;
  const at = (instant: number) => api.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  const today = at(now).startOfDay();
  const startOf = (date: string) => api.PlainDate.from(date).toZonedDateTime(timeZone);
  const choose = () => {
    switch (choice.preset) {
      case 'today':
        return { from: today, to: end, shift: { days: 1 } };
      case 'yesterday':
        return { from: today.subtract({ days: 1 }).startOfDay(), to: today.epochMilliseconds, shift: { days: 1 } };
      case 'week':
        return { from: today.subtract({ days: 6 }).startOfDay(), to: end, shift: { days: 7 } };
      case 'days30':
        return { from: today.subtract({ days: 29 }).startOfDay(), to: end, shift: { days: 30 } };
      case 'month':
        return { from: today.with({ day: 1 }).startOfDay(), to: end, shift: { months: 1 } };
      case 'custom': {
        const { first = '', last = '' } = choice;
        const next = api.PlainDate.from(last).add({ days: 1 });
        const to = Math.min(next.toZonedDateTime(timeZone).epochMilliseconds, end);
        return { from: startOf(first), to, shift: { days: daysBetween(api, first, last) } };
      }
    }
  };
  const { from, to, shift } = choose();
  const before = from.subtract(shift).startOfDay().epochMilliseconds;
  const beforeEnd = Math.min(at(to).subtract(shift).epochMilliseconds, from.epochMilliseconds);
  return {
    from: from.epochMilliseconds,
    to,
    before: { from: before, to: Math.max(beforeEnd, before + REPORT_STEP_MS) },
  };
}

/** Days from the first to the last, both counted. */
function daysBetween(api: TemporalApi, first: string, last: string): number {
  return api.PlainDate.from(first).until(api.PlainDate.from(last), { largestUnit: 'days' }).days + 1;
}

/** What cannot be in own dates, by field: names of texts. */
export type DateProblems = Partial<Record<'first' | 'last', 'dateMissing' | 'dateOrder' | 'dateFuture' | 'dateLength'>>;

/** Checks own dates. */
export function dateProblems(api: TemporalApi, choice: RangeChoice, timeZone: string, now: number): DateProblems {
  const { preset, first = '', last = '' } = choice;
  if (preset !== 'custom') return {};
  if (first === '' || last === '') {
    return { ...(first === '' && { first: 'dateMissing' }), ...(last === '' && { last: 'dateMissing' }) };
  }
  if (first > today(api, timeZone, now)) return { first: 'dateFuture' };
  if (first > last) return { last: 'dateOrder' };
  return daysBetween(api, first, last) > MAX_DAYS ? { last: 'dateLength' } : {};
}

/** Today's ISO date by a time zone's clock. */
export function today(api: TemporalApi, timeZone: string, now: number): string {
  return api.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}

/** The ISO dates of a range, both inclusive. */
export function datesOf(api: TemporalApi, { from, to }: Span, timeZone: string): { first: string; last: string } {
  return { first: today(api, timeZone, from), last: today(api, timeZone, to - 1) };
}

/** Lengths of periods that make sense in a range: neither hundreds of them nor a single one, where that can be. */
export function granularitiesFor({ from, to }: Span): readonly Granularity[] {
  const days = (to - from) / DAY_MS;
  const fitting: readonly (readonly [Granularity, number, number])[] = [
    ['hour', 0, 8.1],
    ['day', 1.1, 190],
    ['week', 13, MAX_DAYS + 1],
    ['month', 45, MAX_DAYS + 1],
  ];
  return fitting.filter(([, least, most]) => days > least && days <= most).map(([name]) => name);
}

/** The one that is shown unless a person chooses another. */
export function usualGranularity({ from, to }: Span): Granularity {
  const days = (to - from) / DAY_MS;
  if (days <= 2.1) return 'hour';
  if (days <= 62.1) return 'day';
  return days <= 190 ? 'week' : 'month';
}
