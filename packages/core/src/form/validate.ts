// The one implementation of the rules for answers: page, agent client and server use it (SF-FORM-06).
// Pure; never throws on any text; linear in its length.
import { formatRules } from './formats/index.ts';
import { payloadClassOf } from './question.ts';
import type { AnswerError, AnswerMismatch, FormDefinition, PayloadClass, Question } from './types.ts';
import { type ValidatedAnswer, type ValidationOptions, validateAnswerWith } from './validate-with.ts';

/** What {@link validateAnswers} found. Both records have no prototype, so any question id is safe to look up. */
export interface ValidatedAnswers {
  /** Every question of the definition; an unanswered one has an empty text. */
  readonly values: Readonly<Record<string, string>>;
  /** Only the refused ones; empty means that the form may be submitted. */
  readonly errors: Readonly<Record<string, AnswerError>>;
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
  return validateAnswerWith(formatRules, question, text, options);
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
