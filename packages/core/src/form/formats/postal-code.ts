// Postal codes of any country: letters, digits, single spaces and dashes. Whether the code exists is not checked.
import { type FormatRule, refuse } from './format-rule.ts';

/** Normalises to capitals and single separators; 3 to 12 characters with at least one digit. */
export const readPostalCode: FormatRule = (text) => {
  const code = text.replace(/ *-[ -]*/g, '-').replace(/ +/g, ' ');
  return /^(?=.*\d)[a-z\d][a-z\d -]{1,10}[a-z\d]$/i.test(code) ? code.toUpperCase() : refuse('postal_code_invalid');
};
