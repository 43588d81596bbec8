// IBAN: length by country, check digits mod 97 (ISO 13616-1, SWIFT IBAN registry).
import { dropSeparators } from '../characters.ts';
import { type FormatRule, refuse } from './format-rule.ts';

/** Country and length, as in the SWIFT IBAN registry. */
const lengths =
  'AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22' +
  'GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31' +
  'MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24' +
  'XK20YE30';

/**
 * Normalises to capitals without separators; a leading word "IBAN" is dropped.
 */
export const readIban: FormatRule = (text) => {
  const typed = dropSeparators(text).replace(/^IBAN:?/i, '');
  if (!/^[A-Z]{2}\d\d[A-Z\d]{5,}$/i.test(typed)) return refuse('iban_invalid');
  const iban = typed.toUpperCase();
  const country = iban.slice(0, 2);
  const length = lengthOf(country);
  if (length === undefined) return refuse('iban_invalid');
  if (iban.length !== length) return refuse('iban_length', { country, length });
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : refuse('iban_invalid');
};

function lengthOf(country: string): number | undefined {
  const found = new RegExp(`${country}(\\d\\d)`).exec(lengths);
  return found ? Number(found[1]) : undefined;
}

/** Letters count as 10 to 35 (ISO 13616-1, 6.2). */
function remainder97(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
