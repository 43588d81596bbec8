// The page of entry points as an admin uses it, and the reports as a manager finds an entry point in them.
import type { Browser, Locator } from 'playwright-core';
import { signInAs } from '../people.ts';
import { type AdminPage, openArea } from './admin-page.ts';
import { openReports } from './reports-page.ts';

/** The card of an entry point. */
export const card = ({ area }: AdminPage, id: string): Locator => area.locator(`[data-entry-point=${id}]`);

/** Changes fields of an entry point. @param meanwhile what happens before it is saved */
export async function edit(
  page: AdminPage,
  id: string,
  fields: Readonly<Record<string, string>>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<void> {
  await card(page, id).getByRole('button', { name: 'Edit' }).click();
  const dialog = page.area.getByRole('dialog');
  for (const [name, text] of Object.entries(fields)) await dialog.getByRole('textbox', { name }).fill(text);
  await meanwhile();
  await dialog.getByRole('button', { name: 'Save' }).click();
}

/** The same admin at another machine renames an entry point. */
export async function saveElsewhere(browser: Browser, deskUrl: string, id: string, name: string): Promise<void> {
  const other = await openArea(browser, deskUrl, 'Entry points', 'tellsafe-entry-points');
  await edit(other, id, { Name: name });
  await card(other, id).getByRole('heading', { name }).waitFor();
  await other.page.context().close();
}

/** Refreshes the page until something is shown. */
export async function refreshed({ button, page }: Pick<AdminPage, 'button' | 'page'>, what: Locator): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end && !(await what.isVisible()); ) {
    await button('Refresh').click();
    await page.waitForTimeout(100);
  }
  await what.waitFor();
}

/** What a manager reads in the reports about an entry point: its name and counts. */
export async function volumeAt(browser: Browser, deskUrl: string, name: string): Promise<readonly string[]> {
  const context = await browser.newContext({ locale: 'en', reducedMotion: 'reduce' });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  await page.goto(deskUrl);
  await signInAs(page, 'nora');
  const { area } = await openReports(page);
  const counted = area.getByText('is still being counted');
  const row = area.locator('.volume tbody tr').filter({ hasText: name });
  for (const end = Date.now() + 30_000; Date.now() < end && (await counted.isVisible()); ) {
    await area.getByRole('button', { name: 'Refresh' }).click();
    await area.locator('.area[aria-busy=false]').waitFor();
  }
  const cells = await row.locator('th, td').allInnerTexts();
  await context.close();
  return cells.map((text) =>
    text
      .replace(/[\u2066-\u2069]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}
