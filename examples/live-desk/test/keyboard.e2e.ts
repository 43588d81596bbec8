// A consumer without a mouse, from the bubble to the end: choices, a masked answer that is shown and hidden, more time, declining. The
// payment card by keyboard in three engines: engines/whole-flow.e2e.
import type { Frame, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { focusedElement, nameOfFocus } from './engines/find-element.ts';
import { type Agent, type Consumer, meet } from './people.ts';
import { useStage } from './stage.ts';

const stage = useStage();
/** Most presses of Tab to get anywhere. */
const PRESSES = 40;
/** The form's time but for a minute and a half, in parts in which an agent at work says something; milliseconds. */
const PARTS = 6;
const PART_MS = ((30 * 60 - 90) * 1_000) / PARTS;

async function invited(form: string): Promise<{ consumer: Consumer; maya: Agent }> {
  const { consumer, maya } = await meet(await stage.profile(), stage.browser, stage.desk);
  await maya.send(form);
  await consumer.bubble.getByText(form).waitFor();
  return { consumer, maya };
}

async function formIn({ page, form }: Consumer): Promise<Frame> {
  await form.getByRole('button', { name: 'Submit' }).waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(stage.desk.formOrigin));
  if (!frame) throw new Error('there is no form');
  return frame;
}

/** Presses Tab until a control has the focus, named as it is heard. */
async function tabTo(page: Page, place: Page | Frame, name: string, key = 'Tab'): Promise<void> {
  const met: string[] = [];
  while (met.at(-1) !== name) {
    if (met.length > PRESSES) throw new Error(`Tab does not lead to “${name}”, only to ${met.join(', ')}`);
    await page.keyboard.press(key);
    met.push(await place.evaluate<string>(`(${nameOfFocus})((${focusedElement})())`));
  }
}

/** Presses a button that Tab leads to. */
async function press(page: Page, place: Page | Frame, name: string, key?: string): Promise<void> {
  await tabTo(page, place, name, key);
  await page.keyboard.press('Enter');
}

async function type(page: Page, place: Page | Frame, name: string, text: string): Promise<void> {
  await tabTo(page, place, name);
  await page.keyboard.type(text);
}

test('SF-A11Y-01 SF-TIME-08 SF-WV-01 without a mouse: resumed, more time, an answer shown and hidden, a choice, submitted', async () => {
  const { consumer, maya } = await invited('Identity check');
  const { page } = consumer;
  await press(page, page, 'Fill in form', 'Shift+Tab'); // it stands above the field for messages
  await formIn(consumer);
  for (let part = 0; part < PARTS; part += 1) {
    stage.advance(PART_MS);
    await maya.page.getByLabel('Message', { exact: true }).fill(`Part ${part}`);
    await maya.page.keyboard.press('Enter');
    await maya.page.getByText(`Part ${part}`).last().waitFor();
  }
  await page.reload();
  await consumer.bubble.getByText('Continue the form').waitFor();
  await press(page, page, 'Continue the form', 'Shift+Tab');
  const form = await formIn(consumer);
  await consumer.form.getByText('The time for this form is running out.').waitFor();
  await press(page, form, 'I need more time');
  await consumer.form.getByText('You have more time now.').waitFor({ state: 'attached' });
  await consumer.form.getByText(/(29|30) minutes left/).waitFor();

  await type(page, form, 'Date of birth', '22/11/1990');
  await type(page, form, 'Social security number', '123456789');
  const looksOf = (id: string) => form.locator(`#q-${id}`).evaluate((field) => getComputedStyle(field).getPropertyValue('-webkit-text-security')); // biome-ignore format: one thought
  expect(await looksOf('ssn')).toBe('disc');
  await press(page, form, 'Show Social security number');
  await expect.poll(() => looksOf('ssn')).toBe('none');
  expect(await form.locator('#q-ssn').inputValue()).toBe('123-45-6789');
  await page.keyboard.press('Space'); // the same button hides it again
  await expect.poll(() => looksOf('ssn')).toBe('disc');
  await type(page, form, 'Telephone PIN', '4829');
  await tabTo(page, form, 'Yes');
  await page.keyboard.press('ArrowDown');
  expect(await form.getByRole('radio', { name: 'No' }).isChecked()).toBe(true);
  await press(page, form, 'Submit');
  await consumer.form.getByText('Identity check has been submitted').waitFor();
  await press(page, form, 'Close');
  await consumer.bubble.getByText('This form has been submitted').waitFor();
});

test('SF-A11Y-01 SF-FLOW-10 without a mouse: declined in the form, after thinking twice', async () => {
  const { consumer, maya } = await invited('Payment card');
  const { page } = consumer;
  await press(page, page, 'Fill in form', 'Shift+Tab');
  const form = await formIn(consumer);
  await press(page, form, 'Decline');
  await consumer.form.getByText('Do you want to decline this form?').waitFor();
  await page.keyboard.press('Escape');
  await consumer.form.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await form.evaluate<string>(`(${nameOfFocus})((${focusedElement})())`)).toBe('Decline');
  await page.keyboard.press('Enter');
  await press(page, form, 'Decline the form');
  await consumer.form.getByText('You declined this form').waitFor();
  await maya.page.getByText('The consumer has declined the form.').waitFor();
});

test('SF-A11Y-01 SF-FLOW-10 without a mouse: declined in the conversation', async () => {
  const { consumer, maya } = await invited('Payment card');
  const { page, bubble } = consumer;
  await press(page, page, 'Decline', 'Shift+Tab');
  await bubble.locator('dialog').waitFor();
  await press(page, page, 'Decline the form');
  await bubble.getByText('You declined this form').waitFor();
  await maya.page.getByText('The consumer has declined the form.').waitFor();
});
