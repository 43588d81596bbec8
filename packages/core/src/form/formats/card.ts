// Card numbers: digits with spaces, dashes or dots between, Luhn, length by brand (SF-FORM-05).
import { dropSeparators } from '../characters.ts';
import { cardBrand } from './card-brands.ts';
import { type FormatRule, refuse } from './format-rule.ts';

/**
 * Normalises to digits. Luhn holds for every brand; numbers of unknown brands have 12 to 19 digits and never start with 0
 * (ISO/IEC 7812-1).
 */
export const readCard: FormatRule = (text) => {
  const digits = dropSeparators(text).replaceAll('.', '');
  if (!/^[1-9]\d*$/.test(digits)) return refuse('card_invalid');
  const brand = cardBrand(digits);
  if (brand && !brand.lengths.includes(digits.length)) {
    return refuse('card_length', { brand: brand.name, lengths: brand.lengths.join('/') });
  }
  return digits.length >= 12 && digits.length <= 19 && passesLuhn(digits) ? digits : refuse('card_invalid');
};

/**
 * Tells whether the check digit is right (ISO/IEC 7812-1 annex B).
 *
 * @param digits - ASCII digits
 */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = digit * (1 + (at % 2));
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
