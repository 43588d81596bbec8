// The pure rules of the outbox: statuses in any order, pauses, texts in every language. Each with variants that must not pass.
import { type LocaleTag, loadChannelTexts } from '@tellsafe/core/i18n/channel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Pace } from '../../../src/channels/outbox/pace.ts';
import {
  invitationEventOf,
  MAX_PAUSE_MS,
  type OutboxState,
  outboxStates,
  pauseAfter,
  stateAfter,
} from '../../../src/channels/outbox/states.ts';
import { invitationTexts, plainName, submittedText } from '../../../src/channels/outbox/texts.ts';
import type { DeliveryStatus } from '../../../src/channels/types.ts';

const statuses: readonly DeliveryStatus[] = ['accepted', 'sent', 'delivered', 'read', 'failed', 'expired'];

type Rule = (state: OutboxState, told: DeliveryStatus) => OutboxState;

function endsOf(rule: Rule, told: readonly DeliveryStatus[]): ReadonlySet<OutboxState> {
  return new Set(permutations(told).map((order) => order.reduce<OutboxState>(rule, 'unknown')));
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

/** Every choice of statuses with repeats, at most five. */
const choices = Array.from({ length: 2 ** statuses.length }, (_, bits) =>
  statuses.filter((_status, at) => (bits >> at) & 1),
).flatMap((chosen) =>
  chosen.length > 4 ? [chosen.slice(0, 4)] : [chosen, ...chosen.map((twice) => [...chosen, twice])],
);

describe('statuses', () => {
  test('CN-GEN-04 every order of statuses, with repeats, ends in the same state', () => {
    for (const told of choices) expect(endsOf(stateAfter, told).size).toBe(1);
    expect([...endsOf(stateAfter, ['failed', 'delivered', 'sent'])]).toEqual(['delivered']);
    expect([...endsOf(stateAfter, ['expired', 'delivered'])]).toEqual(['delivered']);
    expect([...endsOf(stateAfter, ['failed', 'sent', 'accepted'])]).toEqual(['failed']);
  });

  test.each([
    ['the last one wins', (_state, told) => told],
    ['a failure is for ever', (state, told) => (state === 'failed' ? state : stateAfter(state, told))],
    ['a failure always counts', (state, told) => (told === 'failed' ? 'failed' : stateAfter(state, told))],
    ['the first one wins', (state, told) => (state === 'unknown' ? told : state)],
  ] as const satisfies readonly (readonly [string, Rule])[])('the same check finds that %s', (_name, rule) => {
    expect(choices.some((told) => endsOf(rule, told).size > 1)).toBe(true);
  });

  test('SF-STA-04 a receipt receives an invitation, a failure ends it, and what nobody knows does neither', () => {
    const events = Object.fromEntries(outboxStates.map((state) => [state, invitationEventOf(state)]));
    expect(events).toEqual({
      ...{ queued: undefined, sending: undefined, unknown: undefined, accepted: undefined, sent: undefined },
      ...{ expired: undefined, refused: 'fail', failed: 'fail', delivered: 'receive', read: 'receive' },
    });
  });
});

describe('pauses', () => {
  test('CN-GEN-04 grow from a second to five minutes, with full jitter', () => {
    expect([1, 2, 3, 4].map((attempt) => pauseAfter(attempt, 0.5))).toEqual([500, 1_000, 2_000, 4_000]);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, chance) => {
          const pause = pauseAfter(attempt, chance);
          return pause >= 1 && pause <= Math.min(MAX_PAUSE_MS, 1_000 * 2 ** Math.min(attempt - 1, 30));
        },
      ),
    );
  });

  test('CN-GEN-04 a rate is kept whatever the clock does', () => {
    let now = 0;
    const pace = new Pace('sms-twilio', () => now);
    const taken = () => Array.from({ length: 50 }, () => pace.take()).filter(Boolean).length;
    expect(taken()).toBe(10);
    now = -86_400_000;
    expect(taken()).toBe(0);
    now += 500;
    expect(taken()).toBe(5);
    now += 86_400_000;
    expect(taken()).toBe(10);
    pace.rest(300_000);
    now += 299_999;
    expect(pace.take()).toBe(false);
    now -= 3_600_000;
    expect(pace.isResting()).toBe(false);
  });
});

const link = 'https://forms.acme.example/tellsafe/form/acme#AAAAAAAAAAAAAAAAAAAA';
const locales: readonly LocaleTag[] = [
  ...(['ar', 'bg', 'bn', 'ca', 'cs', 'da', 'de', 'el', 'en', 'es', 'et', 'fa', 'fi', 'fil', 'fr', 'he', 'hi'] as const),
  ...(['hr', 'hu', 'id', 'it', 'ja', 'ko', 'lt', 'lv', 'ms', 'nb', 'nl', 'pl', 'pt', 'ro', 'ru', 'sk', 'sl'] as const),
  ...(['sr', 'sv', 'th', 'tr', 'uk', 'ur', 'vi', 'zh', 'zh-Hant'] as const),
];

describe('texts', () => {
  test.each(locales)('SF-CN-02 SF-LANG-02 the texts are exact in %s', async (locale) => {
    expect((await invitationTexts(locale, 'Údaje {link}', link, 1_600)).text).toBe(`Údaje {link}: ${link}`);
    const { channelSubmitted } = await loadChannelTexts(locale);
    expect(await submittedText(locale, 'Karte $&', 1_600)).toBe(channelSubmitted.split('{form}').join('Karte $&'));
  });

  test('SF-CN-02 the English and German texts are those of the requirement', async () => {
    expect(await submittedText('en', 'Card', 1_600)).toBe('The following Secure Form has been submitted: Card');
    expect(await submittedText('de', 'Karte', 1_600)).toBe('Das folgende sichere Formular wurde abgeschickt: Karte');
  });

  test('SF-CN-02 controls, direction controls and line breaks leave a name', () => {
    const hostile = 'Card\u202e\r\nnumber\u2028\u0000 \u2066of\u2069\u200f yours\ud800';
    expect(plainName(hostile)).toBe('Card number of yours');
  });

  test('SF-CN-02 a name of any length and kind leaves the link whole and last', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 80, max: 300 }),
        async (name, maxText) => {
          const { text } = await invitationTexts('en', name, link, maxText);
          expect(text.endsWith(`: ${link}`)).toBe(true);
          expect(text.length).toBeLessThanOrEqual(maxText);
          expect(text).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });
});
