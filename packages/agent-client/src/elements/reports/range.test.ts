import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dateProblems, datesOf, granularitiesFor, type RangeChoice, rangeOf, usualGranularity } from './range.ts';

const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const DAY = 86_400_000;

/** From, to, and those of the time before. */
function told(choice: RangeChoice, timeZone: string, now: string): string[] {
  const { from, to, before } = rangeOf(Temporal, choice, timeZone, at(now));
  for (const instant of [from, to, before.from, before.to]) expect(instant % 900_000).toBe(0);
  return [from, to, before.from, before.to].map(iso);
}

describe('SF-MGR-02 the time of a report', () => {
  test.each([
    ['today', 'UTC', '2026-11-22T10:05Z', ['11-22T00:00', '11-22T10:15', '11-21T00:00', '11-21T10:15']],
    ['today', 'UTC', '2026-11-22T10:15Z', ['11-22T00:00', '11-22T10:30', '11-21T00:00', '11-21T10:30']],
    ['today', 'Asia/Kolkata', '2026-11-21T20:00Z', ['11-21T18:30', '11-21T20:15', '11-20T18:30', '11-20T20:15']],
    ['yesterday', 'UTC', '2026-11-22T10:05Z', ['11-21T00:00', '11-22T00:00', '11-20T00:00', '11-21T00:00']],
    ['week', 'UTC', '2026-11-22T10:05Z', ['11-16T00:00', '11-22T10:15', '11-09T00:00', '11-15T10:15']],
    ['days30', 'UTC', '2026-11-30T23:59Z', ['11-01T00:00', '12-01T00:00', '10-02T00:00', '11-01T00:00']],
    ['month', 'UTC', '2026-11-22T10:05Z', ['11-01T00:00', '11-22T10:15', '10-01T00:00', '10-22T10:15']],
    // A month before has no such day.
    ['month', 'UTC', '2026-05-31T10:05Z', ['05-01T00:00', '05-31T10:15', '04-01T00:00', '04-30T10:15']],
    // Clocks went back on 25 October: a day of 25 hours, compared at the same time of day.
    ['today', 'Europe/Berlin', '2026-10-25T11:00Z', ['10-24T22:00', '10-25T11:15', '10-23T22:00', '10-24T10:15']],
    ['week', 'Europe/Berlin', '2026-10-26T11:00Z', ['10-19T22:00', '10-26T11:15', '10-12T22:00', '10-19T10:15']],
    // There is no midnight on 6 September.
    [
      'yesterday',
      'America/Santiago',
      '2026-09-07T12:00Z',
      ['09-06T04:00', '09-07T03:00', '09-05T04:00', '09-06T04:00'],
    ],
  ] as const)('%s in %s at %s', (preset, timeZone, now, expected) => {
    expect(told({ preset }, timeZone, now)).toEqual(expected.map((text) => `2026-${text}`));
  });

  test('own dates are both inclusive, end now at the latest, and are compared with as many days', () => {
    const days = (first: string, last: string) => told({ preset: 'custom', first, last }, 'UTC', '2026-11-22T10:05Z');
    expect(days('2026-11-02', '2026-11-04')).toEqual(
      ['11-02', '11-05', '10-30', '11-02'].map((day) => `2026-${day}T00:00`),
    );
    expect(days('2026-11-22', '2026-12-24')[1]).toBe('2026-11-22T10:15');
  });

  test('own dates that cannot be are told at their field', () => {
    const problems = (first: string, last: string) =>
      dateProblems(Temporal, { preset: 'custom', first, last }, 'UTC', at('2026-11-22T10:05Z'));
    expect(problems('', '')).toEqual({ first: 'dateMissing', last: 'dateMissing' });
    expect(problems('2026-11-02', '')).toEqual({ last: 'dateMissing' });
    expect(problems('2026-11-02', '2026-11-01')).toEqual({ last: 'dateOrder' });
    expect(problems('2026-11-23', '2026-11-24')).toEqual({ first: 'dateFuture' });
    expect(problems('2025-11-01', '2026-11-02')).toEqual({ last: 'dateLength' });
    expect(problems('2025-11-02', '2026-11-02')).toEqual({});
    expect(dateProblems(Temporal, { preset: 'week' }, 'UTC', 0)).toEqual({});
  });

  test('a range says its own dates', () => {
    const span = { from: at('2026-11-15T23:00Z'), to: at('2026-11-22T23:00Z') };
    expect(datesOf(Temporal, span, 'Europe/Berlin')).toEqual({ first: '2026-11-16', last: '2026-11-22' });
  });
});

test.each([
  [0.2, ['hour'], 'hour'],
  [1, ['hour'], 'hour'],
  [2, ['hour', 'day'], 'hour'],
  [7, ['hour', 'day'], 'day'],
  [30, ['day', 'week'], 'day'],
  [90, ['day', 'week', 'month'], 'week'],
  [366, ['week', 'month'], 'month'],
] as const)('SF-MGR-02 %d days are shown by %j, as a rule by %s', (days, all, usual) => {
  const span = { from: 0, to: days * DAY };
  expect(granularitiesFor(span)).toEqual(all);
  expect(usualGranularity(span)).toBe(usual);
});
