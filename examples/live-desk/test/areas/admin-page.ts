// An admin at the desk, in one of the areas of the workspace: how it is opened, and what must be right in every look.
import type { Browser, Locator, Page } from 'playwright-core';
import { violations } from '../axe.ts';
import { ask, pageChecks } from '../page-checks.ts';
import { signInAs } from '../people.ts';

const PATIENCE_MS = 30_000;
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 800 };

/** The page of an area. */
export interface AdminPage {
  readonly page: Page;
  readonly area: Locator;
  /** What its console and its scripts complained about. */
  readonly problems: string[];
  button(name: string | RegExp): Locator;
}

/** Signs Ada in and opens an area by its name in the navigation. */
export async function openArea(browser: Browser, deskUrl: string, name: string, tag: string): Promise<AdminPage> {
  const context = await browser.newContext({
    ...{ viewport: DESKTOP, locale: 'en-GB' },
    acceptDownloads: true,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  await context.addInitScript(await pageChecks());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(deskUrl);
  await signInAs(page, 'ada');
  await page.getByRole('navigation', { name: 'Areas' }).getByRole('button', { name, exact: true }).click();
  const area = page.locator(tag);
  await area.locator('.area[aria-busy=false]').waitFor();
  return { page, area, problems, button: (text) => area.getByRole('button', { name: text }) };
}

/** What is wrong with a page in light and dark, from right to left, and on a phone; as it was afterwards. */
export async function wrongInEveryLook({ page, area }: AdminPage): Promise<string[]> {
  const wrong: string[] = [];
  const look = async (name: string) => {
    await area.locator('.area[aria-busy=false]').waitFor();
    const found = [...(await violations(page)), ...(await ask(page, 'tooWide', 'smallTargets'))];
    wrong.push(...found.map((one) => `${name}: ${one}`));
  };
  await look('light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await look('dark');
  await page.setViewportSize(PHONE);
  await look('phone');
  await area.evaluate((element) => element.setAttribute('language', 'ar'));
  await area.locator('.area[dir=rtl]').waitFor();
  await look('phone, from right to left');
  await area.evaluate((element) => element.setAttribute('language', 'en'));
  await area.locator('.area[dir=ltr]').waitFor();
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
  return wrong;
}
