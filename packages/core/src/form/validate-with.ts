// The rules for one answer, given the rules of the formats: a page that loads those when a form asks for them uses this, everyone
// else validate.ts. Pure; never throws on any text; linear in its length.
import {
  dropSeparators,
  findControlCharacter,
  findUnsafeCharacter,
  foldToAscii,
  stripInvisible,
} from './characters.ts';
import { type FormatRules, refuse } from './formats/format-rule.ts';
import { TYPED_LIMIT } from './limits.ts';
import type { AnswerError, Question } from './types.ts';

/** What a validation found. */
export interface ValidatedAnswer {
  /** Normalised when there is no error, else the text as it was given. */
  readonly value: string;
  readonly error?: AnswerError;
}

/** Circumstances of a validation. */
export interface ValidationOptions {
  /** Epoch milliseconds. When given, an expiry in the past is refused. Leave it out when reading older answers. */
  readonly now?: number;
}

/**
 * Checks and normalises one answer like `validateAnswer`, with given rules of formats.
 *
 * @param rules - must hold the rule of the question's format
 * @param question - a question of a parsed definition
 * @param text - what the person typed or chose
 * @param options - `now` refuses expired cards
 * @throws RangeError when the rule of the question's format is missing
 */
export function validateAnswerWith(
  rules: FormatRules,
  question: Question,
  text: string,
  options: ValidationOptions = {},
): ValidatedAnswer {
  const stripped = stripInvisible(text);
  if (stripped === '') return question.required ? { value: text, error: refuse('required') } : { value: '' };
  const read = readValue(rules, question, stripped, options.now);
  if (typeof read !== 'string') return { value: text, error: read };
  if (read.length > question.maxLength) return { value: text, error: tooLong(question.maxLength, read) };
  return { value: read };
}

function readValue(rules: FormatRules, question: Question, text: string, now?: number): string | AnswerError {
  if (question.type === 'choice') {
    return question.choices?.some(({ value }) => value === text) ? text : refuse('choice_invalid');
  }
  if (question.type === 'text' && !question.format) {
    if (text.length > question.maxLength) return tooLong(question.maxLength, text);
    return refusedCharacter(question, text) ?? text;
  }
  if (text.length > TYPED_LIMIT) return tooLong(question.maxLength, text);
  const folded = foldToAscii(text);
  return question.format ? readFormat(rules, question, folded, now) : readDigits(question, folded);
}

/** A refused character is named before the format's own complaint; phone numbers alone are written with brackets. */
function readFormat(rules: FormatRules, question: Question, text: string, now?: number): string | AnswerError {
  const { format } = question;
  const rule = format && rules[format];
  if (!rule) throw new RangeError('rules must hold the rule of the format');
  const read = rule(text, now);
  if (typeof read !== 'string') return (format === 'phone' ? undefined : refusedCharacter(question, text)) ?? read;
  if (question.type === 'numeric' && /[^\d /+-]/.test(read)) return refuse('numeric_invalid');
  return refusedCharacter(question, read) ?? read;
}

/** Spaces and dashes may stand between digits; a sign in front is not dropped silently. */
function readDigits(question: Question, text: string): string | AnswerError {
  const digits = /^\d[\d -]*$/.test(text) && !text.endsWith('-') ? dropSeparators(text) : '';
  if (question.type === 'cvv') return /^\d{3,4}$/.test(digits) ? digits : refuse('cvv_invalid');
  return digits || refuse('numeric_invalid');
}

function refusedCharacter(question: Question, text: string): AnswerError | undefined {
  const control = findControlCharacter(text);
  if (control) return refuse('control_character_refused', { character: control });
  const unsafe = question.characters === 'safe' ? findUnsafeCharacter(text) : undefined;
  return unsafe ? refuse('character_refused', { character: unsafe }) : undefined;
}

function tooLong(max: number, text: string): AnswerError {
  return refuse('too_long', { max, length: text.length });
}
