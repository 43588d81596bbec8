// People, login policy and privacy in a browser (SF-PERM-01, SF-POL-05, SF-RET-03), with the demo's own login and records: an admin adds
// somebody who then signs in, keeps their own rights, prints the policy, and exports, holds and erases what is held about a consumer.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, type LiveDesk, startLiveDesk } from '../../src/live-desk.ts';
import { launchBrowser, signInAs } from '../people.ts';
import { passwords } from '../quick-passwords.ts';
import { type AdminPage, openArea, wrongInEveryLook } from './admin-page.ts';

/** What somebody may type into a name, a reason, an id. */
const HOSTILE = '<img src=x onerror=alert(1)>"\'&=1+1';
const CONSUMER = `customer-4711 ${HOSTILE}`;

let browser: Browser;
let desk: LiveDesk;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'administration-'));
  browser = await launchBrowser();
  desk = await startLiveDesk({ port: 0, formPort: 0, dataDir, passwords });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const dialogOf = ({ area }: AdminPage) => area.getByRole('dialog');

describe('SF-PERM-01 SF-POL-02 people', () => {
  let ada: AdminPage;
  beforeAll(async () => {
    ada = await openArea(browser, desk.deskUrl, 'People', 'tellsafe-operators');
  }, 60_000);

  test('somebody is added, gets a password that is shown once, and signs in with it', async () => {
    const { area, button } = ada;
    const dialog = dialogOf(ada);
    await button('Add a person').click();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('Enter 1 to 80 characters.').waitFor();
    await dialog.getByLabel('Sign-in name').fill('maya');
    await dialog.getByLabel('Name that consumers see').fill(`Kim ${HOSTILE}`);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText('This sign-in name is taken.').waitFor();
    await dialog.getByLabel('Sign-in name').fill('kim');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    const password = await dialog.getByRole('status', { name: 'Password' }).innerText();
    expect(password.length).toBeGreaterThan(15);
    await dialog.getByRole('button', { name: 'Done' }).click();
    const row = area.getByRole('row').filter({ hasText: 'Kim <img' });
    await row.getByText('New password due').waitFor();
    expect(await area.locator('img').count()).toBe(0);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(desk.deskUrl);
    await signInAs(page, 'kim', password);
    await page.getByLabel('New password', { exact: true }).waitFor({ timeout: 30_000 });
    await context.close();
  });

  test('nobody takes their own rights; another is disabled after a question, and comes back', async () => {
    const { area, button } = ada;
    const dialog = dialogOf(ada);
    await button('Edit Ada Brandt').click();
    await dialog.getByText('Your own role, password and second factor are changed by another admin.').waitFor();
    expect(await dialog.getByLabel('Role').isDisabled()).toBe(true);
    expect(await dialog.getByRole('button', { name: 'Disable' }).count()).toBe(0);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    const edit = button('Edit Tom Okafor');
    await edit.click();
    await dialog.getByRole('button', { name: 'Disable' }).click();
    await dialog.getByText('Disable Tom Okafor?').waitFor();
    await dialog.getByRole('button', { name: 'Disable' }).click();
    const row = area.getByRole('row').filter({ hasText: 'Tom Okafor' });
    await row.getByText('Disabled').waitFor();
    await expect
      .poll(() => edit.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element))
      .toBe(true);
    await edit.click();
    await dialog.getByRole('button', { name: 'Enable' }).click();
    await row.getByText('Active').waitFor();
    const tom = (await desk.login.operators.list({ accountId: ACCOUNT })).find(({ name }) => name === 'tom');
    expect(tom?.status).toBe('active');
    await area
      .getByRole('row', { name: /Read answers of closed conversations Never By a profile Yes Never/ })
      .waitFor();
  });

  test('SF-A11Y-01 looks right everywhere, and says nothing in the console', async () => {
    expect(await wrongInEveryLook(ada)).toEqual([]);
    // The name that is taken is an answer that browsers write down.
    expect(ada.problems.filter((problem) => !problem.includes('409'))).toEqual([]);
  });
});

