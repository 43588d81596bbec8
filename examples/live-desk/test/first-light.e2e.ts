// The whole path in real browsers over real servers: an agent asks, a consumer answers, the agent alone reads.
import type { Browser, BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { ACCOUNT } from '../src/live-desk.ts';
import { type Agent, agentAt, type Consumer, consumerAt, meet } from './people.ts';
import { useStage } from './stage.ts';

const CARD = { 'Name on card': 'Ada Moreau', 'Card number': '4111 1111 1111 1111', 'Expiry date': '12/31', CVV: '737' };
const MINUTE_MS = 60_000;

const stage = useStage();

const conversation = (shopper: Browser | BrowserContext = stage.browser) => meet(shopper, stage.browser, stage.desk);

async function submitted(): Promise<{ consumer: Consumer; maya: Agent }> {
  const people = await conversation();
  await people.maya.send('Payment card');
  await people.consumer.openForm();
  await people.consumer.fill(CARD);
  await people.consumer.submit();
  await people.maya.viewForm.waitFor();
  return people;
}

async function readAnswers(agent: Agent): Promise<Record<string, string>> {
  await agent.viewForm.click();
  const entries: [string, string][] = [];
  for (const label of Object.keys(CARD)) entries.push([label, await agent.answer(label)]);
  return Object.fromEntries(entries);
}

test('SF-FLOW-01 SF-STA-02 SF-STA-05 SF-WV-04 the whole path: sent, opened, corrected, submitted, read', async () => {
  const { consumer, maya } = await conversation();
  await maya.send('Payment card');
  await consumer.bubble.getByText('Payment card').waitFor(); // no reload
  await maya.page.getByText('The form has been sent by the agent.').waitFor();
  await maya.page.getByText('The consumer has received the form.').waitFor();

  await consumer.openForm();
  await maya.page.getByText('The consumer has viewed the form.').waitFor();
  await consumer.fill({ ...CARD, 'Name on card': '', 'Card number': '4111 1111 1111 1112' });
  await consumer.submit();
  const { form } = consumer;
  await form.getByText('This is not a valid card number. Please check the digits.').first().waitFor();
  await form.getByText('Please correct 2 answers').waitFor();

  await consumer.fill(CARD);
  await consumer.submit();
  await form.getByText('Payment card has been submitted').waitFor();
  expect(await form.getByRole('textbox').count()).toBe(0);
  await maya.page.getByText('The consumer has submitted the form.').waitFor(); // no reload
  expect(await readAnswers(maya)).toEqual({
    'Name on card': 'Ada Moreau',
    'Card number': '4111111111111111',
    'Expiry date': '12/31',
    CVV: '737',
  });
  expect([...consumer.problems, ...maya.problems]).toEqual([]);
});

test('SF-FORM-04 a refused character is named beside its field, and nothing typed is lost', async () => {
  const { consumer, maya } = await conversation();
  await maya.send('Delivery address');
  await consumer.openForm();
  const answers = {
    'Street and number': "12 O'Connell Street",
    'Postal code': 'D01 F5P2',
    'Town or city': 'Dublin',
    'Anything the courier should know?': 'Ring <twice>',
  };
  await consumer.fill(answers);
  await consumer.submit();
  const message = consumer.form.getByText(/The character .*<.* cannot be used here\. Please remove it\./);
  await message.first().waitFor();
  const field = consumer.form.getByRole('textbox', { name: 'Anything the courier should know?' });
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await field.inputValue()).toBe('Ring <twice>');
  await field.fill('Ring twice');
  await consumer.submit();
  await maya.viewForm.click();
  expect(await maya.answer('Street and number')).toBe("12 O'Connell Street");
  expect(await maya.answer('Anything the courier should know?')).toBe('Ring twice');
});

test('SF-ACC-01 a second agent and the agent after a transfer read nothing', async () => {
  const { maya } = await submitted();
  const tom = await agentAt(stage.browser, stage.desk.deskUrl);
  await tom.signIn('Tom Okafor');
  expect(await tom.page.getByText('Guest').count()).toBe(0);
  await maya.transferTo('Tom Okafor');
  await tom.choose();
  await tom.page.getByText('The consumer has submitted the form.').waitFor();
  expect(await tom.page.getByText('737').count()).toBe(0);
  expect(await tom.viewForm.isVisible()).toBe(false);
  expect(await maya.page.getByText('View Secure Form').count()).toBe(0);
});

test('SF-ACC-02 SF-ACC-05 after close, logout and a new login the answers are gone, in plain words', async () => {
  const { maya } = await submitted();
  expect((await readAnswers(maya)).CVV).toBe('737');
  await maya.signOut();
  await maya.page.getByText('You are signed out').waitFor();
  expect(await maya.page.getByText('737').count()).toBe(0);
  await maya.page.getByRole('button', { name: 'Sign in' }).click();
  await maya.signIn('Maya Lind');
  await maya.choose();
  await maya.page.getByText('The consumer has submitted the form.').waitFor();
  expect(await maya.viewForm.isVisible()).toBe(false);
  await maya.close();
  await maya.page.getByText('This conversation is closed. Its answers can no longer be read.').waitFor();
});

test('SF-ACC-02 closing the conversation ends the reading at once', async () => {
  const { consumer, maya } = await submitted();
  expect((await readAnswers(maya)).CVV).toBe('737');
  await maya.close();
  await maya.page.getByText('This conversation is closed. Its answers can no longer be read.').waitFor();
  expect(await maya.page.getByText('737').count()).toBe(0);
  await consumer.page.getByText('This conversation has ended.').waitFor();
});

