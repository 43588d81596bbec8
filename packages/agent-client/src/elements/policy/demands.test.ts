import { formatText } from '@tellsafe/core/i18n';
import { expect, test } from 'vitest';
import { actualText, requiredText, type Say } from './demands.ts';
import { policyTexts } from './texts.ts';

const sayIn =
  (locale: 'en' | 'de'): Say =>
  (key, params) =>
    formatText(policyTexts[locale], key as never, params);

test('SF-POL-05 a demand and a value in the words of the language', () => {
  expect(requiredText(sayIn('en'), 'en', '900 to 43200')).toBe('900 to 43,200');
  expect(requiredText(sayIn('de'), 'de', '900 to 43200')).toBe('900 bis 43.200');
  expect(requiredText(sayIn('en'), 'en', 'true or false')).toBe('Yes or No');
  expect(requiredText(sayIn('de'), 'de', 'optional or required')).toBe('Freiwillig oder Für alle');
  expect(requiredText(sayIn('en'), 'en', '3')).toBe('3');
  expect(actualText(sayIn('en'), 'en', null)).toBe('Not set');
  expect(actualText(sayIn('en'), 'en', true)).toBe('Yes');
  expect(actualText(sayIn('en'), 'en', 'required')).toBe('For everybody');
  expect(actualText(sayIn('en'), 'en', 'constructor')).toBe('constructor');
});
