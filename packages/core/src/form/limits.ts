// Sizes of a form as data. Limits that only a definition's author meets are in schema.ts.
import type { AnswerFormat, AnswerType } from './types.ts';

/** Most questions of one form (SF-FORM-01). */
export const QUESTION_LIMIT = 20;

/** Most UTF-16 units that the answers of one form may have together, so that the payload fits 16 KiB as UTF-8. */
export const ANSWERS_LIMIT = 4000;

/** Most UTF-16 units that are looked at when a format, number or CVV is typed; separators included. */
export const TYPED_LIMIT = 1000;

/** `maxLength` of a question that does not say one: the longest normalised value of its format, or a usual size. */
export const defaultMaxLengths: Readonly<Record<AnswerFormat | Exclude<AnswerType, 'choice'>, number>> = {
  text: 200,
  numeric: 40,
  cvv: 4,
  card: 19,
  expiry: 5,
  iban: 34,
  email: 254,
  phone: 16,
  date: 10,
  'us-ssn': 9,
  'postal-code': 12,
  pin: 12,
};
