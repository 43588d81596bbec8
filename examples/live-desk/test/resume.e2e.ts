// The same device goes on after its browser was closed; another one does not, even with everything that can be copied.
import type { BrowserContext, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../src/live-desk.ts';
import { type Agent, meet } from './people.ts';
import { useStage } from './stage.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };

const stage = useStage();

/** An agent who has sent a form, and the link to it. */
async function sentLink(): Promise<{ maya: Agent; link: string }> {
  const { maya } = await meet(stage.browser, stage.browser, stage.desk);
  await maya.send('Payment card');
  await maya.page.getByText('The form has been sent by the agent.').waitFor();
  const [open] = await stage.desk.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: stage.desk.ids.maya });
  const place = { accountId: ACCOUNT, conversationId: open?.id ?? '' };
  const [invitation] = await stage.desk.tellsafe.invitations.list(place);
  const link = await stage.desk.tellsafe.invitations.link({ ...place, invitationId: invitation?.id ?? '' });
  return { maya, link };
}

async function tapLink(browser: BrowserContext, link: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: /Open the secure form|Continue the form/ }).click();
  return page;
}

async function fillAndSubmit(page: Page): Promise<void> {
  for (const [label, value] of Object.entries(CARD)) await page.getByRole('textbox', { name: label }).fill(value);
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.getByText('Payment card has been submitted').waitFor();
}

test('SF-INV-05 SF-CN-03 a link that was opened can be continued after a restart of the browser', async () => {
  const { maya, link } = await sentLink();
  const before = await stage.profile('phone');
  const opened = await tapLink(before, link);
  await opened.getByRole('textbox', { name: 'Card number' }).fill('4111');
  await before.close();

  const page = await tapLink(await stage.profile('phone'), link);
  await page.getByRole('textbox', { name: 'Card number' }).waitFor();
  await fillAndSubmit(page);
  await maya.viewForm.click();
  expect(await maya.answer('Card number')).toBe('4111111111111111');
});

test('SF-INV-04 SF-INV-05 two windows of one device: one has the form, the other says so and can take it over', async () => {
  const { maya, link } = await sentLink();
  const device = await stage.profile('phone');
  const field = (page: Page) => page.getByRole('textbox', { name: 'Card number' });
  const elsewhere = (page: Page) => page.getByText('This form is open in another window on this device.');
  const first = await tapLink(device, link);
  await field(first).fill('4111');
  const second = await tapLink(device, link);
  await elsewhere(second).waitFor();
  expect(await field(first).inputValue()).toBe('4111');

  await second.getByRole('button', { name: 'Continue here' }).click();
  await field(second).waitFor();
  await elsewhere(first).waitFor();
  expect(await field(first).count()).toBe(0);

  // A reload of the window that has it gives it back in time.
  await second.reload();
  await second.getByRole('button', { name: 'Open the secure form' }).click();
  await field(second).waitFor();
  await fillAndSubmit(second);
  await first.getByRole('button', { name: 'Continue here' }).click();
  await first.getByText('This form has been submitted and cannot be reopened for security reasons').waitFor();
  expect(await maya.page.getByText(/another device/).count()).toBe(0);
});

/** Everything that a script of the form's own origin can take away, and a word on whether the device key gives itself up. */
interface Loot {
  readonly records: readonly { id: string; record: Record<string, unknown> }[];
  readonly exported: boolean;
}

function loot(page: Page): Promise<Loot> {
  return page.evaluate(async () => {
    const ask = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ask(indexedDB.open('tellsafe'));
    const devices = database.transaction('devices').objectStore('devices');
    const [ids, records] = await Promise.all([ask(devices.getAllKeys()), ask(devices.getAll())]);
    let exported = false;
    for (const { key } of records as { key?: CryptoKey }[]) {
      if (!key) continue;
      const formats = ['raw', 'jwk'] as const;
      for (const format of formats) {
        exported ||= await crypto.subtle.exportKey(format, key).then(
          () => true,
          () => false,
        );
      }
    }
    return {
      records: ids.map((id, at) => ({ id: String(id), record: { ...records[at], key: undefined } })),
      exported,
    };
  });
}

test('SF-INV-05 SF-OTK-02 a copied link with everything copied that can be copied is refused', async () => {
  const { maya, link } = await sentLink();
  const page = await tapLink(await stage.profile('phone'), link);
  await page.getByRole('textbox', { name: 'Card number' }).waitFor();
  const { records, exported } = await loot(page);
  expect(records.length).toBeGreaterThan(0);
  expect(exported).toBe(false);

  const thieves = await stage.profile('thief');
  const thief = await thieves.newPage();
  await thief.goto(link);
  await thief.getByRole('button', { name: 'Open the secure form' }).waitFor();
  await thief.evaluate(async (copied) => {
    const own = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const request = indexedDB.open('tellsafe');
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const transaction = request.result.transaction('devices', 'readwrite');
    for (const { id, record } of copied) transaction.objectStore('devices').put({ ...record, key: own }, id);
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    request.result.close();
  }, records);
  const second = await tapLink(thieves, link);
  await second
    .getByText(/could not be opened|another device/)
    .first()
    .waitFor();
  expect(await second.getByRole('textbox').count()).toBe(0);
  await maya.page.getByText('Somebody tried to open the form on a second device and was refused.').waitFor();

  await fillAndSubmit(page);
  await maya.viewForm.click();
  expect(await maya.answer('CVV')).toBe('737');
});
