// How messages that went out by a channel are shown to agents.
import type { Delivery, Message } from '@tellsafe/core/wire';
import { render } from 'lit';
import { describe, expect, test } from 'vitest';
import { loadWords } from '../shared/words.ts';
import { deliveryText } from './delivery-line.ts';
import { timelineEntry } from './timeline-entry.ts';

const states = ['queued', 'sent', 'delivered', 'read', 'failed', 'expired', 'unknown'] as const;
const reasons = ['window_closed', 'opted_out', 'closed', 'too_long', 'unreachable'] as const;

async function shown(delivery: Delivery | undefined, locale: 'en' | 'de' | 'ar' = 'en'): Promise<string> {
  const message: Message = { id: 'm', from: 'agent', text: 'Hello', at: 0, ...(delivery && { delivery }) };
  const words = await loadWords(locale);
  const place = document.createElement('ol');
  render(timelineEntry(words, { kind: 'message', key: 'm', message }, { view: () => undefined }, 0), place);
  return place.querySelector('.delivery')?.textContent?.trim() ?? '';
}

describe('deliveries', () => {
  test('CN-GEN-04 what went wrong is said in words', async () => {
    expect(await shown(undefined)).toBe('');
    expect(await shown({ state: 'failed' })).toBe('This could not be sent.');
    expect(await shown({ state: 'refused', reason: 'window_closed' })).toContain('until they write again');
    expect(await shown({ state: 'unknown' })).toBe('Nobody knows whether this has arrived. Ask the consumer.');
  });

  test.each(['en', 'de', 'ar'] as const)(
    'SF-LANG-02 every state and reason has its own words in %s',
    async (locale) => {
      const words = await loadWords(locale);
      const all: Delivery[] = [
        ...states.map((state) => ({ state })),
        ...reasons.map((reason) => ({ state: 'refused' as const, reason })),
      ];
      const texts = all.map((delivery) => words.say(deliveryText(delivery)));
      expect(new Set(texts).size).toBe(texts.length);
    },
  );
});
