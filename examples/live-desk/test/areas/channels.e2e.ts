// The demo with phones (SF-CN, CN-GEN): whoever plays writes on a phone, answers at the desk, sends a form, fills it in by the link that the
// phone got; and sees what a provider does not let through.
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LiveDesk, startLiveDesk } from '../../src/live-desk.ts';
import { fileOf } from '../../src/phones/files.ts';
import { linePlans } from '../../src/phones/lines.ts';
import { violations } from '../axe.ts';
import { ask, pageChecks } from '../page-checks.ts';
import { type Agent, agentAt, launchBrowser } from '../people.ts';
import { passwords } from '../quick-passwords.ts';
import { openArea, wrongInEveryLook } from './admin-page.ts';
import { card, edit, refreshed, saveElsewhere, volumeAt } from './entry-points-page.ts';

const CARD = '4111 1111 1111 1111';
const FORM = 'Delivery address';
const NO_MESSAGES = 'The consumer wants no messages. You can write again once they say so by their channel.';
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, locale: 'en' };
const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36';
/** A consumer gets one message in this time on WhatsApp, ms. */
const PAIR_MS = 6_000;

let browser: Browser;
let desk: LiveDesk;
let dataDir: string;
let maya: Agent;
let phones: Page;
let aheadMs = 0;
const problems: string[] = [];