test('SF-OTR-02 SF-OTR-03 the CVV is gone after 15 minutes, and the viewer says so for exactly that question', async () => {
  const { maya } = await submitted();
  expect((await readAnswers(maya)).CVV).toBe('737');
  for (let minute = 0; minute < 15; minute += 5) {
    stage.advance(5 * MINUTE_MS);
    await maya.page.getByLabel('Message', { exact: true }).fill(`Minute ${minute}`); // an agent at work is not idle
    await maya.page.keyboard.press('Enter');
    await maya.page.getByText(`Minute ${minute}`).last().waitFor();
  }
  await maya.viewer.getByRole('button', { name: 'Close answers' }).click();
  await maya.viewForm.click();
  await maya.viewer.getByText('This answer was off the record and is no longer available.').waitFor();
  expect(await maya.viewer.getByText('no longer available').count()).toBe(1);
  expect(await maya.answer('Card number')).toBe('4111111111111111');
});

test('SF-INV-04 SF-INV-05 a reload resumes on the same device, and a second device is refused', async () => {
  const { consumer, maya } = await conversation(await stage.profile());
  await maya.send('Payment card');
  await consumer.openForm();
  const state = await consumer.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await consumer.page.reload();
  await consumer.openForm();
  await consumer.fill(CARD);

  const other = await consumerAt(stage.browser, stage.desk.shopUrl);
  await other.page.evaluate((copied) => {
    for (const [key, value] of Object.entries(JSON.parse(copied) as Record<string, string>)) {
      sessionStorage.setItem(key, value);
    }
  }, state);
  await other.page.reload();
  await other.bubble.getByRole('button').first().click();
  await other.form
    .getByText(/opened on another device|could not be opened/)
    .first()
    .waitFor();
  await maya.page.getByText('Somebody tried to open the form on a second device and was refused.').waitFor();

  await consumer.submit();
  await maya.viewForm.waitFor();
  await other.page.keyboard.press('Escape');
  await other.bubble.getByText('This form has been submitted and cannot be reopened for security reasons').waitFor();
});

test('SF-WV-03 SF-WV-07 the page around sees nothing of what is typed, and nothing of it stays behind', async () => {
  const { consumer, maya } = await conversation(await stage.profile());
  await consumer.page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    for (const type of ['keydown', 'input', 'paste', 'beforeinput', 'message']) {
      window.addEventListener(
        type,
        (event) => seen.push(type, JSON.stringify((event as MessageEvent).data ?? (event as KeyboardEvent).key ?? '')),
        true,
      );
    }
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    if (set)
      Object.defineProperty(HTMLInputElement.prototype, 'value', {
        set(value) {
          seen.push(String(value));
          set.call(this, value);
        },
      });
  });
  await maya.send('Payment card');
  await consumer.openForm();
  await consumer.form.getByRole('textbox', { name: 'Card number' }).pressSequentially('4111111111111111');
  await consumer.fill(CARD);
  await consumer.submit();
  await maya.viewForm.waitFor();
  const seen = await consumer.page.evaluate(() => (window as unknown as { seen: string[] }).seen.join('\n'));
  const typed = ['4111111111111111', '737', 'Moreau'];
  expect(tracesOf(seen, typed)).toEqual([]);
  const frame = consumer.page.frames().find((one) => one.url().startsWith(stage.desk.formOrigin));
  const left = await frame?.evaluate(() => [
    document.documentElement.outerHTML,
    document.cookie,
    JSON.stringify({ ...localStorage }),
    JSON.stringify({ ...sessionStorage }),
    location.href,
  ]);
  expect(left).toBeDefined();
  expect(tracesOf(left?.join('\n') ?? '', typed)).toEqual([]);
});

test('SF-CN-03 SF-OTK-07 SF-WV-05 a link opens after a tap, and is worthless in a second browser', async () => {
  const { maya } = await conversation();
  await maya.send('Payment card');
  await maya.page.getByText('The form has been sent by the agent.').waitFor();
  const [open] = await stage.desk.tellsafe.conversations.list({ accountId: ACCOUNT, agentId: stage.desk.ids.maya });
  const place = { accountId: ACCOUNT, conversationId: open?.id ?? '' };
  const [invitation] = await stage.desk.tellsafe.invitations.list(place);
  const link = await stage.desk.tellsafe.invitations.link({ ...place, invitationId: invitation?.id ?? '' });

  const phone = await stage.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await phone.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  await page.goto(link);
  await page.getByRole('button', { name: 'Open the secure form' }).waitFor();
  expect(page.url()).toBe(link.split('#')[0]); // the secret has left the address bar
  expect(requests.filter((request) => request.startsWith('POST') && /begin|open/.test(request))).toEqual([]);
  await page.getByRole('button', { name: 'Open the secure form' }).tap();
  await page.getByRole('textbox', { name: 'Card number' }).waitFor();
  for (const [label, value] of Object.entries(CARD)) await page.getByRole('textbox', { name: label }).fill(value);

  const thief = await (await stage.browser.newContext()).newPage();
  await thief.goto(link);
  await thief.getByRole('button', { name: 'Open the secure form' }).click();
  await thief
    .getByText(/could not be opened|another device/)
    .first()
    .waitFor();

  await page.getByRole('button', { name: 'Submit' }).tap();
  await page.getByText('Payment card has been submitted').waitFor();
  expect((await readAnswers(maya))['Card number']).toBe('4111111111111111');
  expect(requests.filter((request) => !request.includes(stage.desk.formOrigin))).toEqual([]);
});
