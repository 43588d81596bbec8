// United States social security numbers, normalised to nine digits.
import { dropSeparators } from '../characters.ts';
import { type FormatRule, refuse } from './format-rule.ts';

/**
 * Refuses what was never issued: area 000, 666 and 900 to 999, group 00, serial 0000.
 *
 * @see https://www.ssa.gov/employer/randomization.html
 */
export const readUsSsn: FormatRule = (text) => {
  const digits = dropSeparators(text);
  return /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(digits) ? digits : refuse('ssn_invalid');
};
