// Periods of a report by the clock of a time zone: hours, days, weeks and months as people there count them, also when clocks change.
// The arithmetic is Temporal's (TC39), by a library until Node has it; it is loaded when the first report is asked for.
import type { ReportPeriod } from '@tellsafe/core/wire';
import type { Temporal } from 'temporal-polyfill';

/** A part of time, epoch ms: `start` inclusive, `end` exclusive. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

type ZonedDateTime = Temporal.ZonedDateTime;

/** Time as a zone's clock shows it. */
export interface Calendar {
  /** The periods that touch `from` to `to`, cut off by both, one after the other without gaps. */
  periods(period: ReportPeriod, from: number, to: number): Iterable<Period>;
  /** An instant by the zone's clock, with its offset: `2026-10-25T02:00+01:00`. */
  format(at: number): string;
}

/**
 * Opens a time zone.
 *
 * @param timeZone an IANA name
 * @returns undefined when there is no such zone
 */
export async function openCalendar(timeZone: string): Promise<Calendar | undefined> {
  const { Temporal } = await import('temporal-polyfill');
  const at = (instant: number) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
  try {
    at(0);
  } catch {
    return undefined;
  }
  return {
    periods: function* (period, from, to) {
      if (period === 'whole') return yield { start: from, end: to };
      let start = from;
      let next = nextOf[period](beginOf[period](at(from)));
      while (start < to) {
        const end = Math.min(next.epochMilliseconds, to);
        yield { start, end };
        start = end;
        next = nextOf[period](next);
      }
    },
    format: (instant) => at(instant).toString({ timeZoneName: 'never', smallestUnit: 'minute' }),
  };
}

type Step = (at: ZonedDateTime) => ZonedDateTime;

const beginOf: Readonly<Record<Exclude<ReportPeriod, 'whole'>, Step>> = {
  hour: (at) => at.round({ smallestUnit: 'hour', roundingMode: 'floor' }),
  day: (at) => at.startOfDay(),
  week: (at) => at.subtract({ days: at.dayOfWeek - 1 }).startOfDay(),
  month: (at) => at.with({ day: 1 }).startOfDay(),
};

const nextOf: Readonly<Record<Exclude<ReportPeriod, 'whole'>, Step>> = {
  // Where clocks change by half an hour, the hour of the change is longer.
  hour: (at) => {
    const next = at.add({ hours: 1 });
    return next.minute === 0 ? next : next.round({ smallestUnit: 'hour', roundingMode: 'ceil' });
  },
  day: (at) => at.add({ days: 1 }).startOfDay(),
  week: (at) => at.add({ weeks: 1 }).startOfDay(),
  month: (at) => at.add({ months: 1 }).startOfDay(),
};
