import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTellsafeError, type TellsafeError } from '../errors.ts';
import { defaultTimeLimits, parseTimeLimits, type TimeLimitName, timeLimits } from './index.ts';

/** Requirement, setting, default, min, max: the table of the requirements, written out again. */
const rows = [
  ['SF-TIME-01', 'getFormTimeoutSec', 300, 1, 86_400],
  ['SF-TIME-02', 'submitFormTimeoutSec', 1_800, 1, 86_400],
  ['SF-TIME-03', 'invitationTtlSec', 86_400, 1, 86_400],
  ['SF-TIME-04', 'linkTtlSec', 900, 1, 86_400],
  ['SF-TIME-05', 'readKeyTtlSec', 30, 1, 300],
  ['SF-TIME-06', 'offTheRecordTtlSec', 900, 1, 900],
  ['SF-TIME-07', 'idleLogoutSec', 900, 60, 900],
  ['SF-TIME-08', 'extensions', 10, 0, 10],
  ['SF-RET-01', 'retentionMonths', 13, 1, 120],
] as const satisfies readonly (readonly [string, TimeLimitName, number, number, number])[];

function refusal(input: Record<string, unknown>): TellsafeError {
  try {
    parseTimeLimits(input);
  } catch (error) {
    if (isTellsafeError(error, 'setting_invalid')) return error;
    throw error;
  }
  throw new Error('was not refused');
}

test('SF-TIME-01 the table holds exactly the settings of the requirements', () => {
  expect(Object.keys(timeLimits)).toEqual(rows.map(([, name]) => name));
});

describe.each(rows)('%s %s', (id, name, byDefault, min, max) => {
  test(`${id} ${name} defaults to ${byDefault}`, () => {
    expect(parseTimeLimits()[name]).toBe(byDefault);
    expect(parseTimeLimits({ [name]: undefined })[name]).toBe(byDefault);
    expect(defaultTimeLimits[name]).toBe(byDefault);
  });

  test(`${id} ${name} accepts both ends of ${min}–${max}`, () => {
    expect(parseTimeLimits({ [name]: min })[name]).toBe(min);
    expect(parseTimeLimits({ [name]: max })[name]).toBe(max);
  });

  test(`${id} ${name} refuses values beside the range, naming key, value and range`, () => {
    for (const value of [min - 1, max + 1]) {
      const error = refusal({ [name]: value });
      expect(error.params).toEqual({ key: name, value, min, max });
      for (const part of [name, String(value), String(min), String(max)]) expect(error.message).toContain(part);
    }
  });
});

test.each([
  ['zero', 0, 0],
  ['just above', 86_401, 86_401],
  ['negative', -1, -1],
  ['a fraction', 1.5, 1.5],
  ['not a number', Number.NaN, 'NaN'],
  ['infinite', Number.POSITIVE_INFINITY, 'Infinity'],
  ['a text', '300', '300'],
  ['an empty text', '', ''],
  ['null', null, null],
  ['a boolean', true, true],
  ['an object', { sec: 300 }, 'object'],
  ['a list', [300], 'object'],
  ['a big integer', 300n, 'bigint'],
])('SF-TIME-02 refuses %s', (_, value, named) => {
  const error = refusal({ submitFormTimeoutSec: value });
  expect(error.params).toEqual({ key: 'submitFormTimeoutSec', value: named, min: 1, max: 86_400 });
  expect(error.message).toContain('submitFormTimeoutSec');
  expect(error.message).toContain('1–86400');
});

test('SF-TIME-02 names the first setting that is wrong when the others are right', () => {
  expect(refusal({ getFormTimeoutSec: 5, readKeyTtlSec: 301 }).params).toMatchObject({ key: 'readKeyTtlSec' });
});

test('SF-TIME-01 leaves the input alone, freezes the answer and ignores other keys', () => {
  const input = Object.freeze({ getFormTimeoutSec: 7, formOrigin: 'https://forms.acme.example' });
  const limits = parseTimeLimits(input);
  expect(limits).toEqual({ ...defaultTimeLimits, getFormTimeoutSec: 7 });
  expect(Object.isFrozen(limits)).toBe(true);
});

test('SF-TIME-01 a setting on a prototype is not a setting', () => {
  expect(parseTimeLimits(Object.create({ getFormTimeoutSec: 0 }))).toEqual(defaultTimeLimits);
});

test('SF-TIME-01 accepts exactly the whole numbers in range', () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.double(), ([, name, , min, max], value) => {
      const allowed = Number.isInteger(value) && value >= min && value <= max;
      if (allowed) expect(parseTimeLimits({ [name]: value })[name]).toBe(value);
      else expect(() => parseTimeLimits({ [name]: value })).toThrow();
    }),
  );
});
