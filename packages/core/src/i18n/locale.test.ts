import { describe, expect, test } from 'vitest';
import { loadAgentTexts } from './load-agent-texts.ts';
import { loadBubbleTexts } from './load-bubble-texts.ts';
import { loadChannelTexts } from './load-channel-texts.ts';
import { loadTexts } from './load-texts.ts';
import { localeOptions, pickLocale } from './locale.ts';

describe('SF-LANG-01 the language of the device if there is one, else English', () => {
  test.each([
    [['de'], 'de'],
    [['de-AT', 'en'], 'de'],
    [['AR-eg'], 'ar'],
    [['de_CH'], 'de'],
    [['fr-CA', 'ar', 'de'], 'ar'],
    [['xx', 'yy'], 'en'],
    [['den', 'arc'], 'en'],
    [['', '-', '*', 'constructor', '__proto__'], 'en'],
    [[], 'en'],
  ])('%j gives %s', (preferred, tag) => {
    expect(pickLocale(preferred)).toBe(tag);
  });

  test('what is no text is passed over', () => {
    expect(pickLocale([undefined, null, 5, 'de'] as never)).toBe('de');
  });

  test('every option loads, for every audience', async () => {
    expect(localeOptions.map(({ name }) => name)).toEqual(['العربية', 'Deutsch', 'English']);
    for (const { tag } of localeOptions) {
      expect((await loadTexts(tag)).locale).toBe(tag);
      expect((await loadBubbleTexts(tag)).locale).toBe(tag);
      expect((await loadAgentTexts(tag)).locale).toBe(tag);
      expect((await loadChannelTexts(tag)).locale).toBe(tag);
    }
  });
});
