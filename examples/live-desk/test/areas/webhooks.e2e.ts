// Webhooks in a browser (SF-OPS-01), with a system of the brand on this machine: an admin sees how it stands, tries it, reads the log, and
// sends again what was given up.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWebhookSecret } from '@tellsafe/server-kit';
import { guardedFetch } from '@tellsafe/server-kit/node';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Receiver } from '../../../../packages/server-kit/test/webhooks/receiver.ts';
import { ACCOUNT, type LiveDesk, startLiveDesk } from '../../src/live-desk.ts';
import { launchBrowser } from '../people.ts';
import { passwords } from '../quick-passwords.ts';
import { type AdminPage, openArea, wrongInEveryLook } from './admin-page.ts';

const secrets = [createWebhookSecret(), createWebhookSecret()];
/** Addresses may be secret. */
const PATH = '/secret-path-4711';

let browser: Browser;
let desk: LiveDesk;
let dataDir: string;
let origin: string;
let crm: Receiver;
let ada: AdminPage;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'webhooks-'));
  crm = await Receiver.start();
  origin = new URL(crm.urlOf('/')).origin;
  crm.secrets.set(PATH, secrets[1] ?? '');
  browser = await launchBrowser();
  const webhooks = [{ id: 'crm', url: crm.urlOf(PATH), secrets }];
  // No second attempt: what fails is given up at once.
  const sending = { fetch: guardedFetch, httpOnLoopback: true, retrySec: [] };
  desk = await startLiveDesk({ port: 0, formPort: 0, dataDir, passwords, webhooks: { webhooks, sending } });
  ada = await openArea(browser, desk.deskUrl, 'Webhooks', 'tellsafe-webhooks');
}, 120_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
  await crm.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const start = () => desk.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim <b>Doe</b>' });
const row = () => ada.area.locator('tbody tr:not(.details)').filter({ hasText: 'Conversation started' });
const delivered = async (status: string) =>
  (await desk.tellsafe.webhooks.deliveries({ accountId: ACCOUNT, endpoint: 'crm' })).deliveries.filter(
    (each) => each.type === 'conversation.started' && each.status === status,
  ).length;

test('SF-OPS-01 an admin tries an endpoint, and sends again what was given up', { timeout: 180_000 }, async () => {
  const { area, page, button } = ada;
  await area.getByText('2 secrets: a change is under way').waitFor();
  await button('Send test').click();
  await area.getByText('The test was taken: HTTP 204').waitFor();
  expect(crm.taken.map(({ type }) => type)).toContain('webhook.test');

  crm.plan(PATH, { status: 500 });
  await start();
  await expect.poll(() => delivered('failed'), { timeout: 60_000 }).toBe(1);
  await button('Refresh').click();
  await area.locator('li.card').getByText('Failing', { exact: true }).waitFor();
  await row().getByText('Given up').waitFor();
  await row().getByRole('button', { expanded: false }).click();
  await area.locator('.details').getByText('HTTP 500').waitFor();

  await button('Send a time again').focus();
  await page.keyboard.press('Enter');
  const dialog = area.getByRole('dialog', { name: 'Send again to crm' });
  await dialog.getByRole('button', { name: 'Send again' }).click();
  await dialog.getByText('Choose when to begin.').waitFor();
  await dialog.getByLabel('What happened since').fill('2020-01-01T00:00');
  await page.keyboard.press('Enter');
  await area.getByText('1 message is sent again.').waitFor({ state: 'attached' });
  await expect.poll(() => delivered('delivered'), { timeout: 60_000 }).toBe(1);
  expect(await button('Send a time again').evaluate((element) => element.matches(':focus'))).toBe(true);
  await button('Refresh').click();
  await row().getByText('Delivered').waitFor();

  await row().getByRole('button', { name: 'Send again' }).click();
  await expect
    .poll(() => crm.taken.filter(({ type }) => type === 'conversation.started').length, { timeout: 60_000 })
    .toBe(2);
  const { entries } = await desk.tellsafe.audit.list({ accountId: ACCOUNT, filters: { objectKind: 'webhook' } });
  expect(entries.map(({ entry }) => entry.action)).toEqual(['webhook-replay', 'webhook-replay', 'webhook-test']);
  expect(entries.every(({ entry }) => entry.who.kind === 'agent')).toBe(true);
});

test('SF-OPS-01 in every look, and nothing secret on the page', { timeout: 120_000 }, async () => {
  const { area, page, problems } = ada;
  expect(await wrongInEveryLook(ada)).toEqual([]);
  const everything = await area.evaluate((element) => element.shadowRoot?.innerHTML ?? '');
  expect(everything).toContain(origin);
  for (const secret of ['secret-path', 'whsec_', ...secrets, 'Kim']) expect(everything).not.toContain(secret);
  expect(await page.content()).not.toContain('whsec_');
  expect(problems).toEqual([]);
});
