import { describe, expect, test } from 'vitest';
import { type Calendar, openCalendar } from './periods.ts';

const at = (text: string) => Date.parse(text);

async function calendarOf(timeZone: string): Promise<Calendar> {
  const calendar = await openCalendar(timeZone);
  if (!calendar) throw new Error('there is no such time zone');
  return calendar;
}

describe('SF-MGR-02 periods of a time zone', () => {
  test.each([
    ['day', 'Europe/Berlin', '2026-10-24T22:00Z', '2026-10-26T23:00Z', [25, 24]],
    ['day', 'Europe/Berlin', '2026-03-27T23:00Z', '2026-03-29T22:00Z', [24, 23]],
    ['hour', 'Europe/Berlin', '2026-10-25T00:00Z', '2026-10-25T03:00Z', [1, 1, 1]],
    ['hour', 'Australia/Lord_Howe', '2026-04-04T14:00Z', '2026-04-04T16:30Z', [1.5, 1]],
    ['hour', 'Asia/Kolkata', '2026-01-01T00:00Z', '2026-01-01T02:00Z', [0.5, 1, 0.5]],
    ['week', 'America/New_York', '2026-10-26T04:00Z', '2026-11-09T05:00Z', [169, 168]],
    ['whole', 'Europe/Berlin', '2026-10-24T22:15Z', '2026-10-26T23:00Z', [48.75]],
    ['month', 'America/New_York', '2026-03-01T05:00Z', '2026-05-01T04:00Z', [743, 720]],
    // Midnight does not exist there on this day.
    ['day', 'America/Santiago', '2026-09-05T04:00Z', '2026-09-08T03:00Z', [24, 23, 24]],
    // A day that never was.
    ['day', 'Pacific/Apia', '2011-12-29T10:00Z', '2011-12-31T10:00Z', [24, 24]],
  ] as const)('%s of %s', async (period, timeZone, from, to, hours) => {
    const periods = [...(await calendarOf(timeZone)).periods(period, at(from), at(to))];
    expect(periods.map(({ start, end }) => (end - start) / 3_600_000)).toEqual(hours);
    expect(periods[0]?.start).toBe(at(from));
    expect(periods.at(-1)?.end).toBe(at(to));
    periods.slice(1).forEach(({ start }, before) => {
      expect(start).toBe(periods[before]?.end);
    });
  });

  test('say which of two equal hours they mean', async () => {
    const { format } = await calendarOf('Europe/Berlin');
    expect(format(at('2026-10-25T00:00Z'))).toBe('2026-10-25T02:00+02:00');
    expect(format(at('2026-10-25T01:00Z'))).toBe('2026-10-25T02:00+01:00');
  });

  test.each(['Mars/Olympus', 'x', '__proto__'])('%s is none', async (timeZone) => {
    expect(await openCalendar(timeZone)).toBeUndefined();
  });
});