test('SF-POL-05 the policy: each setting, what is required, what is set, whether it holds', async () => {
  const ada = await openArea(browser, desk.deskUrl, 'Login policy', 'tellsafe-policy');
  const { area, page } = ada;
  await area.getByText('Every setting holds.').waitFor();
  expect(await area.getByRole('row').count()).toBe(desk.login.policyReport().length + 1);
  await area
    .getByRole('row', { name: /Failed sign-ins until somebody is locked 3 to 10 3 Holds PCI DSS 4\.0\.1 §8\.3\.4/ })
    .waitFor();
  await page.emulateMedia({ media: 'print' });
  expect(await ada.button('Print').isVisible()).toBe(false);
  expect(await area.getByRole('table').isVisible()).toBe(true);
  await page.emulateMedia({ media: 'screen' });
  expect(await wrongInEveryLook(ada)).toEqual([]);
  expect(ada.problems).toEqual([]);
});

describe('SF-RET-03 privacy', () => {
  let ada: AdminPage;
  let conversationId = '';
  beforeAll(async () => {
    const started = await desk.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim', consumerId: CONSUMER });
    conversationId = started.conversationId;
    ada = await openArea(browser, desk.deskUrl, 'Privacy', 'tellsafe-privacy');
  }, 60_000);

  const find = async (id: string) => {
    await ada.area.getByLabel('Id', { exact: true }).fill(id);
    await ada.button('Search').click();
  };

  test('what is held is found, and exported into a file whose name tells of nobody', async () => {
    const { area, page } = ada;
    await area.getByText('13 months').waitFor();
    await find('nobody-at-all');
    await area.getByRole('heading', { name: 'Nothing is held' }).first().waitFor();
    await find(CONSUMER);
    await area.getByRole('heading', { name: '1 conversation is held' }).waitFor();
    await area.getByText(conversationId).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), area.locator('#export').click()]);
    expect(download.suggestedFilename()).toMatch(/^consumer-export_\d{4}-\d{2}-\d{2}\.json$/);
    const exported = JSON.parse(readFileSync(await download.path(), 'utf8'));
    expect(exported).toMatchObject({ consumerId: CONSUMER, conversations: [{ conversationId, name: 'Kim' }] });
  });

  test('a hold keeps it, says why an erasure is refused, and is released; then it is erased for ever', async () => {
    const { area, button } = ada;
    const dialog = dialogOf(ada);
    const article = area.getByRole('article');
    await article.getByRole('button', { name: 'Hold' }).click();
    await dialog.getByRole('button', { name: 'Hold' }).click();
    await dialog.getByText('Enter 1 to 80 characters on one line.').waitFor();
    await dialog.getByLabel('Reason').fill(`Case 7 ${HOSTILE}`);
    await dialog.getByRole('button', { name: 'Hold' }).click();
    await article.getByText('Until the hold ends').waitFor();
    await area.getByRole('rowheader', { name: 'Case 7 <img' }).waitFor();
    await button('Erase everything').click();
    await dialog.getByText('What is held cannot be erased.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await article.getByRole('button', { name: 'Release the hold Case 7' }).click();
    await dialog.getByRole('button', { name: 'Release' }).click();
    await area.getByText('What you hold appears here until it is released.').waitFor();
    await button('Erase everything').click();
    await dialog.getByText('This cannot be undone, by nobody.').waitFor();
    await dialog.getByRole('button', { name: 'Erase' }).click();
    await area.getByText('Erased. The audit has an entry of it.').first().waitFor();
    await area.getByText(/^Erased on /).waitFor();
    const { entries } = await desk.tellsafe.audit.list({ accountId: ACCOUNT, limit: 500 });
    const told = entries.map(({ entry }) => entry.action).filter((action) => /^(?:hold|erase|consumer)/.test(action));
    expect(told.toReversed()).toEqual(['consumer-export', 'hold-place', 'hold-release', 'erase', 'erase']);
    expect(JSON.stringify(entries)).not.toContain('customer-4711');
    const left = await desk.tellsafe.privacy.exportConsumer({ accountId: ACCOUNT, consumerId: CONSUMER });
    expect(left.conversations).toEqual([]);
    expect(await area.locator('img').count()).toBe(0);
  });

  test('SF-A11Y-01 looks right everywhere, and says nothing in the console', async () => {
    expect(await wrongInEveryLook(ada)).toEqual([]);
    expect(ada.problems).toEqual([]);
  });
});
