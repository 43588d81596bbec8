// Personal identification numbers: 4 to 12 digits (ISO 9564-1 §6.1).
import { dropSeparators } from '../characters.ts';
import { type FormatRule, refuse } from './format-rule.ts';

/** Normalises to digits; leading zeros stay. */
export const readPin: FormatRule = (text) => {
  const digits = dropSeparators(text);
  return /^\d{4,12}$/.test(digits) ? digits : refuse('pin_invalid', { min: 4, max: 12 });
};
