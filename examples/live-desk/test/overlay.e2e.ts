// The bubble and its overlay in a host page of another origin: focus, keyboard, hostile or strict hosts, the network, the others' acts.
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Agent, type Consumer, consumerAt, meet } from './people.ts';
import { useStage } from './stage.ts';

const stage = useStage();

interface Meeting {
  readonly consumer: Consumer;
  readonly maya: Agent;
  /** Every line of the consumer's console that is a warning or an error. */
  readonly complaints: string[];
}

async function invited(context?: BrowserContextOptions | BrowserContext): Promise<Meeting> {
  const shopper = context && 'newPage' in context ? context : await stage.browser.newContext(context);
  const complaints: string[] = [];
  shopper.on('console', (message) => {
    if (['warning', 'error'].includes(message.type())) complaints.push(message.text());
  });
  shopper.on('weberror', (error) => complaints.push(error.error().message));
  const { consumer, maya } = await meet(shopper, stage.browser, stage.desk);
  await maya.send('Payment card');
  await consumer.bubble.getByText('Payment card').waitFor();
  return { consumer, maya, complaints };
}

/** Where the focus is: in the page, in the bubble's shadow root or in the form's frame. */
function focused({ page }: Consumer): Promise<string> {
  return page.evaluate(() => {
    const root = document.activeElement?.shadowRoot;
    return (root?.activeElement ?? document.activeElement)?.localName ?? '';
  });
}

const dialog = ({ bubble }: Consumer) => bubble.locator('dialog');
const card = ({ form }: Consumer) => form.getByRole('textbox', { name: 'Card number' });

test('SF-A11Y-01 SF-WV-02 the focus goes into the form, stays there, and comes back; the page behind does not scroll', async () => {
  const { consumer, complaints } = await invited();
  const { page, bubble } = consumer;
  await bubble.getByRole('button', { name: 'Fill in form' }).focus();
  await page.keyboard.press('Enter');
  await card(consumer).waitFor();
  expect(await focused(consumer)).toBe('iframe');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).toBe('hidden');

  for (let presses = 0; presses < 25; presses += 1) {
    await page.keyboard.press('Tab');
    // At the end of the form the browser's own bars have their turn (the body stands for them); the page behind never has.
    expect(['iframe', 'dialog', 'body']).toContain(await focused(consumer));
  }
  await card(consumer).focus();
  await page.keyboard.press('Escape');
  await dialog(consumer).waitFor({ state: 'detached' });
  expect(await focused(consumer)).toBe('button');
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).overflow)).not.toBe('hidden');
  await bubble.getByText('Opened, not submitted yet').waitFor();
  expect(complaints).toEqual([]);
});

test('SF-INV-05 Escape asks when something was typed, wherever the focus is, and the form can be continued', async () => {
  const { consumer } = await invited();
  const { page, form, bubble } = consumer;
  await consumer.openForm();
  await card(consumer).fill('4111');
  await page.keyboard.press('Escape');
  await form.getByRole('button', { name: 'Stay' }).click();
  expect(await card(consumer).inputValue()).toBe('4111');

  // The host page has the focus back, for example after a click beside the sheet: the question is still asked in the form.
  await page.evaluate(() => (document.activeElement?.shadowRoot?.activeElement as HTMLElement | null)?.blur());
  await dialog(consumer).evaluate((element: HTMLDialogElement) => element.requestClose());
  await form.getByRole('button', { name: 'Stay' }).waitFor();
  expect(await focused(consumer)).toBe('iframe');
  await form.getByRole('button', { name: 'Leave' }).click();
  await dialog(consumer).waitFor({ state: 'detached' });
  await bubble.getByRole('button', { name: 'Continue the form' }).click();
  await card(consumer).waitFor();
});

test('SF-INV-05 a browser that insists on closing does not take away what was typed', async () => {
  const { consumer } = await invited();
  await consumer.openForm();
  await card(consumer).fill('4111');
  await dialog(consumer).evaluate((element: HTMLDialogElement) => element.close());
  await consumer.form.getByRole('button', { name: 'Stay' }).click();
  expect(await dialog(consumer).evaluate((element) => element.matches(':modal'))).toBe(true);
  expect(await card(consumer).inputValue()).toBe('4111');
});

test('a hostile style sheet of the host page neither hides nor disguises the bubble and the form', async () => {
  const { consumer } = await invited();
  await consumer.page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `* { all: unset !important; pointer-events: none !important; visibility: hidden !important }
       tellsafe-invitation, dialog, iframe, button, strong { display: none !important; opacity: 0 !important }
       :root { --height: 1px }`,
    );
    document.adoptedStyleSheets = [sheet];
  });
  await consumer.openForm();
  await consumer.fill({ 'Name on card': 'Ada Moreau' });
  const box = await dialog(consumer).boundingBox();
  expect(box?.height).toBeGreaterThan(300);
  expect(await dialog(consumer).evaluate((element) => getComputedStyle(element).opacity)).toBe('1');
});

