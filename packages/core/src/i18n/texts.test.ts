import { describe, expect, test } from 'vitest';
import { formatted } from '../../test/form/questions.ts';
import { validateAnswer } from '../form/index.ts';
import { loadAgentTexts } from './load-agent-texts.ts';
import { loadBubbleTexts } from './load-bubble-texts.ts';
import { loadChannelTexts } from './load-channel-texts.ts';
import { loadLinkTexts } from './load-link-texts.ts';
import { loadTexts } from './load-texts.ts';
import { agentLocaleTags, isRightToLeft, localeOptions } from './locale.ts';
import { texts as de } from './locales/de.ts';
import { texts as en } from './locales/en.ts';
import { texts as enAgent } from './locales/en-agent.ts';
import { texts as enBubble } from './locales/en-bubble.ts';
import { texts as enChannel } from './locales/en-channel.ts';
import { texts as enLink } from './locales/en-link.ts';
import type { PluralText, Texts } from './texts.ts';

type Group = Readonly<Record<string, string | PluralText>>;

const tags = localeOptions().map(({ tag }) => tag);
const foreign = tags.filter((tag) => tag !== 'en');
const load = async <Tag, Loaded>(loader: (tag: Tag) => Promise<Loaded>, of: readonly Tag[]) =>
  Promise.all(of.map(loader));

const consumerTexts = await load(loadTexts, foreign);
const bubbleTexts = await load(loadBubbleTexts, foreign);
const groups: readonly [group: string, english: Group, others: readonly Group[]][] = [
  ['consumer', en, consumerTexts] as never,
  ['bubble', enBubble, bubbleTexts] as never,
  [
    'agent',
    enAgent,
    await load(
      loadAgentTexts,
      agentLocaleTags.filter((tag) => tag !== 'en'),
    ),
  ] as never,
  ['channel', enChannel, await load(loadChannelTexts, foreign)] as never,
  ['link page', enLink, await load(loadLinkTexts, foreign)] as never,
];

/** By Intl, which TypeScript's library does not know yet. */
function textDirection(tag: string): string | undefined {
  const locale = new Intl.Locale(tag) as Intl.Locale & { getTextInfo?(): { readonly direction: string } };
  return locale.getTextInfo?.().direction;
}

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
    for (const { couldNotOpen, locale } of consumerTexts) expect(couldNotOpen.split('\n'), locale).toHaveLength(2);
  });

  test('SF-CN-02 SF-CN-04 SF-INV-06 channels, desktop, push', () => {
    expect(enChannel.channelInvitation).toBe('{form}: {link}');
    expect(enChannel.channelSubmitted).toBe('The following Secure Form has been submitted: {form}');
    expect(enChannel.push).toBe('{agent}:{form}');
    expect(enLink.mobileOnly).toBe(
      'You’ll need a mobile or tablet device to perform this operation. Open this message on your mobile or tablet to continue.',
    );
    expect(en.openTheForm).toBe('Open the secure form');
  });
});

/** Words for certification in the languages there are. */
const promise =
  /[cs]erti[fv]|zertifi|сертиф|πιστοποι|معتمد|گواهی|تصدیق شدہ|מאושר רשמית|प्रमाणित|প্রত্যয়িত|認証|认证|認證|인증|รับรอง|chứng nhận/i;

/** Where cards and their forms say MM/YY whatever the language, or where letters of the language would turn the order of month and year. */
const asOnCards = new Set('ar bn fa fil he hi ja ko lt ur vi zh zh-Hant'.split(' '));

