import { describe, expect, test } from 'vitest';
import { loadAgentTexts } from './load-agent-texts.ts';
import { loadBubbleTexts } from './load-bubble-texts.ts';
import { loadChannelTexts } from './load-channel-texts.ts';
import { loadTexts } from './load-texts.ts';
import { agentLocaleTags, localeOptions, pickLocale } from './locale.ts';

describe('SF-LANG-01 the language of the device if there is one, else English', () => {
  test.each([
    [['de'], 'de'],
    [['de-AT', 'en'], 'de'],
    [['AR-eg'], 'ar'],
    [['de_CH'], 'de'],
    [['eo', 'ar', 'de'], 'ar'],
    [['fr-CA'], 'fr'],
    [['pt-PT'], 'pt'],
    [['zh'], 'zh'],
    [['zh-CN'], 'zh'],
    [['zh-Hans-HK'], 'zh'],
    [['zh-TW'], 'zh-Hant'],
    [['zh-HK'], 'zh-Hant'],
    [['zh-Hant-MO'], 'zh-Hant'],
    [['no'], 'nb'],
    [['nn-NO'], 'nb'],
    [['iw'], 'he'],
    [['in-ID'], 'id'],
    [['tl'], 'fil'],
    [['sr-Latn-RS'], 'sr'],
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

  test('a workspace speaks fewer languages', () => {
    expect(pickLocale(['fr', 'de'], agentLocaleTags)).toBe('de');
    expect(pickLocale(['fr'], agentLocaleTags)).toBe('en');
  });

  test('every option has its own name and loads, for every audience', async () => {
    const names = localeOptions().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['العربية', 'Deutsch', 'English', 'Français', '繁體中文']));
    for (const { tag } of localeOptions()) {
      expect((await loadTexts(tag)).locale).toBe(tag);
      expect((await loadBubbleTexts(tag)).locale).toBe(tag);
      expect((await loadChannelTexts(tag)).locale).toBe(tag);
    }
    for (const tag of agentLocaleTags) expect((await loadAgentTexts(tag)).locale).toBe(tag);
  });
});
