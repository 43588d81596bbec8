// T18: card numbers in ordinary text, in the published cases and in random ones. Controls: a finder that lacks one of its rules.
import { findCardNumbers, maskCardNumbers } from '@tellsafe/core/masking';
import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../src/form/formats/card.ts';
import published from '../vectors/pan-test-numbers.json' with { type: 'json' };
import { cases } from './card-numbers-in-text.json' with { type: 'json' };

// This package knows no Node; its tests run there all the same.
const { process } = globalThis as { process?: { readonly env: Readonly<Record<string, string | undefined>> } };
const isLong = process?.env.TELLSAFE_TEST_SIZE === 'long';
const ROUNDS = isLong ? 1_000_000 : 100_000;

type Find = (text: string) => readonly { readonly start: number; readonly end: number }[];

/** Cases that a finder gets wrong. */
function mistakes(find: Find): string[] {
  return cases.filter(({ text, mustDetect }) => find(text).length > 0 !== mustDetect).map(({ id }) => id);
}

/** A generator that repeats itself: the same texts on every machine. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const prefixes = ['4', '51', '55', '2221', '2720', '34', '37', '6011', '65', '3528', '36', '62', '5018', '2200'];
const lengths: Readonly<Record<string, number>> = { '34': 15, '37': 15, '36': 14 };
const digitZeros = [0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce];
const gaps = [' ', '-', '.', ' - ', '/', '\u200b', '\u00a0', '\n', '\u2011', '_', '\ufe0f\u20e3', '+', '%20', ' · '];
const words = ['pay', 'Karte:', '"pan":"', 'no', 'رقم', 'カード', 'please', 'ok'];

function checkDigit(head: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (passesLuhn(head + digit)) return `${digit}`;
  throw new Error('no digit is right');
}

function cardNumber(roll: (below: number) => number): string {
  const prefix = prefixes[roll(prefixes.length)] ?? '4';
  let digits = prefix;
  while (digits.length < (lengths[prefix] ?? 16) - 1) digits += roll(10);
  return digits + checkDigit(digits);
}

/** As people write it: grouped in some way, in digits of some script, with words around. */
function written(digits: string, roll: (below: number) => number): string {
  const zero = digitZeros[roll(digitZeros.length)] ?? 0x30;
  const gap = roll(3) === 0 ? '' : (gaps[roll(gaps.length)] ?? ' ');
  const every = [4, 4, 4, 1, 2, 6][roll(6)] ?? 4;
  let text = '';
  for (const [at, digit] of [...digits].entries()) {
    if (at > 0 && at % every === 0) text += gap;
    text += String.fromCodePoint(zero + Number(digit));
  }
  const word = () => words[roll(words.length)];
  return `${word()} ${text} ${word()}`;
}

describe('T18 CN-SEC-01 SF-POL-04 card numbers in text', () => {
  test.each(cases)('$id', ({ text, mustDetect }) => {
    expect(findCardNumbers(text).length > 0).toBe(mustDetect);
  });

  test('every published test number of 13 digits or more that is right', () => {
    const right = published.numbers.filter(({ pan, luhn, brand }) => luhn && brand && pan.length >= 13);
    expect(right.length).toBeGreaterThan(20);
    for (const { pan } of right)
      expect(maskCardNumbers(`It is ${pan}.`).text, pan).toBe(`It is ${pan.slice(-4).padStart(pan.length, '*')}.`);
  });

  test(`${ROUNDS} random numbers as people write them: found whole, nothing but the last four digits stays`, () => {
    const roll = dice(18);
    for (let round = 0; round < ROUNDS; round += 1) {
      const digits = cardNumber(roll);
      const text = written(digits, roll);
      const { text: masked, count } = maskCardNumbers(text);
      const rest = masked.replace(/[^0-9]/g, '');
      if (count !== 1 || rest !== digits.slice(-4))
        throw new Error(`${JSON.stringify(text)} became ${JSON.stringify(masked)}`);
    }
  });

  test('numbers whose check digit is wrong stay as they are', () => {
    const roll = dice(19);
    for (let round = 0; round < 10_000; round += 1) {
      const digits = cardNumber(roll);
      const wrong = digits.slice(0, -1) + ((Number(digits.at(-1)) + 1 + roll(9)) % 10);
      const text = `order ${wrong} please`;
      expect(maskCardNumbers(text)).toEqual({ text, count: 0 });
    }
  });

  test('what stands beside a number stays, the number keeps its last four', () => {
    expect(maskCardNumbers('4111 1111 1111 1111, 12/31, and 5555-5555-5555-4444!')).toEqual({
      text: '************1111, 12/31, and ************4444!',
      count: 2,
    });
    expect(maskCardNumbers('+378282246310005').count).toBe(1);
    expect(maskCardNumbers('')).toEqual({ text: '', count: 0 });
  });

  test.each([
    ['a phone number', '+49 151 1234 5673, +1 415 555 0123 4'],
    ['a time', 'at 1749416383123 and 2026-11-22T14:26:14.123Z'],
    ['a part of a longer number', '94111111111111111194'],
    ['numbers far apart', '4111 1111 and then, later, 1111 1111'],
    ['years', '2021 2022 2023 2024 2025'],
  ])('%s is no card number', (_, text) => {
    expect(maskCardNumbers(text).count).toBe(0);
  });

  test('64 Ki of the worst are read within the time of a test', () => {
    for (const bad of ['4 ', '41', '\u0661', '+', '4111 ', '\u200b1']) {
      expect(findCardNumbers(bad.repeat(65_536 / bad.length)).length).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('T18 controls: a finder without one of its rules fails the cases', () => {
  const plain: Find = (text) =>
    [...text.matchAll(/\d{13,19}/g)].map(({ index }) => ({ start: index, end: index + 13 }));
  const spaced: Find = (text) => plain(text.replace(/[ -]/g, ''));
  test.each([
    ['no check digit, no networks', plain, 'timestamp-ms'],
    ['only spaces and dashes', spaced, 'zero-width'],
    ['finds nothing', () => [], 'visa16'],
  ] as const)('%s', (_, find, missed) => {
    const wrong = mistakes(find);
    expect(wrong).toContain(missed);
  });
});