describe.each(groups)('SF-LANG-01 %s texts', (_name, english, others) => {
  test('every language has exactly the English keys, none empty, none left in English', () => {
    for (const texts of others) {
      expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
      for (const [key, text] of Object.entries(texts)) {
        for (const form of formsOf(text)) expect(form.trim(), `${texts.locale} ${key}`).not.toBe('');
        const patternOnly = formsOf(english[key])[0]?.replace(/\{\w+\}|[:\s]/g, '') === '';
        if (!(patternOnly || (key === 'expiryExample' && asOnCards.has(`${texts.locale}`))))
          expect(text, `${texts.locale} ${key}`).not.toEqual(english[key]);
      }
    }
  });

  test('every language uses the same placeholders; only a count may go without its number', () => {
    for (const texts of others) {
      for (const [key, text] of Object.entries(texts)) {
        const wanted = placeholders(formsOf(english[key]).at(-1) ?? '');
        for (const form of formsOf(text)) {
          const found = placeholders(form);
          expect(found.length === 0 && wanted.join() === 'count' ? wanted : found, `${texts.locale} ${key}`).toEqual(
            wanted,
          );
        }
      }
    }
  });

  test('plural texts have every form that their language tells apart', () => {
    for (const texts of [english, ...others]) {
      const categories = new Intl.PluralRules(String(texts.locale)).resolvedOptions().pluralCategories;
      for (const [key, text] of Object.entries(texts)) {
        if (typeof text !== 'string')
          expect(Object.keys(text).sort(), `${texts.locale} ${key}`).toEqual([...categories].sort());
      }
    }
  });

  test('SF-GEN-05 no text promises a certificate; quotes, dots and spaces are typographic', () => {
    for (const texts of [english, ...others]) {
      for (const form of Object.values(texts).flatMap(formsOf)) {
        expect(form).not.toMatch(promise);
        expect(form).not.toMatch(/ {2}|\.\.\.|"|\u202a|\u202b|\u202e/);
      }
    }
  });
});

test('the form page speaks as the bubble does: its texts contain the bubble’s', () => {
  expect(en).toMatchObject(enBubble);
  for (const [at, bubble] of bubbleTexts.entries()) expect(consumerTexts[at]).toMatchObject(bubble);
});

test('SF-INV-04 on every device an opened form says that only the device that opened it can go on', () => {
  expect(enBubble.statusOpened).toBe('Opened. It can be continued only on the device where it was opened.');
});

describe('SF-LANG-03 languages', () => {
  test('thirty or more, four of them from right to left', () => {
    expect(tags.length).toBeGreaterThanOrEqual(30);
    expect(tags.filter(isRightToLeft)).toEqual(['ar', 'fa', 'he', 'ur']);
    const byIntl = tags.filter((tag) => textDirection(tag) === 'rtl');
    expect(tags.filter(isRightToLeft)).toEqual(byIntl);
  });

  test('in texts from right to left, examples are isolated and isolates are closed', () => {
    for (const texts of consumerTexts.filter(({ locale }) => isRightToLeft(locale))) {
      for (const form of Object.values(texts).flatMap((text) => formsOf(text))) {
        expect(form.match(/\u2066/g)?.length ?? 0, texts.locale).toBe(form.match(/\u2069/g)?.length ?? 0);
      }
      for (const example of ['errorExpiry', 'errorEmail', 'errorPhone', 'errorDate', 'errorDateAmbiguous'] as const) {
        expect(texts[example], `${texts.locale} ${example}`).toMatch(/\u2066[^\u2069]+\u2069/);
      }
    }
  });

  test('digits are ASCII digits in every language', () => {
    for (const texts of consumerTexts) {
      for (const form of Object.values(texts).flatMap((text) => formsOf(text))) {
        expect(form.replace(/[0-9]/g, ''), texts.locale).not.toMatch(/\p{Nd}/u);
      }
    }
  });

  test('examples are accepted by the rules that name them', () => {
    for (const { errorDate, errorDateAmbiguous, errorEmail, errorPhone, errorExpiry, locale } of consumerTexts) {
      const exampleIn = (text: string, pattern: RegExp) =>
        pattern.exec(text)?.[0] ?? `no example in ${locale}: ${text}`;
      for (const [format, example] of [
        ['date', exampleIn(errorDate, /\d[\d.-]+\d/)],
        ['date', exampleIn(errorDateAmbiguous, /\d[\d.-]+\d/)],
        ['email', exampleIn(errorEmail, /\S+@[\w.]+\w/)],
        ['phone', exampleIn(errorPhone, /\+[\d ]+\d/)],
        ['expiry', exampleIn(errorExpiry, /\d\d\/\d\d/)],
      ] as const) {
        const { error } = validateAnswer(formatted(format), example, { now: Date.UTC(2026, 0) });
        expect(error, `${locale} ${example}`).toBeUndefined();
      }
    }
  });
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
