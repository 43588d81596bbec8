import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatText } from './format-text.ts';
import { isRightToLeft } from './locale.ts';
import { texts as ar } from './locales/ar.ts';
import { texts as arChannel } from './locales/ar-channel.ts';
import { texts as de } from './locales/de.ts';
import { texts as en } from './locales/en.ts';
import { texts as enChannel } from './locales/en-channel.ts';

const FSI = '\u2068';
const PDI = '\u2069';

describe('placeholders and plurals', () => {
  test('a text without placeholders is itself', () => {
    expect(formatText(en, 'fillInForm')).toBe('Fill in form');
  });

  test('values are filled in, numbers in ASCII digits in every language', () => {
    expect(formatText(en, 'charactersUsed', { length: 12, max: 200 })).toBe('12 of 200 characters');
    expect(formatText(ar, 'charactersUsed', { length: 12, max: 200 })).toBe('12 من أصل 200 حرفًا');
    expect(formatText(en, 'errorCharacter', { character: '<' })).toBe(
      'The character < cannot be used here. Please remove it.',
    );
  });

  test('counts follow the plural rules of the language', () => {
    expect([0, 1, 2].map((count) => formatText(en, 'minutesLeft', { count }))).toEqual([
      '0 minutes left',
      '1 minute left',
      '2 minutes left',
    ]);
    expect(formatText(de, 'secondsLeft', { count: 1 })).toBe('Noch 1 Sekunde');
    expect([0, 1, 2, 3, 11, 100].map((count) => formatText(ar, 'minutesLeft', { count }))).toEqual([
      'لم تتبقَّ أي دقيقة',
      'تبقّت دقيقة واحدة',
      'تبقّت دقيقتان',
      'تبقّت 3 دقائق',
      'تبقّت 11 دقيقة',
      'تبقّت 100 دقيقة',
    ]);
  });

  test('a placeholder without a value stays, also one named like an inherited member', () => {
    expect(formatText(en, 'askedBy')).toBe('Asked by {agent}');
    expect(formatText({ locale: 'en', x: '{constructor} {a}' }, 'x', { a: 1 })).toBe('{constructor} 1');
  });

  test('values are not read as patterns', () => {
    expect(formatText(enChannel, 'push', { agent: '{form}', form: "$& $1 $' {agent}" })).toBe(
      "{form}:$& $1 $' {agent}",
    );
  });
});

describe('SF-LANG-03 direction', () => {
  test('Arabic is right-to-left', () => {
    expect((['ar', 'de', 'en'] as const).map(isRightToLeft)).toEqual([true, false, false]);
  });

  test('a value is isolated wherever its direction may differ, and nowhere else', () => {
    expect(formatText(en, 'submittedText', { form: 'Card' })).toBe(
      'Card has been submitted. You can close this window.',
    );
    expect(formatText(en, 'submittedText', { form: 'بطاقة' })).toContain(`${FSI}بطاقة${PDI}`);
    expect(formatText(en, 'submittedText', { form: 'כרטיס' })).toContain(`${FSI}כרטיס${PDI}`);
    expect(formatText(ar, 'submittedText', { form: 'Card' })).toContain(`${FSI}Card${PDI}`);
    expect(formatText(ar, 'errorCharacter', { character: '(' })).toContain(`${FSI}(${PDI}`);
  });

  test('SF-CN-02 a link is never wrapped: the closing mark would become part of it', () => {
    const link = 'https://forms.example/form/acme#abc';
    expect(formatText(arChannel, 'channelInvitation', { form: 'Card', link })).toBe(`${FSI}Card${PDI}: ${link}`);
    expect(formatText(enChannel, 'channelInvitation', { form: 'Card', link })).toBe(`Card: ${link}`);
  });

  test('SF-INV-06 push text', () => {
    expect(formatText(enChannel, 'push', { agent: 'Ann', form: 'Card' })).toBe('Ann:Card');
  });

  test('no value opens or closes an isolate of its own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'ب', '\u2066', '\u2068', '\u2069', '\u202e', '\u200f') }),
        (form) => {
          const text = formatText(ar, 'submittedText', { form });
          expect(text.replace(/[^\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')).toBe(FSI + PDI);
        },
      ),
    );
  });
});
