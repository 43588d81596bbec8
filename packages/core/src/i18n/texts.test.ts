import { describe, expect, test } from 'vitest';
import { texts as ar } from './locales/ar.ts';
import { texts as arAgent } from './locales/ar-agent.ts';
import { texts as arBubble } from './locales/ar-bubble.ts';
import { texts as arChannel } from './locales/ar-channel.ts';
import { texts as de } from './locales/de.ts';
import { texts as deAgent } from './locales/de-agent.ts';
import { texts as deBubble } from './locales/de-bubble.ts';
import { texts as deChannel } from './locales/de-channel.ts';
import { texts as en } from './locales/en.ts';
import { texts as enAgent } from './locales/en-agent.ts';
import { texts as enBubble } from './locales/en-bubble.ts';
import { texts as enChannel } from './locales/en-channel.ts';
import type { PluralText, Texts } from './texts.ts';

type Group = Readonly<Record<string, string | PluralText>>;

const groups: readonly [group: string, english: Group, others: readonly Group[]][] = [
  ['consumer', en, [ar, de]] as never,
  ['bubble', enBubble, [arBubble, deBubble]] as never,
  ['agent', enAgent, [arAgent, deAgent]] as never,
  ['channel', enChannel, [arChannel, deChannel]] as never,
];

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
}

function formsOf(text: string | PluralText | undefined): readonly string[] {
  return typeof text === 'string' ? [text] : Object.values(text ?? {});
}

describe('the texts that requirements.md gives word for word', () => {
  test('SF-INV-01 SF-INV-04 invitation', () => {
    expect(en.fillInForm).toBe('Fill in form');
    expect(en.statusSubmitted).toBe('This form has been submitted and cannot be reopened for security reasons');
  });

  test('SF-STA-02 agent transcript lines', () => {
    expect([
      enAgent.lineSent,
      enAgent.lineReceived,
      enAgent.lineViewed,
      enAgent.lineSubmitted,
      enAgent.viewForm,
    ]).toEqual([
      'The form has been sent by the agent.',
      'The consumer has received the form.',
      'The consumer has viewed the form.',
      'The consumer has submitted the form.',
      'View Secure Form',
    ]);
  });

  test('SF-STA-03 manager statuses', () => {
    expect([enAgent.statusSent, enAgent.statusReceived, enAgent.statusViewed, enAgent.statusSubmitted]).toEqual([
      'Sent by the agent',
      'Received by the consumer',
      'Viewed by the consumer',
      'Submitted by the consumer',
    ]);
  });

  test('SF-WV-05 could not open, too late', () => {
    expect(en.couldNotOpen).toBe('The secure form could not be opened.\nPlease contact your agent for assistance.');
    expect(en.tooLate).toBe(
      'Your session has expired. Please close the window and start a new conversation in order to resume',
    );
    for (const texts of [ar, de]) expect(texts.couldNotOpen.split('\n')).toHaveLength(2);
  });

  test('SF-CN-02 SF-CN-04 SF-INV-06 channels, desktop, push', () => {
    expect(enChannel.channelInvitation).toBe('{form}: {link}');
    expect(enChannel.channelSubmitted).toBe('The following Secure Form has been submitted: {form}');
    expect(enChannel.push).toBe('{agent}:{form}');
    expect(en.mobileOnly).toBe(
      'You’ll need a mobile or tablet device to perform this operation. Open this message on your mobile or tablet to continue.',
    );
    expect(en.openTheForm).toBe('Open the secure form');
  });
});

describe.each(groups)('SF-LANG-01 %s texts', (_name, english, others) => {
  test('every language has exactly the English keys, none empty, none left in English', () => {
    for (const texts of others) {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
      for (const [key, text] of Object.entries(texts)) {
        for (const form of formsOf(text)) expect(form.trim(), key).not.toBe('');
        const patternOnly = formsOf(english[key])[0]?.replace(/\{\w+\}|[:\s]/g, '') === '';
        if (!patternOnly) expect(text, key).not.toEqual(english[key]);
      }
    }
  });

  test('every language uses the same placeholders; only a count may go without its number', () => {
    for (const texts of others) {
      for (const [key, text] of Object.entries(texts)) {
        const wanted = placeholders(formsOf(english[key]).at(-1) ?? '');
        for (const form of formsOf(text)) {
          const found = placeholders(form);
          expect(found.length === 0 && wanted.join() === 'count' ? wanted : found, key).toEqual(wanted);
        }
      }
    }
  });

  test('plural texts have every form that their language tells apart', () => {
    for (const texts of [english, ...others]) {
      const categories = new Intl.PluralRules(String(texts.locale)).resolvedOptions().pluralCategories;
      for (const [key, text] of Object.entries(texts)) {
        if (typeof text !== 'string') expect(Object.keys(text).sort(), key).toEqual([...categories].sort());
      }
    }
  });

  test('SF-GEN-05 no text promises a certificate; quotes, dots and spaces are typographic', () => {
    for (const texts of [english, ...others]) {
      for (const form of Object.values(texts).flatMap(formsOf)) {
        expect(form).not.toMatch(/certifi|zertifiz|معتمد/i);
        expect(form).not.toMatch(/ {2}|\.\.\.|"|\u202a|\u202b|\u202e/);
      }
    }
  });
});

test.each([
  [en, enBubble],
  [de, deBubble],
  [ar, arBubble],
])('the form page speaks as the bubble does: its texts contain the bubble’s', (all, bubble) => {
  expect(all).toMatchObject(bubble);
});

test('SF-INV-04 on every device an opened form says that only the device that opened it can go on', () => {
  expect(enBubble.statusOpened).toBe('Opened. It can be continued only on the device where it was opened.');
});

test('SF-LANG-03 isolates in texts are closed', () => {
  for (const form of Object.values(ar).flatMap((text) => formsOf(text))) {
    expect(form.match(/\u2066/g)?.length ?? 0).toBe(form.match(/\u2069/g)?.length ?? 0);
  }
});

test('a language that lacks a text, has one too many, or gives a count no plural forms does not compile', () => {
  const { submit: _, ...lacking } = de;
  // @ts-expect-error submit is missing
  const missing: Texts = lacking;
  // @ts-expect-error there is no such text
  const extra: Texts = { ...de, unheardOf: 'x' };
  // @ts-expect-error a count needs plural forms
  const flat: Texts = { ...de, minutesLeft: '{count} Minuten' };
  // @ts-expect-error the form "other" is missing
  const short: Texts = { ...de, minutesLeft: { one: '{count} Minute' } };
  // @ts-expect-error there is no such language
  const foreign: Texts = { ...de, locale: 'xx' };
  expect([missing, extra, flat, short, foreign]).toHaveLength(5);
});
