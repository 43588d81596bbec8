// Numbers, rates, times and periods as people read them, by Intl: in the language of the texts, by the clock of the report's time zone.
import { regional } from '../shared/times.ts';
import type { Granularity, Span } from './range.ts';

/** The same digits as in the texts. */
const digits = { numberingSystem: 'latn' } as const;

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How a report writes. */
export interface Formats {
  number(value: number): string;
  /** A share of one; an em dash when there is none. */
  rate(share: number | undefined): string;
  /** Two largest units of some seconds; an em dash for `null`. */
  duration(seconds: number | null): string;
  /** Date and time. */
  moment(at: number): string;
  /** From the first to the last day, or the hours of a part of a day. */
  span(span: Span): string;
  /** A period, in words. */
  period(span: Span, granularity: Granularity): string;
  /** A mark of the time axis. @param wide whether the range has more than one day */
  tick(at: number, granularity: Granularity, wide: boolean): string;
}

/** What stands where there is no value. */
export const NOTHING = '–';

/** Creates the formats. */
export function formatsFor(locale: string, timeZone: string): Formats {
  const tag = regional(locale);
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...digits, timeZone, ...options });
  const number = new Intl.NumberFormat(tag, digits);
  const percent = new Intl.NumberFormat(tag, {
    ...digits,
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const days = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const hours = dates({ weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' });
  const full = dates({ dateStyle: 'medium', timeStyle: 'short' });
  const oneDay = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const month = dates({ month: 'long', year: 'numeric' });
  const ticks = {
    clock: dates({ hour: 'numeric', minute: '2-digit' }),
    clockOfDay: dates({ weekday: 'short', hour: 'numeric' }),
    day: dates({ day: 'numeric', month: 'short' }),
    month: dates({ month: 'short', year: '2-digit' }),
  };
  return {
    number: (value) => number.format(value),
    rate: (share) => (share === undefined ? NOTHING : percent.format(share)),
    duration: (seconds) => (seconds === null ? NOTHING : list.format(durationParts(tag, seconds))),
    moment: (at) => full.format(at),
    // A range ends before its last instant, at the latest a quarter of an hour before midnight.
    span: ({ from, to }) => days.formatRange(from, to - 1),
    period: ({ from, to }, granularity) => {
      if (granularity === 'hour') return hours.formatRange(from, to);
      if (granularity === 'day') return oneDay.format(from);
      return granularity === 'month' ? month.format(from) : days.formatRange(from, to - 1);
    },
    tick: (at, granularity, wide) => {
      if (granularity === 'hour') return (wide ? ticks.clockOfDay : ticks.clock).format(at);
      return (granularity === 'month' ? ticks.month : ticks.day).format(at);
    },
  };
}

function durationParts(tag: string, seconds: number): string[] {
  const whole = Math.round(seconds);
  const first = UNITS.findIndex(([, length]) => whole >= length);
  const [large = 0, small] = first === -1 ? [3] : [first, first + 1];
  let left = whole;
  return [large, small].flatMap((place) => {
    const unit = place === undefined ? undefined : UNITS[place];
    if (!unit) return [];
    const [name, length] = unit;
    const value = Math.floor(left / length);
    left -= value * length;
    if (value === 0 && place !== large) return [];
    const format = { ...digits, style: 'unit', unit: name, unitDisplay: 'narrow' } as const;
    return [new Intl.NumberFormat(tag, format).format(value)];
  });
}
