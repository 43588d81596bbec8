import { describe, expect, test, vi } from 'vitest';
import { plainName } from '../shared/plain-name.ts';
import { formatsFor, NOTHING } from './format.ts';

vi.stubGlobal('navigator', { languages: ['en-GB'] });

describe('SF-MGR-02 how reports write', () => {
  const { number, rate, duration, span, period, tick } = formatsFor('en', 'Europe/Berlin');
  const at = (text: string) => Date.parse(text);

  test('numbers, rates and times', () => {
    expect(number(12_345)).toBe('12,345');
    expect([rate(0.5), rate(1), rate(undefined)]).toEqual(['50.0%', '100.0%', NOTHING]);
    expect([null, 0, 59.5, 61, 3600, 90_061].map(duration)).toEqual([NOTHING, '0s', '1m', '1m 1s', '1h', '1d 1h']);
    expect(formatsFor('de', 'UTC').number(1234.5)).toBe('1.234,5');
  });

  test('in Arabic with the same digits as the texts', () => {
    expect(formatsFor('ar', 'UTC').number(1234)).toMatch(/^1.234$/);
    expect(formatsFor('ar', 'UTC').duration(61)).toMatch(/1.*1/);
  });

  test('days by the clock of the time zone, the last one inclusive', () => {
    const days = { from: at('2026-11-15T23:00Z'), to: at('2026-11-22T23:00Z') };
    expect(span(days).replace(/\s/g, ' ')).toMatch(/^16 ?– ?22 Nov 2026$/);
    expect(period({ from: days.from, to: days.from + 86_400_000 }, 'day')).toBe('Mon, 16 Nov 2026');
    expect(period(days, 'month')).toBe('November 2026');
    expect(tick(days.from, 'hour', false)).toMatch(/^0?0:00$/);
    expect(tick(days.from, 'day', true)).toBe('16 Nov');
  });

  test('T20 a name is text alone: what acts becomes a symbol, and no direction gets out', () => {
    expect(plainName('a\u202eb\u0000')).toBe('\u2068aRLOb\u2400\u2069');
    expect(plainName('\u2069x')).toBe('\u2068PDIx\u2069');
  });
});
