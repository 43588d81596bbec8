// T8, T21: definitions and answers of any kind are taken or refused, never more: no other throw, no slow rule, and what was normalised
// stays as it is (SF-FORM-05, SF-FORM-06).
import { isTellsafeError } from '@tellsafe/core';
import {
  type FormDefinition,
  findMismatches,
  hashDefinition,
  lintDefinition,
  type Question,
  validateAnswer,
  validateAnswers,
} from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fastestCpuMs } from '../../../../scripts/cpu-time.ts';
import { forms } from '../harness.ts';
import { CANARY, editedJson, type JsonEdit, jsonEdits } from './fuzz-edits.ts';
import { FUZZ_TIMEOUT_MS, fuzz, TIME_BOX_MS } from './fuzz-run.ts';
import { type FuzzText, fuzzTexts } from './fuzz-world.ts';

const LIMIT_MS = 20;
const SIZE = 100 * 1024;

const texts = Object.fromEntries(fuzzTexts.map((name) => [name, `${CANARY}-${name}`])) as Record<FuzzText, string>;

const everything = parseFormDefinition({
  id: 'all',
  name: 'All',
  description: 'Every type and format.',
  questions: [
    { id: 'text', label: 'Text', type: 'text', maxLength: 200 },
    { id: 'any', label: 'Any', type: 'text', characters: 'any', required: false, maxLength: 200 },
    { id: 'numeric', label: 'Number', type: 'numeric' },
    { id: 'cvv', label: 'Code', type: 'cvv' },
    { id: 'choice', label: 'Choice', type: 'choice', choices: [{ value: 'yes', label: 'Yes' }] },
    ...['card', 'expiry', 'iban', 'email', 'phone', 'date', 'us-ssn', 'postal-code', 'pin'].map((format) => ({
      ...{ id: format, label: `Format ${format}`, type: 'text', format },
    })),
  ],
});

interface DefinitionInput {
  readonly form: number;
  readonly edits: readonly JsonEdit[];
}

const definitions = [...forms, everything];

/** What reads definitions; controls bring a broken one. */
function definitionTarget(parse: (input: unknown) => FormDefinition = parseFormDefinition) {
  const inputs: fc.Arbitrary<DefinitionInput> = fc.record({
    form: fc.nat(definitions.length - 1),
    edits: fc.array(jsonEdits, { minLength: 1, maxLength: 5 }),
  });
  const check = async ({ form, edits }: DefinitionInput) => {
    const input: unknown = JSON.parse(editedJson(definitions[form], edits, texts));
    const refuse = (error: unknown) => {
      if (!isTellsafeError(error, 'definition_invalid')) throw error;
      // Where something is wrong is told by the names of members, also by those that no definition has.
      const said = JSON.stringify([error.message, error.params], (name, value) => (name === 'path' ? '' : value));
      if (said.includes(CANARY)) throw new Error(`the error repeats the input: ${said}`);
    };
    let parsed: FormDefinition | undefined;
    const read = () => {
      try {
        parsed = parse(input);
      } catch (error) {
        refuse(error);
      }
    };
    const ms = await fastestCpuMs(read, LIMIT_MS);
    if (ms > LIMIT_MS) throw new Error(`took ${ms.toFixed(0)} ms`);
    if (!parsed) return;
    expect(parse(parsed)).toEqual(parsed);
    expect(await hashDefinition(parse(structuredClone(parsed)))).toBe(await hashDefinition(parsed));
    lintDefinition(parsed);
    const { values } = validateAnswers(parsed, input as Record<string, string>);
    expect(Object.keys(values)).toHaveLength(parsed.questions.length);
  };
  return { name: 'definitions', inputs, check };
}

/** Pieces that rules look for, and neighbours that they do not expect. */
const pieces = fc.oneof(
  fc.constantFrom(
    ...'0123456789 -/.+()@<\'"',
    '٣',
    '７',
    '𝟗',
    'DE',
    '@a.b',
    '\u200b',
    '\u202e',
    '\u0000',
    '\u0301',
    'ß',
    '\t',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }),
  fc.constantFrom('4111111111111111', '2029-02-29', '12/31', 'DE89370400440532013000', '+4930', '😀', '\ud800'),
);
interface AnswerInput {
  readonly question: number;
  readonly parts: readonly string[];
  /** Repeated up to 100 KB, before the last part. */
  readonly isLong: boolean;
}
const answerInputs: fc.Arbitrary<AnswerInput> = fc.record({
  question: fc.nat(everything.questions.length - 1),
  parts: fc.array(pieces, { maxLength: 12 }),
  isLong: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});

function textOf({ parts, isLong }: AnswerInput): string {
  const text = parts.join('');
  if (!isLong || text === '') return text;
  return text.repeat(Math.ceil(SIZE / text.length)).slice(0, SIZE) + (parts.at(-1) ?? '');
}

type Validate = typeof validateAnswer;

function answerTarget(validate: Validate = validateAnswer) {
  const check = async (input: AnswerInput) => {
    const question = everything.questions[input.question] as Question;
    const text = textOf(input);
    if (input.isLong) {
      const ms = await fastestCpuMs(() => validate(question, text), LIMIT_MS);
      if (ms > LIMIT_MS) throw new Error(`took ${ms.toFixed(0)} ms`);
    }
    const { value, error } = validate(question, text);
    if (error) {
      if (value !== text) throw new Error('a refused text was changed');
      return;
    }
    if (value.length > question.maxLength) throw new Error('longer than it may be');
    const again = validate(question, value);
    if (again.value !== value || again.error) throw new Error(`not normalised: ${JSON.stringify([value, again])}`);
    const mismatches = findMismatches({ questions: [question] }, { [question.id]: value });
    if (Object.keys(mismatches).length > 0) throw new Error('a normalised answer is a mismatch');
  };
  return { name: 'answers', inputs: answerInputs, check };
}

describe('T8 T21 SF-FORM-05 forms', () => {
  test('definitions', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    expect((await fuzz(definitionTarget(), { boxMs: TIME_BOX_MS * 0.5 })).failure).toBeUndefined();
  });

  test('answers', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    expect((await fuzz(answerTarget(), { boxMs: TIME_BOX_MS * 0.5 })).failure).toBeUndefined();
  });

  test('control: a parser that fails on a name', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const broken = (input: unknown) => {
      if (typeof input === 'object' && input !== null && Object.hasOwn(input, 'toJSON')) throw new TypeError('toJSON');
      return parseFormDefinition(input);
    };
    expect((await fuzz(definitionTarget(broken), { isControl: true })).failure).toMatch(/toJSON/);
  });

  test('control: a rule with nested repetition', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const broken: Validate = (question, text, options) => {
      /^(\d+)+$/.test(`${text.slice(0, 24)}!`);
      return validateAnswer(question, text, options);
    };
    expect((await fuzz(answerTarget(broken), { isControl: true })).failure).toMatch(/took \d+ ms/);
  });

  test('control: a rule that normalises only in part', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const broken: Validate = (question, text, options) => {
      const found = validateAnswer(question, text, options);
      return question.id === 'any' && !found.error ? { value: text.replace(' ', '') } : found;
    };
    expect((await fuzz(answerTarget(broken), { isControl: true })).failure).toMatch(
      /not normalised|mismatch|longer than it may be/,
    );
  });
});
