// Every cell of the gallery shows something, without a word in the console, and axe finds nothing in it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ask } from '../../live-desk/test/page-checks.ts';
import { useGallery, ZOOMED } from './stage.ts';

const stage = useGallery();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What is wrong with a cell, by what it shows. */
async function troublesOf(page: Page): Promise<string[]> {
  const violations = await violationsOn(page);
  await page.setViewportSize(ZOOMED);
  return [...violations, ...(await ask(page, 'tooWide'))];
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
    const { violations } = await tool.run(document, { rules, iframes: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} ${html.slice(0, 120)}`));
  });
}

test('SF-A11Y-01 SF-A11Y-02 every state: nothing for axe to find, nothing too wide at 400 % zoom', async () => {
  const addresses = await stage.addresses('axis=state&scheme=light');
  expect(addresses.length).toBeGreaterThan(40);
  expect(await stage.visit(addresses, troublesOf)).toEqual([]);
});

test('SF-THM-14 SF-LANG-03 one state in every theme and in every language', async () => {
  const themes = await stage.addresses('axis=theme&scene=Form/errors&scheme=dark');
  const languages = await stage.addresses('axis=language&scene=Form/errors&scheme=light');
  expect(themes.length).toBeGreaterThan(3);
  expect(languages.length).toBeGreaterThan(2);
  expect(await stage.visit([...themes, ...languages], troublesOf)).toEqual([]);
});

test('an address shows the same view again', async () => {
  const { page } = await stage.open('/');
  await page.getByLabel('Side by side').selectOption('theme');
  await page.getByLabel('Component').selectOption('Invitation/sent');
  await page.reload();
  expect(await page.getByLabel('Component').inputValue()).toBe('Invitation/sent');
  expect(await page.locator('iframe').count()).toBeGreaterThan(3);
});
