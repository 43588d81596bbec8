// SF-ADM-01 in a real browser: an admin makes a form and sees it as consumers will, an agent sends it, a consumer fills it in; two admins at
// the same time; rolling back. The preview is the kit's own page in a frame of its own origin.
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Agent, agentAt, consumerAt } from '../people.ts';
import { useStage } from '../stage.ts';

const stage = useStage();
const FORM = 'Callback';

async function adminAt(): Promise<Agent> {
  const admin = await agentAt(stage.browser, stage.desk.deskUrl);
  await admin.signIn('ada');
  await admin.page.getByRole('button', { name: 'Forms', exact: true }).click();
  await admin.page.getByRole('heading', { name: 'Form studio' }).waitFor();
  return admin;
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** Makes the form of these tests with two questions, up to where it could be saved. */
async function draftForm({ page }: Agent): Promise<void> {
  await button(page, 'New form').first().click();
  await button(page, /^Blank form/).click();
  await field(page, 'Name').fill(FORM);
  await field(page, 'Description').fill('When may we call you?');
  await button(page, /^1 Question without a label/).click();
  await field(page, 'Label').fill('Phone');
  await button(page, 'Add question').click();
  await field(page, 'Label').fill('Best time');
}

async function saved({ page }: Agent, version: number): Promise<void> {
  await button(page, 'Save').click();
  await page.getByRole('status').getByText(`${FORM} is saved as version ${version}.`).waitFor({ state: 'attached' });
}

test('SF-ADM-01 a form is made, ordered by keyboard, seen as it will be, saved, sent and filled in', async () => {
  const admin = await adminAt();
  const { page } = admin;
  await draftForm(admin);
  // By keyboard alone, and told.
  await button(page, /^Move question 2: drag/).focus();
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').getByText('Best time is now question 1 of 2.').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => document.hasFocus())).toBe(true);
  const preview = page.frameLocator('tellsafe-studio-preview:visible iframe');
  await expect
    .poll(() => preview.locator('label').allInnerTexts(), { timeout: 20_000 })
    .toEqual(['Best time', 'Phone']);
  // What is typed into the preview goes nowhere, and it says so.
  expect(await preview.locator('.preview-note').innerText()).toContain('nothing is sent');
  await preview.getByRole('textbox', { name: 'Best time' }).fill('noon');
  await preview.getByRole('textbox', { name: 'Phone' }).fill('call me');
  await preview.getByRole('button', { name: 'Submit' }).click();
  await preview.getByRole('button', { name: 'Close' }).last().click();
  await expect.poll(() => preview.getByRole('textbox', { name: 'Phone' }).inputValue(), { timeout: 20_000 }).toBe('');
  await saved(admin, 1);

  const consumer = await consumerAt(stage.browser, stage.desk.shopUrl);
  await consumer.say('Please call me');
  const agent = await agentAt(stage.browser, stage.desk.deskUrl);
  await agent.signIn('maya');
  await agent.choose();
  await agent.take();
  await agent.send(FORM);
  await consumer.openForm();
  await consumer.fill({ 'Best time': 'Noon', Phone: '555 0100' });
  await consumer.submit();
  await agent.viewForm.click();
  expect(await agent.answer('Best time')).toBe('Noon');
  expect([...admin.problems, ...agent.problems, ...consumer.problems]).toEqual([]);
});

test('SF-ADM-01 two admins at the same time: the later one is shown both and chooses; rolling back makes a version', async () => {
  const one = await adminAt();
  await draftForm(one);
  await saved(one, 1);
  const other = await adminAt();
  await button(other.page, `Edit ${FORM}`).click();
  await field(other.page, 'Description').fill('Theirs');
  await saved(other, 2);
  await field(one.page, 'Description').fill('Mine');
  await button(one.page, 'Save').click();
  const dialog = one.page.getByRole('dialog', { name: 'Somebody else was faster' });
  await dialog.getByText('Theirs', { exact: true }).waitFor();
  await dialog.getByText('Mine', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await one.page.getByRole('status').getByText('saved as version 3').waitFor({ state: 'attached' });

  await button(one.page, 'Versions').click();
  const versions = one.page.getByRole('dialog', { name: `Versions of ${FORM}` });
  await versions
    .getByRole('listitem')
    .filter({ hasText: 'Version 2' })
    .getByRole('button', { name: /^Compare/ })
    .click();
  await versions.getByText('Theirs', { exact: true }).waitFor();
  await versions.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect
    .poll(() => field(one.page, 'Description').inputValue(), { timeout: 20_000 })
    .toBe('When may we call you?');
  await one.page.getByRole('status').getByText('saved as version 4').waitFor({ state: 'attached' });

  // What is not saved outlives a reload of the tab, and is asked about before it is left.
  await field(one.page, 'Description').fill('Not saved');
  await button(one.page, 'All forms').click();
  await one.page
    .getByRole('dialog', { name: 'Leave without saving?' })
    .getByRole('button', { name: 'Go on editing' })
    .click();
  one.page.on('dialog', (asked) => void asked.accept());
  await one.page.reload();
  await button(one.page, 'Forms').click();
  await button(one.page, `Edit ${FORM}`).click();
  await one.page.getByText('Your changes of before are here again.').waitFor();
  expect(await field(one.page, 'Description').inputValue()).toBe('Not saved');
  expect([...one.problems, ...other.problems].filter((problem) => !problem.includes('409'))).toEqual([]);
});
