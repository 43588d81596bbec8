// Which kinds of questions there is code for. Those of a payment card are always there; the others are a chunk of their own that
// loads with a form that asks for them (performance.md P6).
import { cardRules, type FormatRules, type Question } from '@tellsafe/core/form';
import { nothing, type TemplateResult } from 'lit/html.js';
import { arrived } from '../../internal/request-failure.ts';
import { retrying } from '../../internal/retry.ts';
import type { ChoiceParts } from './more-kinds.ts';

/** Code for kinds of questions. */
export interface QuestionKinds {
  readonly rules: FormatRules;
  /** What the form's sheet lacks for them. */
  readonly styles: string;
  choiceTemplate(parts: ChoiceParts): TemplateResult | typeof nothing;
}

/** Free text, numbers, CVV, and the formats of a payment card. */
export const cardKinds: QuestionKinds = { rules: cardRules, styles: '', choiceTemplate: () => nothing };

/**
 * Whether questions need more than {@link cardKinds}.
 *
 * @param questions - of a form
 */
export function needsMoreKinds(questions: readonly Pick<Question, 'type' | 'format'>[]): boolean {
  return questions.some(({ type, format }) => type === 'choice' || (format && !(format in cardRules)));
}

/**
 * Loads the code for every kind of question; goes on trying while the network is gone.
 *
 * @param signal - ends the trying
 */
export function loadMoreKinds(signal: AbortSignal): Promise<QuestionKinds> {
  const load = () => arrived(import('./more-kinds.ts'));
  return retrying(load, { attempts: Number.POSITIVE_INFINITY, signal }).then(({ allKinds }) => allKinds);
}
