// The audit in a browser (SF-AUD-01): an admin finds entries, takes a file home, verifies the chain; and a database that somebody changed
// behind the kit's back is shown as such (T23).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, type LiveDesk, startLiveDesk } from '../../src/live-desk.ts';
import { launchBrowser } from '../people.ts';
import { passwords } from '../quick-passwords.ts';
import { type AdminPage, openArea, wrongInEveryLook } from './admin-page.ts';

let browser: Browser;
let desk: LiveDesk;
let dataDir: string;
let ada: AdminPage;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'audit-'));
  browser = await launchBrowser();
  desk = await startLiveDesk({ port: 0, formPort: 0, dataDir, passwords });
  await desk.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
  ada = await openArea(browser, desk.deskUrl, 'Audit', 'tellsafe-audit');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const rows = () => ada.area.locator('tbody tr:not(.details)');
const verdict = () => ada.area.locator('[data-verdict]');

test('SF-AUD-01 entries in words, with filters that stay, by pointer and by keyboard', {
  timeout: 120_000,
}, async () => {
  const { area, page, button } = ada;
  await rows().getByText('Started a conversation').first().waitFor();
  await area.locator('select[name=action]').selectOption({ label: 'Saved a form' });
  await area.locator('.area[aria-busy=false]').waitFor();
  await rows().first().getByText('Saved a form').waitFor();
  await area.getByLabel('Operator id').fill('nobody <b>');
  await page.keyboard.press('Enter');
  await area.getByText('No entry fits these filters.').waitFor();
  expect(await area.locator('select[name=action]').inputValue()).toBe('form-define');
  await button('Clear filters').click();
  await rows().getByText('Started a conversation').first().waitFor();
  const first = rows().first().getByRole('button');
  await first.focus();
  for (const key of ['Tab', 'Shift+Tab']) await page.keyboard.press(key);
  const exact = rows().first().locator('.mono').first();
  await expect.poll(() => exact.innerText()).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  await page.keyboard.press('Enter');
  await area.getByText('Digest (SHA-256)').waitFor();
  expect(await first.getAttribute('aria-expanded')).toBe('true');
  expect(await first.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)).toBe(true);
});

test('SF-AUD-01 a file of them, and every look', { timeout: 120_000 }, async () => {
  const { page, button } = ada;
  const saving = page.waitForEvent('download');
  await button('Export CSV').click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines[0]).toMatch(/^number,at,action,/);
  expect(lines.slice(1).map((line) => Number(line.split(',')[0]))).toEqual(lines.slice(1).map((_, at) => at + 1));
  expect(await wrongInEveryLook(ada)).toEqual([]);
});

test('T23 the chain fits with the head that was noted; changed behind the kit’s back it does not', {
  timeout: 120_000,
}, async () => {
  const { area, button } = ada;
  const head = await area.locator('.head-line bdi').innerText();
  expect(head).toMatch(/^\d+\.[\w-]{43}$/);
  await area.getByLabel('Head that you noted').fill(head);
  await button('Verify the chain').click();
  await area.locator('[data-verdict=intact]').waitFor();
  expect(await verdict().innerText()).toMatch(
    /Everything fits, up to block \d+\.[\s\S]*head that you noted is in the chain/,
  );

  const database = new DatabaseSync(join(dataDir, 'tellsafe.db'));
  const { changes } = database
    .prepare(
      `UPDATE events SET body = CAST(replace(CAST(body AS TEXT), '"conversation-start"', '"conversation-close"') AS BLOB)
       WHERE position = (SELECT max(position) FROM events WHERE account = ? AND type = 'audit' AND CAST(body AS TEXT) LIKE '%"conversation-start"%')`,
    )
    .run(ACCOUNT);
  database.close();
  expect(changes).toBe(1);
  await button('Verify the chain').click();
  await area.locator('[data-verdict=broken]').waitFor();
  const text = await verdict().innerText();
  expect(text).toMatch(/Something does not fit\./);
  expect(text).toMatch(/An entry (was changed|that this program cannot have written)/);
  expect(ada.problems).toEqual([]);
});
