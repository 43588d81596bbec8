// Which forms may only be shown in the isolated page (design.md §7).
import type { AnswerFormat, FormDefinition } from '@tellsafe/core/form';

const sensitiveFormats: readonly (AnswerFormat | undefined)[] = ['card', 'pin', 'us-ssn'];

/**
 * Whether a form asks for a card, a PIN, a social security number, a CVV or anything off the record.
 *
 * @param definition - the form
 */
export function isSensitive(definition: Pick<FormDefinition, 'questions'>): boolean {
  return definition.questions.some(
    ({ type, format, offTheRecord }) => type === 'cvv' || offTheRecord || sensitiveFormats.includes(format),
  );
}
