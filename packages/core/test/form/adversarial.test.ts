// T21: every rule decides about 100 KB of hostile input within 20 ms. The control shows that the measurement would notice.
import { describe, expect, test } from 'vitest';
import { fastestCpuMs } from '../../../../scripts/cpu-time.ts';
import { looksLikeCvv } from '../../src/form/cvv-label.ts';
import { findMismatches, type Question, validateAnswer, yesNoChoices } from '../../src/form/index.ts';
import { parseFormDefinition } from '../../src/form/schema.ts';
import { formats, formatted, questionOf } from './questions.ts';

const SIZE = 100 * 1024;
const LIMIT_MS = 20;

function fill(part: string, end = ''): string {
  return part.repeat(Math.ceil(SIZE / part.length)).slice(0, SIZE) + end;
}

const inputs: Readonly<Record<string, string>> = {
  letters: fill('a'),
  'letters then a foreign one': fill('a', '!'),
  digits: fill('1'),
  zeros: fill('0', 'x'),
  spaces: `1${fill(' ')}x`,
  'only spaces': fill(' '),
  dashes: `1${fill('-')}x`,
  'spaces and dashes': `1${fill(' -')}x`,
  'spaces and slashes': `1${fill(' / ')}`,
  brackets: fill('( '),
  dots: fill('a.'),
  'at signs': fill('a@'),
  'email labels': `a@${fill('a.')}`,
  'email dashes': `a@${fill('a-')}.com`,
  'arabic digits': fill('١'),
  'mathematical digits': fill('𝟗'),
  fullwidth: fill('Ａ'),
  'zero-width': `a${fill('\u200b')}b`,
  'zero-width and spaces': `a${fill('\u200b ')}b`,
  'direction controls': fill('\u202e'),
  'combining marks': `a${fill('\u0301\u0323')}`,
  joiners: fill('\u200c'),
  'unsafe last': fill('a', '<'),
  'control last': fill('a', '\u0000'),
  surrogates: fill('\ud800'),
  emoji: fill('😀'),
  iban: `DE89${fill('A1')}`,
};

const questions: readonly Question[] = [
  questionOf('text'),
  questionOf('text', { characters: 'any', maxLength: 200_000 }),
  questionOf('text', { maxLength: 200_000 }),
  questionOf('numeric', { maxLength: 200_000 }),
  questionOf('cvv'),
  questionOf('choice', { choices: yesNoChoices }),
  ...formats.map((format) => formatted(format, { maxLength: 200_000 })),
];

const fastest = (run: () => unknown, rounds?: number) => fastestCpuMs(run, LIMIT_MS / 4, rounds);

describe('T21 100 KB of hostile input', () => {
  test.each(questions)('$type $format $characters', async (question) => {
    for (const [name, text] of Object.entries(inputs)) {
      expect(await fastest(() => validateAnswer(question, text)), name).toBeLessThan(LIMIT_MS);
    }
  });

  test('as an answer that arrived', async () => {
    for (const [name, text] of Object.entries(inputs)) {
      expect(
        await fastest(() => findMismatches({ questions: [questions[0] as Question] }, { q: text })),
        name,
      ).toBeLessThan(LIMIT_MS);
    }
  });

  test('as a label of a definition, also as long as one may be', async () => {
    for (const [name, text] of Object.entries(inputs)) {
      for (const label of [text, text.slice(0, 200)]) {
        const input = { id: 'a', name: 'A', description: 'A', questions: [{ id: 'q', label, type: 'text' }] };
        const run = () => {
          try {
            parseFormDefinition(input);
          } catch {
            // Refusal is the expected outcome; only the time counts here.
          }
        };
        expect(await fastest(run), name).toBeLessThan(LIMIT_MS);
      }
      expect(await fastest(() => looksLikeCvv(text.slice(0, 200))), name).toBeLessThan(LIMIT_MS);
    }
  });

  test('control: a rule with nested repetition is caught', async () => {
    const slow = /^(a+)+$/;
    expect(await fastest(() => slow.test(`${'a'.repeat(24)}!`), 1)).toBeGreaterThan(LIMIT_MS);
  });
});
