// Every cell of the gallery shows something, without a word in the console, and axe finds nothing in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../live-desk/test/people.ts';
import { type Gallery, startGallery } from '../src/gallery.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let gallery: Gallery;
let browser: Browser;
beforeAll(async () => {
  [gallery, browser] = await Promise.all([startGallery(0), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await gallery.close();
});

async function open(path: string): Promise<{ page: Page; problems: string[] }> {
  const page = await browser.newPage({ viewport: { width: 390, height: 760 } });
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(new URL(path, gallery.url).href);
  return { page, problems };
}

async function cellAddresses(query: string): Promise<string[]> {
  const { page, problems } = await open(`?${query}`);
  const addresses = await page
    .locator('iframe')
    .evaluateAll((all) => all.map((each) => (each as HTMLIFrameElement).src));
  await page.close();
  expect(problems).toEqual([]);
  return addresses;
}

/** What is wrong with the cells, by what they show. */
async function troublesOf(addresses: readonly string[]): Promise<string[]> {
  const troubles: string[] = [];
  const { page, problems } = await open('cell.html');
  for (const address of addresses) {
    await page.setViewportSize({ width: 390, height: 760 });
    await page.goto(address);
    await page.locator('html[data-shown=yes]').waitFor({ state: 'attached' });
    const violations = await violationsOn(page);
    // 1280 pixels at 400 % zoom.
    await page.setViewportSize({ width: 320, height: 256 });
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const found = [...problems.splice(0), ...violations, ...(over > 0 ? [`${over} pixels too wide at 400 %`] : [])];
    troubles.push(...found.map((one) => `${new URL(address).searchParams.get('name')}: ${one}`));
  }
  await page.close();
  return troubles;
}

async function violationsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const moving = document.getAnimations().filter((each) => each.effect?.getTiming().iterations === 1);
    await Promise.all(moving.map(({ finished }) => finished));
    // A component stands inside somebody's page, which brings its own heading and landmarks.
    const off = { enabled: false };
    const rules = { 'page-has-heading-one': off, region: off, 'landmark-one-main': off };
    const { axe: tool } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await tool.run(document, { rules });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 120)}`));
  });
}

test('SF-A11Y-01 SF-A11Y-02 every state: nothing for axe to find, nothing too wide at 400 % zoom', async () => {
  const addresses = await cellAddresses('axis=state&scheme=light');
  expect(addresses.length).toBeGreaterThan(40);
  expect(await troublesOf(addresses)).toEqual([]);
});

test('SF-THM-14 SF-LANG-03 one state in every theme and in every language', async () => {
  const themes = await cellAddresses('axis=theme&scene=Form/errors&scheme=dark');
  const languages = await cellAddresses('axis=language&scene=Form/errors&scheme=light');
  expect(themes.length).toBeGreaterThan(3);
  expect(languages.length).toBeGreaterThan(2);
  expect(await troublesOf([...themes, ...languages])).toEqual([]);
});

test('an address shows the same view again', async () => {
  const { page } = await open('/');
  await page.getByLabel('Side by side').selectOption('theme');
  await page.getByLabel('Component').selectOption('Invitation/sent');
  await page.reload();
  expect(await page.getByLabel('Component').inputValue()).toBe('Invitation/sent');
  expect(await page.locator('iframe').count()).toBeGreaterThan(3);
});