test('SF-WV-02 the strictest policies of a host page (no inline style, no markup from text) change nothing', async () => {
  const context = await stage.browser.newContext();
  // The shop's own policy allows no inline style already.
  await context.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'Content-Security-Policy';
      meta.content = "require-trusted-types-for 'script'; trusted-types 'none'";
      document.head.append(meta);
    });
  });
  const { consumer, complaints } = await invited(context);
  const refused = await consumer.page.evaluate(() => {
    try {
      document.createElement('p').innerHTML = '<b>';
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
  complaints.length = 0; // Chromium told about the line above
  await consumer.openForm();
  await consumer.fill({ 'Name on card': 'Ada Moreau' });
  expect(complaints).toEqual([]);
});

test('SF-INV-02 offline the bubble is greyed out and says why; it comes back by itself', async () => {
  const { consumer } = await invited();
  const { page, bubble } = consumer;
  const button = bubble.getByRole('button', { name: 'Fill in form' });
  const color = () => button.evaluate((element) => getComputedStyle(element).color);
  const before = await color();
  await page.context().setOffline(true);
  await bubble.getByText('You are offline.').waitFor();
  expect(await button.isDisabled()).toBe(true);
  expect(await color()).not.toBe(before);
  await page.context().setOffline(false);
  await bubble.getByText('Ready to fill in').waitFor();
  await consumer.openForm();
});

test('SF-FLOW-10 declined after a question, and the agent is told', async () => {
  const { consumer, maya } = await invited();
  const { bubble, page } = consumer;
  const decline = bubble.getByRole('button', { name: 'Decline', exact: true });
  await decline.click();
  await dialog(consumer).waitFor();
  await page.keyboard.press('Escape');
  await dialog(consumer).waitFor({ state: 'detached' });
  expect(await focused(consumer)).toBe('button');
  await decline.click();
  await dialog(consumer).getByText('Your agent will be told.').waitFor();
  await dialog(consumer).getByRole('button', { name: 'Decline the form' }).click();
  await bubble.getByText('You declined this form').waitFor();
  expect(await bubble.getByRole('button').count()).toBe(0);
  await maya.page.getByText('The consumer has declined the form.').waitFor();
});

test('SF-FLOW-10 SF-STA-05 withdrawn by the agent: the open form ends, and so does the bubble', async () => {
  const { consumer, maya } = await invited();
  await consumer.openForm();
  await card(consumer).fill('4111');
  await maya.page.getByRole('button', { name: 'Withdraw form' }).first().click();
  await maya.page.getByRole('dialog').getByRole('button', { name: 'Withdraw form' }).click();
  await consumer.form.getByText('The agent has withdrawn this form').waitFor();
  expect(await card(consumer).count()).toBe(0);
  await consumer.form.getByRole('button', { name: 'Close' }).last().click();
  await dialog(consumer).waitFor({ state: 'detached' });
  await consumer.bubble.getByText('The agent has withdrawn this form').waitFor();
  expect(await focused(consumer)).toBe('div'); // its button is gone: the bubble has the focus
});

test('SF-INV-04 opened on one device the others say so at once, cannot open it, and see that it was submitted', async () => {
  const profile = await stage.profile();
  const { consumer } = await invited(profile);
  const other = await consumerAt(stage.browser, stage.desk.shopUrl);
  const state = await consumer.page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  await other.page.evaluate((copied) => Object.assign(sessionStorage, JSON.parse(copied)), state);
  await other.page.reload();
  await other.bubble.getByText('Ready to fill in').waitFor();

  await consumer.openForm();
  await other.bubble.getByText('Opened. It can be continued only on the device where it was opened.').waitFor();
  await other.bubble.getByRole('button', { name: 'Continue the form' }).click();
  await other.form.getByText('This form has been opened on another device').waitFor();
  expect(await other.form.getByRole('textbox').count()).toBe(0);
  await other.form.getByRole('button', { name: 'Close' }).last().click();
  await other.bubble.getByText('This form has been opened on another device').waitFor();
  expect(await other.bubble.getByRole('button').count()).toBe(0);

  await consumer.fill({
    'Name on card': 'Ada Moreau',
    'Card number': '4111111111111111',
    'Expiry date': '12/31',
    CVV: '737',
  });
  await consumer.submit();
  const submitted = 'This form has been submitted and cannot be reopened for security reasons';
  await other.bubble.getByText(submitted).waitFor();
  await consumer.form.getByRole('button', { name: 'Close' }).last().click();
  await consumer.bubble.getByText(submitted).waitFor();
});

test('SF-LANG-01 SF-LANG-03 SF-THM-14 right-to-left and dark: bubble, questions and form follow the device', async () => {
  const { consumer } = await invited({ locale: 'ar-EG', colorScheme: 'dark' });
  const { bubble, form, page } = consumer;
  await page.evaluate(() => {
    document.documentElement.style.colorScheme = 'dark';
  });
  await bubble.getByRole('button', { name: 'رفض', exact: true }).click();
  expect(await dialog(consumer).getAttribute('dir')).toBe('rtl');
  await dialog(consumer).getByRole('button', { name: 'إلغاء' }).click();
  const box = bubble.locator('.bubble');
  const look = await box.evaluate((element) => {
    const { direction, backgroundColor } = getComputedStyle(element);
    return { direction, backgroundColor };
  });
  expect(look).toEqual({ direction: 'rtl', backgroundColor: 'rgb(27, 35, 32)' });
  await bubble.getByRole('button', { name: 'تعبئة النموذج' }).click();
  await form.getByRole('button', { name: 'إرسال' }).waitFor();
  expect(await form.locator('html').getAttribute('dir')).toBe('rtl');
});
