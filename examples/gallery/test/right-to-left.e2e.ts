// Pages from right to left: what is written from left to right in every language keeps its order, on the screen and not only by a
// property (SF-LANG-03). A field is a picture of its glyphs: it must be the same picture in Arabic as in English.
import { isRightToLeft, localeOptions } from '@tellsafe/core/i18n';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sized } from '../../../packages/server-kit/test/proof/size.ts';
import type { PageChecks } from '../../live-desk/test/page-checks.ts';
import { speak, useGallery } from './stage.ts';

const stage = useGallery();
const languages = localeOptions()
  .map(({ tag }) => tag)
  .filter(isRightToLeft);
/** Those whose pictures are compared; a long run compares all. */
const pictured = sized(['ar'], languages);
const typed = {
  card: '4111 1111 1111 1111',
  phone: '+44 20 7946 0123',
  date: '22/11/2026',
  'us-ssn': '123-45-6789',
  'postal-code': 'SW1A 1AA',
  expiry: '12/31',
  iban: 'DE89 3704 0044 0532 0130 00',
  email: 'ada@acme.example',
};

/** A form with an answer in every field whose order matters. Nothing is aligned to an edge or beside it that differs, so that pictures can be compared. */
async function filled(): Promise<Page> {
  const page = await stage.cell('Form', 'every question');
  await page.addStyleTag({
    content: `.box input { text-align: left !important } .brand { display: none !important }
      * { line-height: 24px !important; outline: 0 !important; border-color: transparent !important }`,
  });
  for (const [id, value] of Object.entries(typed)) await page.locator(`#q-${id}`).fill(value);
  await page.locator('h1').focus();
  return page;
}

const picture = async (page: Page, id: string) => (await page.locator(`#q-${id}`).screenshot()).toString('base64');

function turned(page: Page): Promise<string[]> {
  return page.evaluate((ids) => {
    const { pageChecks } = globalThis as unknown as { pageChecks: PageChecks };
    return pageChecks.turnedFields(ids);
  }, Object.keys(typed));
}

test('SF-LANG-03 card numbers, dates, IBANs and the like look the same in pages from right to left', async () => {
  const page = await filled();
  const english = new Map<string, string>();
  for (const id of Object.keys(typed)) english.set(id, await picture(page, id));
  expect(languages.length).toBeGreaterThanOrEqual(4);
  for (const language of languages) {
    await speak(page, language);
    expect(await page.locator('.page').evaluate((form) => getComputedStyle(form).direction)).toBe('rtl');
    expect(await turned(page)).toEqual([]);
    if (!pictured.includes(language)) continue;
    for (const id of Object.keys(typed)) {
      expect((await picture(page, id)) === english.get(id), `${id} in ${language}`).toBe(true);
    }
  }
});

test('SF-LANG-03 controls: a field that follows the page is turned around, and seen to be', async () => {
  const page = await filled();
  const before = await picture(page, 'card');
  await speak(page, 'ar');
  await page.locator('#q-card').evaluate((field) => field.setAttribute('dir', 'rtl'));
  expect(await turned(page)).toEqual(['card']);
  expect((await picture(page, 'card')) === before).toBe(false);
});

test('SF-LANG-03 words of another direction stay among themselves: labels, helps, names, the time that is left', async () => {
  const page = await stage.cell('Form', 'errors', 'language=ar');
  /** Where the runs of a line stand, from the left: text in the order in which it is seen. */
  const seen = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((line) => {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        const characters: { readonly left: number; readonly top: number; readonly text: string }[] = [];
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          for (let at = 0; at < (node.textContent ?? '').length; at += 1) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 1);
            const { left, top, width } = range.getBoundingClientRect();
            if (width > 0) characters.push({ left, top, text: node.textContent?.[at] ?? '' });
          }
        }
        return characters.sort((one, other) => one.top - other.top || one.left - other.left).map(({ text }) => text).join(''); // biome-ignore format: one thought
      });
  expect(await seen('.fine')).toContain('Maya Lind'); // Latin reads from left to right, in one piece
  expect(await seen('.fine')).toContain('25');
  expect(await seen('.help bdi')).toContain('The 3 or 4 digits');
  expect(await seen('.summary a span')).toBe('Card number');
  expect(await seen('.optional, h1 bdi')).toBe('Payment card');
});
