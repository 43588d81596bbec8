// Every cell of the gallery shows something, without a word in the console, and axe finds nothing in it.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { sized } from '../../../packages/server-kit/test/proof/size.ts';
import { violations } from '../../live-desk/test/axe.ts';
import { ask } from '../../live-desk/test/page-checks.ts';
import { useGallery, ZOOMED } from './stage.ts';

const stage = useGallery();
const PATIENCE_MS = sized(300_000, 900_000);

/** A component stands inside somebody's page, which brings its own heading and landmarks. */
const off = { enabled: false };
const rules = { 'page-has-heading-one': off, region: off, 'landmark-one-main': off };

/** What is wrong with a cell, by what it shows. */
async function troublesOf(page: Page): Promise<string[]> {
  const found = await violations(page, rules);
  await page.setViewportSize(ZOOMED);
  return [...found, ...(await ask(page, 'tooWide'))];
}

test(
  'SF-A11Y-01 SF-A11Y-02 every state: nothing for axe to find, nothing too wide at 400 % zoom',
  async () => {
    const addresses = await stage.addresses('axis=state&scheme=light');
    expect(addresses.length).toBeGreaterThan(100);
    // All that consumers and agents see; of the pages of managers and admins every sixth, whose own tests look at them, too. A long run: all.
    const often = ['Invitation', 'Form', 'Form, before and after', 'Workspace', 'Sign in'];
    const isOften = (address: string) => often.includes(new URL(address).searchParams.get('group') ?? '');
    const others = addresses.filter((address) => !isOften(address)).filter((_, at) => at % sized(6, 1) === 0);
    expect(await stage.visit([...addresses.filter(isOften), ...others], troublesOf)).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'SF-THM-14 SF-LANG-03 one state in every theme and in every language',
  async () => {
    const themes = await stage.addresses('axis=theme&scene=Form/errors&scheme=dark');
    const languages = await stage.addresses('axis=language&scene=Form/errors&scheme=light');
    expect(themes.length).toBeGreaterThan(3);
    expect(languages.length).toBeGreaterThan(2);
    // A long run looks at every one.
    const some = languages.filter((_, at) => at % sized(4, 1) === 0);
    expect(await stage.visit([...themes, ...some], troublesOf)).toEqual([]);
  },
  PATIENCE_MS,
);

test('an address shows the same view again', async () => {
  const { page } = await stage.open('/');
  await page.getByLabel('Side by side').selectOption('theme');
  await page.getByLabel('Component').selectOption('Invitation/sent');
  await page.reload();
  expect(await page.getByLabel('Component').inputValue()).toBe('Invitation/sent');
  expect(await page.locator('iframe').count()).toBeGreaterThan(3);
});
