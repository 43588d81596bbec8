// Phone numbers as people type them, normalised to digits with an optional leading plus (ITU-T E.164).
import { type FormatRule, refuse } from './format-rule.ts';

/**
 * Accepts spaces, dashes, dots, slashes and brackets between 6 to 15 digits; a leading `00` means `+`; the trunk zero of
 * `+44 (0)20 …` is dropped. Numbers without a country stay as they are: the kit does not guess one. Extensions are refused.
 */
export const readPhone: FormatRule = (text) => {
  const international = text.replace(/^[ ()./-]*0[ ()./-]*0/, '+').replace(/^[ ()./-]*\+/, '+');
  const trimmed = international.startsWith('+') ? international.replace(/\( *0 *\)/, '') : international;
  const number = trimmed.replace(/[ ()./-]+/g, '');
  return /^(?:\+[1-9]\d{5,14}|\d{6,15})$/.test(number) ? number : refuse('phone_invalid');
};