async function open(): Promise<void> {
  aheadMs = 0;
  dataDir = mkdtempSync(join(tmpdir(), 'channels-'));
  [browser, desk] = await Promise.all([
    launchBrowser(),
    startLiveDesk({
      ...{ port: 0, formPort: 0, dataDir, passwords, channels: { seed: 7 } },
      clock: () => Date.now() + aheadMs,
    }),
  ]);
  const context = await browser.newContext({
    viewport: { width: 1000, height: 900 },
    locale: 'en',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(await pageChecks());
  context.setDefaultTimeout(30_000);
  phones = await context.newPage();
  phones.on('pageerror', (error) => problems.push(error.message));
  phones.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  [maya] = await Promise.all([
    agentAt(browser, desk.deskUrl).then(async (agent) => {
      await agent.signIn('Maya Lind');
      return agent;
    }),
    phones.goto(desk.phonesUrl ?? ''),
  ]);
}

async function close(): Promise<void> {
  await browser.close();
  await desk.close();
  rmSync(dataDir, { recursive: true, force: true });
}

beforeAll(open);
afterAll(close);

const log = () => phones.getByRole('log');
const newest = () => log().locator('.theirs').last();
const atDesk = (text: string) => maya.page.locator('tellsafe-conversation').getByText(text, { exact: true });
/** The head of the conversation. */
const head = () => maya.page.locator('tellsafe-conversation [part=header]');
const choose = (label: string) => phones.getByRole('tab', { name: label }).click();

async function write(text: string): Promise<void> {
  await phones.getByLabel('Message', { exact: true }).fill(text);
  await phones.keyboard.press('Enter');
}

async function answer(text: string): Promise<void> {
  await maya.page.getByRole('textbox', { name: /message/i }).fill(text);
  await maya.page.keyboard.press('Enter');
}

/** Writes from the phone that is shown; Maya takes the conversation from the list, by channel and label. */
async function meet(product: string, label: string, text: string): Promise<void> {
  await write(text);
  await log().getByText('Delivered').first().waitFor();
  await maya.page.getByRole('navigation').getByText(`By ${product} · ${label}`).first().click();
  const mine = head().getByText(`With Maya Lind · By ${product} · ${label}`);
  const waiting = maya.page.getByRole('button', { name: 'Take over' });
  await mine.or(waiting).first().waitFor();
  // Who tries a second time has it already.
  if (await waiting.isVisible()) await maya.take();
  await mine.waitFor();
}

test('CN-GEN-01 SF-CN-01 SF-CN-02 SF-CN-03 a person plays both sides of an SMS: words, a form by its link, and STOP', async ({
  task,
}) => {
  // Who has said STOP stays silent: a second try begins with other people.
  if ((task.result?.retryCount ?? 0) > 0) {
    await close();
    await open();
  }
  await meet('SMS', 'Orders', `I would like the Alma lamp, my card is ${CARD}`);
  await log().getByText(CARD).waitFor();
  await atDesk('A card number was hidden here.').waitFor();
  expect(await maya.page.locator('tellsafe-workspace').innerText()).not.toContain(CARD);
  await answer('Where do we send it?');
  await expect.poll(() => newest().locator('.bubble').innerText()).toBe('Where do we send it?');
  await newest().getByText('Told the business: sent, delivered').waitFor();
  await atDesk('Delivered').first().waitFor();

  await maya.send(FORM);
  const bubble = newest().locator('.bubble');
  const link = new RegExp(`^${FORM}: (${desk.formOrigin}/tellsafe/form/juniper\\?l=en#[\\w-]{43,})$`);
  await expect.poll(() => bubble.innerText()).toMatch(link);
  await atDesk('The consumer has received the form.').waitFor();
  // A program has made a preview of it, and the form is still there to be opened.
  await expect.poll(() => desk.phones?.view.lines[0]?.previewed).toBe(1);

  const consumer = await browser.newContext({ ...PHONE, userAgent: ANDROID });
  const page = await consumer.newPage();
  await page.goto(link.exec(await bubble.innerText())?.[1] ?? '');
  await page.getByRole('button', { name: 'Open the secure form' }).click();
  await page.getByLabel('Street and number').fill('1 Harbour Street');
  await page.getByLabel('Postal code').fill('SW1A 1AA');
  await page.getByLabel('Town or city').fill('Lindenhafen');
  await page.getByRole('button', { name: 'Submit' }).click();
  const submitted = `The following Secure Form has been submitted: ${FORM}`;
  await expect.poll(() => newest().locator('.bubble').innerText()).toBe(submitted);
  await atDesk(submitted).waitFor();
  await maya.viewForm.click();
  expect(await maya.answer('Town or city')).toBe('Lindenhafen');
  await maya.viewer.getByRole('button', { name: 'Close answers' }).click();
  await consumer.close();

  // A picture and a document from the phone: opened and saved at the desk, fetched from the provider.
  await phones.getByRole('button', { name: 'Send lamp.png' }).click();
  await log().getByRole('img', { name: 'lamp.png' }).waitFor();
  const files = maya.page.locator('tellsafe-conversation [part=file]');
  await files.getByRole('button', { name: /^Open/ }).click();
  const picture = files.locator('img');
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(240);
  await phones.getByRole('button', { name: 'Send receipt.pdf' }).click();
  const save = files.nth(1).getByRole('button', { name: /^Save/ });
  const [saved] = await Promise.all([maya.page.waitForEvent('download'), save.click()]);
  const { bytes } = await fileOf('receipt.pdf');
  expect(Buffer.compare(await readFile(await saved.path()), bytes)).toBe(0);
  expect(saved.suggestedFilename()).toMatch(/\.pdf$/);

  await write('stop');
  await phones.getByText('You have said that you want no messages from this business.').waitFor();
  await log().locator('.mine').last().getByText('Delivered').waitFor();
  const heard = await log().locator('.theirs').count();
  await atDesk(NO_MESSAGES).waitFor();
  await head().getByText('Wants no messages').waitFor();
  expect(await log().locator('.theirs').count()).toBe(heard);
});

test('CN-GEN-05 another number of the same channel has its own label and language, and other people', async () => {
  await choose('Kundendienst');
  await phones.getByLabel('Jonas').check();
  await meet('SMS', 'Kundendienst', 'Meine Lampe flackert.');
  await maya.send(FORM);
  await expect.poll(() => newest().locator('.bubble').innerText()).toMatch(/^Delivery address: http\S+\?l=de#/);
  await phones.getByLabel('Lena').check();
  expect(await log().locator('.entry').count()).toBe(0);
});

test('CN-GEN-05 CN-GEN-06 an admin renames an entry point and heals one that stopped; a manager sees its volume', async () => {
  const ada = await openArea(browser, desk.deskUrl, 'Entry points', 'tellsafe-entry-points');
  const service = card(ada, 'service');
  const advice = `Advice line ${crypto.randomUUID()}`;
  await edit(ada, 'service', { Name: 'Service line', Label: 'Beratung' });
  await service.getByRole('heading', { name: 'Service line' }).waitFor();
  // Somebody else saves while the dialog is open: that is told, and what they saved is kept.
  await edit(ada, 'orders', { Name: 'Order line' }, () => saveElsewhere(browser, desk.deskUrl, 'chat', advice));
  await ada.area.getByText('Somebody changed settings meanwhile.').waitFor();
  await ada.button('Save').click();
  await card(ada, 'orders').getByRole('heading', { name: 'Order line' }).waitFor();
  await card(ada, 'chat').getByRole('heading', { name: advice }).waitFor();

  await choose('Kundendienst');
  await phones.getByLabel('Jonas').check();
  await maya.page.getByRole('navigation').getByText('By SMS · Kundendienst').first().click();
  desk.phones?.perform({ do: 'fail-next', line: 'service', fault: 'unauthorised' });
  await answer('Wir kommen morgen.');
  await refreshed(ada, service.getByText('Stopped', { exact: true }));
  expect(await card(ada, 'orders').getByText('Stopped', { exact: true }).count()).toBe(0);
  expect(await wrongInEveryLook(ada)).toEqual([]);
  await service.getByRole('button', { name: 'Try again now' }).click();
  await expect.poll(() => newest().locator('.bubble').innerText()).toBe('Wir kommen morgen.');
  await refreshed(ada, service.getByText('Running', { exact: true }));
  expect(ada.problems.filter((text) => !text.includes('409'))).toEqual([]);

  await phones.getByLabel('Lena').check();
  await meet('SMS', 'Beratung', 'Und meine auch.');
  const people = desk.phones?.view.lines.find(({ id }) => id === 'service')?.people ?? [];
  const said = people.flatMap(({ entries }) => entries);
  const count = (from: string, text: RegExp) =>
    `${said.filter((each) => each.from === from && text.test(each.text)).length}`;
  const counts = ['2', count('mine', /./), count('theirs', /^Wir kommen/)];
  expect(await volumeAt(browser, desk.deskUrl, 'Service line')).toEqual(['SMS Service line', ...counts]);
  await ada.page.context().close();
});

const WINDOW = 'Not sent: the time to write to this consumer is over until they write again.';
/** The provider refuses what the kit takes for allowed. */
const refuseNext = async () => {
  await phones.locator('summary').click();
  await phones.getByLabel('The next message of the business').selectOption('window-closed');
  await phones.getByRole('button', { name: 'Let it happen' }).click();
  await phones.getByText('Waiting: is refused: the time to write is over.').waitFor();
  await answer('One more thing');
};
const press = (name: string) => async () => {
  await phones.getByRole('button', { name }).click();
  await phones.locator('.away:not(:empty)').waitFor();
  await log().locator('.event').getByText('Delivered').waitFor();
};

test.each([
  ['Messenger', 'Social', '.bubble .open', refuseNext, WINDOW],
  ['WhatsApp', 'Advice', '.bubble .open', refuseNext, WINDOW],
  [
    'Apple Messages',
    'Store',
    '.card',
    press('Delete conversation'),
    'The consumer has ended the conversation. You can write again once they do.',
  ],
  ['RCS', 'Delivery', '.chip', press('Unsubscribe'), NO_MESSAGES],
] as const)(
  'CN-GEN-01 SF-CN-01 SF-CN-02 SF-CN-03 %s: words both ways, the link in its own shape, and what may not be sent',
  async (product, label, shape, refuse, words) => {
    await choose(label);
    await meet(product, label, `Hello from ${product}`);
    await answer('What can we do for you?');
    await expect.poll(() => newest().locator('.bubble').innerText()).toBe('What can we do for you?');
    aheadMs += PAIR_MS;
    await maya.send(FORM);
    const open = newest().locator(shape);
    expect(await open.getAttribute('href')).toContain(`${desk.formOrigin}/tellsafe/form/juniper?l=en#`);
    expect(await newest().innerText()).toContain(FORM);
    aheadMs += PAIR_MS;
    const heard = await log().locator('.theirs').count();
    await refuse();
    await atDesk(words).waitFor();
    expect(await log().locator('.theirs').count()).toBe(heard);
  },
);

test('the phones can be used by everybody: in light and dark, by keyboard, on a narrow screen, with the desk beside', async () => {
  const wrong: string[] = [];
  for (const { label, language } of linePlans) {
    // The second number looks like the first.
    if (language === 'de') continue;
    await choose(label);
    for (const colorScheme of ['light', 'dark'] as const) {
      await phones.emulateMedia({ colorScheme });
      wrong.push(...(await violations(phones)).map((one) => `${label} ${colorScheme}: ${one}`));
    }
  }
  await phones.setViewportSize({ width: 320, height: 700 });
  wrong.push(...(await ask(phones, 'tooWide', 'smallTargets')));
  expect(wrong).toEqual([]);
  await phones.getByRole('tab', { name: 'Delivery' }).focus();
  await phones.keyboard.press('Home');
  expect(await phones.getByRole('tab', { name: 'Orders' }).getAttribute('aria-selected')).toBe('true');
  await phones.setViewportSize({ width: 1440, height: 900 });
  await phones.frameLocator('iframe[title=Desk]').getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  expect(problems).toEqual([]);
});
