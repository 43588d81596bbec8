// Which kinds of questions and looks there is code for. A payment card in the default theme is always there; the rest is a chunk of
// its own that loads with a form that asks for it (performance.md P6).
import { cardRules, type FormatRules, type Question } from '@tellsafe/core/form';
import type { Texts } from '@tellsafe/core/i18n';
import type { Theme } from '@tellsafe/core/theme';
import { nothing, type TemplateResult } from 'lit/html.js';
import { untilLoaded } from '../../internal/retry.ts';
import type { ChoiceParts } from './more-kinds.ts';

/** Code for kinds of questions, and for themes. */
export interface QuestionKinds {
  readonly rules: FormatRules;
  /** What the form's sheet lacks for them, and for a theme. */
  styles(theme: Theme): string;
  logo(theme: Theme): TemplateResult | typeof nothing;
  /** The texts, with those that a theme puts in their place; absent where no theme is. */
  words?(theme: Theme, texts: Texts): Texts;
  choiceTemplate(parts: ChoiceParts): TemplateResult | typeof nothing;
}

/** Free text, numbers, CVV, and the formats of a payment card. */
export const cardKinds: QuestionKinds = {
  rules: cardRules,
  styles: () => '',
  logo: () => nothing,
  choiceTemplate: () => nothing,
};

/**
 * Whether a form needs more than {@link cardKinds}.
 *
 * @param questions - of the form
 * @param theme - of the form
 */
export function needsMoreKinds(questions: readonly Pick<Question, 'type' | 'format'>[], theme: Theme): boolean {
  if (Object.keys(theme).length > 0) return true;
  return questions.some(({ type, format }) => type === 'choice' || (format && !(format in cardRules)));
}

/**
 * Loads the code for every kind of question; goes on trying while the network is gone.
 *
 * @param signal - ends the trying
 */
export function loadMoreKinds(signal: AbortSignal): Promise<QuestionKinds> {
  return untilLoaded(() => import('./more-kinds.ts'), signal).then(({ allKinds }) => allKinds);
}
