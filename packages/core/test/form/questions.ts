// Questions for tests: one of a kind, with the defaults of the schema.
import { type AnswerFormat, type AnswerType, defaultMaxLengths, type Question } from '../../src/form/index.ts';

/** A required question, `safe`, neither masked nor off the record. */
export function questionOf(type: AnswerType, changes: Partial<Question> = {}): Question {
  const kind = changes.format ?? (type === 'choice' ? 'text' : type);
  return {
    id: 'q',
    label: 'Question',
    type,
    required: true,
    masked: type === 'cvv',
    offTheRecord: type === 'cvv',
    maxLength: defaultMaxLengths[kind],
    characters: 'safe',
    ...changes,
  };
}

/** A text question with a format. */
export function formatted(format: AnswerFormat, changes: Partial<Question> = {}): Question {
  return questionOf('text', { format, ...changes });
}

/** Every format. */
export const formats: readonly AnswerFormat[] = [
  'card',
  'expiry',
  'iban',
  'email',
  'phone',
  'date',
  'us-ssn',
  'postal-code',
  'pin',
];
