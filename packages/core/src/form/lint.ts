// Warnings about definitions that are allowed but probably not meant (SF-FORM-09).
import { looksLikeCvv } from './cvv-label.ts';
import type { AnswerFormat, FormDefinition, Question } from './types.ts';

/** Longest label that fits a phone's line without wrapping more than once. */
const LABEL_LENGTH = 60;

/** One finding. */
export interface LintWarning {
  readonly code: 'label_too_long' | 'label_duplicate' | 'masked_missing' | 'help_asks_for_cvv';
  readonly questionId: string;
  readonly params: Readonly<Record<string, string | number>>;
}

const sensitive: readonly (AnswerFormat | undefined)[] = ['card', 'pin', 'us-ssn'];

/**
 * Finds what an author should look at again: labels longer than 60 characters, labels used twice, card numbers, PINs and social
 * security numbers that are not masked, and texts beside a label that ask for a card's security code.
 *
 * @param definition - a parsed definition
 * @returns warnings in the order of the questions; empty when there is nothing to say
 */
export function lintDefinition(definition: Pick<FormDefinition, 'questions'>): readonly LintWarning[] {
  const seen = new Map<string, string>();
  return definition.questions.flatMap((question) => {
    const key = question.label.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
    const first = seen.get(key);
    if (first === undefined) seen.set(key, question.id);
    return lintQuestion(question, first);
  });
}

function lintQuestion(question: Question, sameLabelAs: string | undefined): readonly LintWarning[] {
  const warnings: LintWarning[] = [];
  const warn = (code: LintWarning['code'], params: LintWarning['params'] = {}) => {
    warnings.push({ code, questionId: question.id, params });
  };
  const length = [...question.label].length;
  if (length > LABEL_LENGTH) warn('label_too_long', { length, max: LABEL_LENGTH });
  if (sameLabelAs !== undefined) warn('label_duplicate', { sameAs: sameLabelAs });
  if (sensitive.includes(question.format) && !question.masked) warn('masked_missing');
  const beside = [question.placeholder, question.help];
  if (question.type !== 'cvv' && beside.some((text) => text && looksLikeCvv(text))) warn('help_asks_for_cvv');
  return warnings;
}
