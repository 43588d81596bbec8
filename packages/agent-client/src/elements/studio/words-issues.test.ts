import { themeSchema } from '@tellsafe/core/theme/schema';
import { expect, test } from 'vitest';
import { withWords, wordsIssues, wordsLimits } from './words-issues.ts';

test('SF-LANG-02 words of a language come and go, and what is empty leaves nothing behind', () => {
  const german = withWords({ lockMark: false }, 'de', 'submit', 'Absenden');
  expect(german).toEqual({ lockMark: false, texts: { de: { submit: 'Absenden' } } });
  const both = withWords(german, 'fr', 'securityHeader', 'Sûr');
  expect(both.texts).toEqual({ de: { submit: 'Absenden' }, fr: { securityHeader: 'Sûr' } });
  expect(withWords(both, 'fr', 'securityHeader', '')).toEqual(german);
  expect(withWords(german, 'de', 'submit', '')).toEqual({ lockMark: false });
});

test('SF-LANG-02 what the server would refuse is said by language and part', () => {
  const texts = {
    de: { submit: ' ', submittedText: 'Danke' },
    en: { securityHeader: 'a\u202eb', securityFooter: 'x'.repeat(301) },
    fr: { submit: 'Envoyer', submittedText: '{form} est envoyé.' },
  };
  expect(wordsIssues({ texts })).toEqual(
    expect.arrayContaining([
      { locale: 'de', part: 'submit', text: 'errorMissing' },
      { locale: 'de', part: 'submittedText', text: 'errorFormName' },
      { locale: 'en', part: 'securityHeader', text: 'errorLine' },
      { locale: 'en', part: 'securityFooter', text: 'errorTooLong' },
    ]),
  );
  expect(wordsIssues({ texts })).toHaveLength(4);
  expect(wordsIssues({})).toEqual([]);
});

test('the limits are the schema’s', () => {
  for (const [part, limit] of Object.entries(wordsLimits)) {
    const fits = `{form}${'x'.repeat(limit - 6)}`;
    expect(themeSchema.safeParse({ texts: { en: { [part]: fits } } }).success, part).toBe(true);
    expect(themeSchema.safeParse({ texts: { en: { [part]: `${fits}x` } } }).success, part).toBe(false);
  }
});
