// Small facts about questions that every side needs.
import type { Choice, PayloadClass, Question } from './types.ts';

/** The ready-made yes/no list (SF-FORM-02). Copy it with other labels for other languages; keep the values. */
export const yesNoChoices: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

/**
 * Tells into which sealed payload the answer of a question goes.
 *
 * @param question - a question of a parsed definition
 */
export function payloadClassOf(question: Pick<Question, 'offTheRecord'>): PayloadClass {
  return question.offTheRecord ? 'off-the-record' : 'recorded';
}
