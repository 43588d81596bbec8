import { describe, expect, test } from 'vitest';
import { formatted } from '../../../test/form/questions.ts';
import { validateAnswer } from '../validate.ts';

const iban = formatted('iban');

describe('SF-FORM-05 IBAN', () => {
  // Examples of the SWIFT IBAN registry.
  test.each([
    'AD1200012030200359100100',
    'AE070331234567890123456',
    'AL47212110090000000235698741',
    'AT611904300234573201',
    'AZ21NABZ00000000137010001944',
    'BE68539007547034',
    'BG80BNBG96611020345678',
    'BR1800360305000010009795493C1',
    'CH9300762011623852957',
    'CR05015202001026284066',
    'CZ6508000000192000145399',
    'DE89370400440532013000',
    'DK5000400440116243',
    'EE382200221020145685',
    'EG380019000500000000263180002',
    'ES9121000418450200051332',
    'FI2112345600000785',
    'FR1420041010050500013M02606',
    'GB29NWBK60161331926819',
    'GE29NB0000000101904917',
    'GR1601101250000000012300695',
    'HU42117730161111101800000000',
    'IE29AIBK93115212345678',
    'IL620108000000099999999',
    'IT60X0542811101000000123456',
    'KZ86125KZT5004100100',
    'LC55HEMM000100010012001200023015',
    'MT84MALT011000012345MTLCAST001S',
    'NL91ABNA0417164300',
    'NO9386011117947',
    'PL61109010140000071219812874',
    'SA0380000000608010167519',
    'SE4550000000058398257466',
    'TR330006100519786457841326',
    'UA213223130000026007233566001',
    'XK051212012345678906',
  ])('%s is accepted', (text) => {
    expect(validateAnswer(iban, text)).toEqual({ value: text });
  });

  test.each([
    'DE89 3704 0044 0532 0130 00',
    'de89370400440532013000',
    'DE89-3704-0044-0532-0130-00',
    'IBAN DE89 3704 0044 0532 0130 00',
    'IBAN: DE89370400440532013000',
    'ＤＥ８９370400440532013000',
    'DE٨٩370400440532013000',
    '\u202aDE89370400440532013000\u202c',
  ])('%j is read', (text) => {
    expect(validateAnswer(iban, text)).toEqual({ value: 'DE89370400440532013000' });
  });

  test('a wrong digit, a swapped pair, an unknown country and other characters are refused', () => {
    for (const text of [
      'DE89370400440532013001',
      'DE98370400440532013000',
      'ZZ89370400440532013000',
      'US89370400440532013000',
      'DE89',
      '89',
      'DEXX370400440532013000',
      'DE8937040044053201300Ä',
    ]) {
      expect(validateAnswer(iban, text).error?.code, text).toBe('iban_invalid');
    }
  });

  test('the length of the country is said', () => {
    expect(validateAnswer(iban, 'DE8937040044053201300').error).toEqual({
      code: 'iban_length',
      params: { country: 'DE', length: 22 },
    });
  });
});
