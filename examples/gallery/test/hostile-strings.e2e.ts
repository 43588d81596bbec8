// T20: hostile strings wherever an author or an agent can put words in front of a consumer, in the bubble and in the form: they are
// text, they run nothing, load nothing, and make nothing wider. Push messages and whole pages: the demo's hostile-strings.e2e.
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { hostileStrings } from '../../live-desk/test/hostile-strings.ts';
import { throughBubble } from './hostile/through-bubble.ts';
import { throughForm } from './hostile/through-form.ts';
import { useGallery } from './stage.ts';

const stage = useGallery();

/** A cell, and what it did beside showing text. */
async function watched(group: string, name: string): Promise<{ page: Page; acts: string[] }> {
  const { page, problems: acts } = await stage.open(`cell.html?${new URLSearchParams({ group, name })}`);
  await page.locator('html[data-shown=yes]').waitFor({ state: 'attached' });
  page.on('request', (request) => acts.push(`request ${request.url().slice(0, 80)}`));
  page.on('popup', () => acts.push('a window'));
  page.on('dialog', (dialog) => {
    acts.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return { page, acts };
}

/** What strings run, they run soon. */
const settle = (page: Page) => page.waitForTimeout(100);

test('T20 every hostile string is text everywhere in the form', async () => {
  const { page, acts } = await watched('Form', 'every question');
  expect(await page.evaluate(throughForm, hostileStrings)).toEqual([]);
  await settle(page);
  expect(acts).toEqual([]);
});

test('T20 every hostile string is text in the bubble', async () => {
  const { page, acts } = await watched('Invitation', 'received');
  expect(await page.evaluate(throughBubble, hostileStrings)).toEqual([]);
  await settle(page);
  expect(acts).toEqual([]);
});

describe('T20 controls: a page that took text for markup would be caught', () => {
  const some = hostileStrings.filter((text) => /<(img|svg|iframe)/i.test(text)).slice(0, 12);

  test('the form', async () => {
    const { page, acts } = await watched('Form', 'every question');
    await page.evaluate(() => {
      document.createTextNode = (text) => document.createRange().createContextualFragment(text) as unknown as Text;
    });
    expect(await page.evaluate(throughForm, some)).toContainEqual(expect.stringMatching(/^other elements: /));
    await settle(page);
    expect(acts).toContainEqual(expect.stringMatching(/^(dialog|request) /));
  });

  test('the bubble', async () => {
    const { page, acts } = await watched('Invitation', 'received');
    await page.evaluate(() => {
      const own = Object.getOwnPropertyDescriptor(Node.prototype, 'textContent');
      Object.defineProperty(Node.prototype, 'textContent', {
        ...own,
        set(this: Element, text: string) {
          this.innerHTML = text;
        },
      });
    });
    expect(await page.evaluate(throughBubble, some)).toContainEqual(expect.stringMatching(/^other elements: /));
    await settle(page);
    expect(acts).toContainEqual(expect.stringMatching(/^(dialog|request) /));
  });
});
