// Postal codes of any country: letters, digits, single spaces and dashes. Whether the code exists is not checked.
import { type FormatRule, refuse } from './format-rule.ts';

/** Normalises to capitals and single separators; 3 to 12 characters with at least one digit. */
export const readPostalCode: FormatRule = (text) => {
  const code = text
    .toUpperCase()
    .replace(/ *-[ -]*/g, '-')
    .replace(/ +/g, ' ');
  return /^(?=.*\d)[A-Z\d][A-Z\d -]{1,10}[A-Z\d]$/.test(code) ? code : refuse('postal_code_invalid');
};
