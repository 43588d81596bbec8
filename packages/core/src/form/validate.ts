// The one implementation of the rules for answers: page, agent client and server use it (SF-FORM-06).
// Pure; never throws on any text; linear in its length.
import {
  dropSeparators,
  findControlCharacter,
  findUnsafeCharacter,
  foldToAscii,
  stripInvisible,
} from './characters.ts';
import { refuse } from './formats/format-rule.ts';
import { formatRules } from './formats/index.ts';
import { TYPED_LIMIT } from './limits.ts';
import { payloadClassOf } from './question.ts';
import type { AnswerError, AnswerMismatch, FormDefinition, PayloadClass, Question } from './types.ts';

/** What {@link validateAnswer} found. */
export interface ValidatedAnswer {
  /** Normalised when there is no error, else the text as it was given. */
  readonly value: string;
  readonly error?: AnswerError;
}

/** What {@link validateAnswers} found. Both records have no prototype, so any question id is safe to look up. */
export interface ValidatedAnswers {
  /** Every question of the definition; an unanswered one has an empty text. */
  readonly values: Readonly<Record<string, string>>;
  /** Only the refused ones; empty means that the form may be submitted. */
  readonly errors: Readonly<Record<string, AnswerError>>;
}

/** Circumstances of a validation. */
export interface ValidationOptions {
  /** Epoch milliseconds. When given, an expiry in the past is refused. Leave it out when reading older answers. */
  readonly now?: number;
}

/**
 * Checks and normalises one answer. A value that it returned without an error is returned unchanged when given again.
 *
 * Length is that of the normalised value, so separators never make a number too long.
 *
 * @param question - a question of a parsed definition
 * @param text - what the person typed or chose
 * @param options - `now` refuses expired cards
 * @example
 * ```ts
 * const { value, error } = validateAnswer(question, '4111 1111 1111 1111'); // value "4111111111111111"
 * ```
 */
export function validateAnswer(question: Question, text: string, options: ValidationOptions = {}): ValidatedAnswer {
  const stripped = stripInvisible(text);
  if (stripped === '') return question.required ? { value: text, error: refuse('required') } : { value: '' };
  const read = readValue(question, stripped, options.now);
  if (typeof read !== 'string') return { value: text, error: read };
  if (read.length > question.maxLength) return { value: text, error: tooLong(question.maxLength, read) };
  return { value: read };
}

/**
 * Checks and normalises the answers of a whole form.
 *
 * @param definition - a parsed definition
 * @param answers - text by question id; a missing one counts as empty, one without a question is left out
 * @param options - as for {@link validateAnswer}; `payloadClass` looks at the questions of one sealed payload only
 */
export function validateAnswers(
  definition: Pick<FormDefinition, 'questions'>,
  answers: Readonly<Record<string, string>>,
  options: ValidationOptions & { readonly payloadClass?: PayloadClass } = {},
): ValidatedAnswers {
  const values: Record<string, string> = Object.create(null);
  const errors: Record<string, AnswerError> = Object.create(null);
  for (const question of definition.questions) {
    if (options.payloadClass && payloadClassOf(question) !== options.payloadClass) continue;
    const { value, error } = validateAnswer(question, textOf(answers, question.id), options);
    values[question.id] = value;
    if (error) errors[question.id] = error;
  }
  return { values, errors };
}

/**
 * Checks answers that arrived: besides the rules, each must already be in the form that the form page produces, because only
 * a page that does not follow the rules sends another (SF-FORM-06).
 *
 * @param definition - the definition that the invitation was bound to
 * @param answers - as opened
 * @param payloadClass - when given, only the questions of this payload are expected
 * @returns refusals by question id, without prototype; empty when all is well
 */
export function findMismatches(
  definition: Pick<FormDefinition, 'questions'>,
  answers: Readonly<Record<string, string>>,
  payloadClass?: PayloadClass,
): Readonly<Record<string, AnswerMismatch>> {
  const { values, errors } = validateAnswers(definition, answers, payloadClass ? { payloadClass } : {});
  const found: Record<string, AnswerMismatch> = Object.assign(Object.create(null), errors);
  for (const id of Object.keys(answers)) {
    if (!(id in values)) found[id] = { code: 'question_unknown', params: {} };
    else if (!(id in found) && values[id] !== answers[id]) found[id] = { code: 'not_normalised', params: {} };
  }
  return found;
}

/** Answers may come from a stranger's JSON: inherited members and other types than text count as empty. */
function textOf(answers: Readonly<Record<string, string>>, id: string): string {
  const text: unknown = Object.hasOwn(answers, id) ? answers[id] : '';
  return typeof text === 'string' ? text : '';
}

function readValue(question: Question, text: string, now: number | undefined): string | AnswerError {
  if (question.type === 'choice') {
    return question.choices?.some(({ value }) => value === text) ? text : refuse('choice_invalid');
  }
  if (question.type === 'text' && !question.format) {
    if (text.length > question.maxLength) return tooLong(question.maxLength, text);
    return refusedCharacter(question, text) ?? text;
  }
  if (text.length > TYPED_LIMIT) return tooLong(question.maxLength, text);
  const folded = foldToAscii(text);
  return question.format ? readFormat(question, question.format, folded, now) : readDigits(question, folded);
}

/** A refused character is named before the format's own complaint; phone numbers alone are written with brackets. */
function readFormat(
  question: Question,
  format: NonNullable<Question['format']>,
  text: string,
  now: number | undefined,
) {
  const read = formatRules[format](text, now);
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
