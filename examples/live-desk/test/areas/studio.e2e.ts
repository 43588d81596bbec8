// SF-ADM-01 in a real browser, as one day of an admin: a form is made, ordered by pointer, finger and keyboard, seen as consumers will,
// saved, sent and filled in; a second tab saves meanwhile; it is rolled back; nothing that is not saved is lost without a question. The
// preview is the kit's own page in a frame of its own origin.
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { type Agent, agentAt, type Consumer, consumerAt } from '../people.ts';
import { useStage } from '../stage.ts';

const stage = useStage();
const FORM = 'Callback';
const SOON = { timeout: 20_000 };

async function openStudio(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Forms', exact: true }).click();
  await page.getByRole('heading', { name: 'Form studio' }).waitFor();
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' });
const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const told = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor({ state: 'attached' });
const labels = (page: Page) => page.locator('.question .label').allInnerTexts();
const handle = (page: Page, number: number) => button(page, new RegExp(`^Move question ${number}: drag`));

/** Makes the form with three questions, up to where it could be saved. */
async function draftForm(page: Page): Promise<void> {
  await button(page, 'New form').first().click();
  await button(page, /^Blank form/).click();
  await field(page, 'Name').fill(FORM);
  await field(page, 'Description').fill('When may we call you?');
  await button(page, /^1 Question without a label/).click();
  await field(page, 'Label').fill('Phone');
  for (const label of ['Best time', 'Reason']) {
    await button(page, 'Add question').click();
    await field(page, 'Label').fill(label);
  }
  await button(page, /^3 Reason/).click();
}

async function save(page: Page, version: number): Promise<void> {
  // By the keyboard: a pointer misses what moves while the preview grows.
  await button(page, 'Save').press('Enter');
  await told(page, `${FORM} is saved as version ${version}.`);
}

/** Middles of the handles of the first and the last of three questions, all of them in the window. */
async function handles(page: Page): Promise<readonly [first: Point, last: Point]> {
  await handle(page, 2).evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const places = async () => [await middle(handle(page, 1)), await middle(handle(page, 3))] as const;
  // What is around them may still grow.
  let before = '';
  const isStill = async () => {
    const last = before;
    before = JSON.stringify(await places());
    return before === last;
  };
  await expect.poll(isStill, SOON).toBe(true);
  return places();
}

interface Point {
  readonly x: number;
  readonly y: number;
}

async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** With a mouse: past several cards, given up by Escape, and along while the page scrolls. */
async function orderByMouse(page: Page): Promise<void> {
  const press = async ({ x, y }: Point) => {
    await page.mouse.move(x, y);
    await page.mouse.down();
  };
  const [first, last] = await handles(page);
  await press(last);
  await page.mouse.move(first.x, first.y - 10, { steps: 6 });
  await expect.poll(() => labels(page), SOON).toEqual(['Reason', 'Phone', 'Best time']);
  expect(await page.locator('.question.dragged .label').innerText()).toBe('Reason');
  await page.mouse.up();
  await told(page, 'Reason is now question 1 of 3.');
  await page.locator('.question.dragged').waitFor({ state: 'detached' });

  await press(first);
  await page.mouse.move(last.x, last.y + 10, { steps: 6 });
  await expect.poll(() => labels(page), SOON).toEqual(['Phone', 'Best time', 'Reason']);
  await page.keyboard.press('Escape');
  await expect.poll(() => labels(page), SOON).toEqual(['Reason', 'Phone', 'Best time']);
  await page.mouse.up();

  // In a window so low that the last card is below it.
  await page.setViewportSize({ width: 1280, height: 480 });
  await handle(page, 1).evaluate((element) => element.scrollIntoView({ block: 'end' }));
  const studio = page.locator('tellsafe-studio');
  const begun = await studio.evaluate((element) => element.scrollTop);
  await press(await middle(handle(page, 1)));
  await page.mouse.move(first.x, 474, { steps: 4 });
  await expect.poll(() => studio.evaluate((element) => element.scrollTop), SOON).toBeGreaterThan(begun + 40);
  await expect.poll(() => labels(page), SOON).toEqual(['Phone', 'Best time', 'Reason']);
  await page.mouse.up();
  await told(page, 'Reason is now question 3 of 3.');
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** With a finger: the card goes along, and the page does not scroll away below it. */
async function orderByFinger(page: Page): Promise<void> {
  const fingers = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Point[]) =>
    fingers.send('Input.dispatchTouchEvent', { type, touchPoints });
  const [first, last] = await handles(page);
  await touch('touchStart', last);
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await touch('touchMove', { x: last.x, y: last.y + (first.y - 10 - last.y) * part });
  }
  await expect.poll(() => labels(page), SOON).toEqual(['Reason', 'Phone', 'Best time']);
  await touch('touchEnd');
  await told(page, 'Reason is now question 1 of 3.');
  await fingers.detach();
}

/** What is shown is what consumers get, and what is typed there goes nowhere. */
async function tryPreview(page: Page): Promise<void> {
  const preview = page.frameLocator('tellsafe-studio-preview:visible iframe');
  await expect.poll(() => preview.locator('label').allInnerTexts(), SOON).toEqual(['Best time', 'Phone']);
  expect(await preview.locator('.preview-note').innerText()).toContain('nothing is sent');
  const looks = () =>
    preview.locator('html').evaluate((root) => `${root.getAttribute('dir')} ${getComputedStyle(root).colorScheme}`);
  expect(await looks()).toBe('ltr light');
  await button(page, 'Dark').click();
  await button(page, 'Desktop').click();
  const chosen = page.locator('tellsafe-studio-preview:visible');
  await chosen.getByRole('combobox').selectOption('ar');
  await expect.poll(looks, SOON).toBe('rtl dark');
  // A whole desktop in the column, whichever way the studio itself is read.
  for (const language of ['ar', 'en']) {
    await page
      .locator('tellsafe-workspace')
      .evaluate((element, tag) => element.setAttribute('language', tag), language);
    await expect
      .poll(() => page.locator('.editor:visible').first().getAttribute('dir'), SOON)
      .toBe(language === 'ar' ? 'rtl' : 'ltr');
    const [frame, screen] = await Promise.all([
      chosen.locator('iframe').boundingBox(),
      chosen.locator('.screen').boundingBox(),
    ]);
    expect(Math.abs((frame?.x ?? 0) - (screen?.x ?? -9))).toBeLessThan(2);
    expect(Math.abs((frame?.width ?? 0) - (screen?.width ?? -9))).toBeLessThan(4);
  }
  await chosen.getByRole('combobox').selectOption('en');
  await button(page, 'Phone').click();
  await button(page, 'Light').click();
  await preview.getByRole('textbox', { name: 'Best time' }).fill('noon');
  await preview.getByRole('textbox', { name: 'Phone' }).fill('call me');
  await preview.getByRole('button', { name: 'Submit' }).click();
  await preview.getByRole('button', { name: 'Close' }).last().click();
  await expect.poll(() => preview.getByRole('textbox', { name: 'Phone' }).inputValue(), SOON).toBe('');
}

/** The saved form goes to a consumer and comes back. */
async function useForm(agent: Agent, consumer: Consumer): Promise<void> {
  await agent.choose();
  await agent.take();
  await agent.send(FORM);
  await consumer.openForm();
  await consumer.fill({ 'Best time': 'Noon', Phone: '555 0100' });
  await consumer.submit();
  await agent.viewForm.click();
  expect(await agent.answer('Best time')).toBe('Noon');
}

/** The later one of two who save is shown both and chooses; rolling back makes a version. */
async function meetInOneForm(page: Page, other: Page): Promise<void> {
  await openStudio(other);
  await button(other, `Edit ${FORM}`).click();
  await field(other, 'Description').fill('Theirs');
  await save(other, 2);
  await page.bringToFront(); // a tab behind another one is slow
  await field(page, 'Description').fill('Mine');
  await button(page, 'Save').click();
  const dialog = page.getByRole('dialog', { name: 'Somebody else was faster' });
  await dialog.getByText('Theirs', { exact: true }).waitFor();
  await dialog.getByText('Mine', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Save mine over theirs' }).click();
  await told(page, 'saved as version 3');

  await button(page, 'Versions').click();
  const versions = page.getByRole('dialog', { name: `Versions of ${FORM}` });
  const second = versions.getByRole('listitem').filter({ hasText: 'Version 2' });
  await second.getByRole('button', { name: /^Compare/ }).click();
  await versions.getByText('Theirs', { exact: true }).waitFor();
  await versions.getByRole('button', { name: 'Roll back to version 1' }).click();
  await expect.poll(() => field(page, 'Description').inputValue(), SOON).toBe('When may we call you?');
  await told(page, 'saved as version 4');
}

/** What is not saved outlives a reload of the tab, and is asked about before it is left: for the list, and for another area. */
async function keepWhatIsNotSaved(page: Page): Promise<void> {
  const leaving = page.getByRole('dialog', { name: 'Leave without saving?' });
  const stay = leaving.getByRole('button', { name: 'Go on editing' });
  await field(page, 'Description').fill('Not saved');
  for (const way of ['All forms', 'Reports']) {
    await button(page, way).click();
    await expect.poll(() => stay.evaluate((element) => element.matches(':focus')), SOON).toBe(true);
    await page.keyboard.press('Enter');
    await leaving.waitFor({ state: 'hidden' });
    expect(await field(page, 'Description').inputValue()).toBe('Not saved');
  }
  const asked = page.waitForEvent('dialog').then((dialog) => dialog.accept());
  await Promise.all([page.reload(), asked]);
  await page.getByRole('heading', { name: 'Form studio' }).waitFor();
  await button(page, `Edit ${FORM}`).click();
  await page.getByText('Your changes of before are here again.').waitFor();
  expect(await field(page, 'Description').inputValue()).toBe('Not saved');
  await button(page, 'Reports').click();
  await leaving.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Reports' }).waitFor();
  await openStudio(page);
  await button(page, `Edit ${FORM}`).click();
  await expect.poll(() => field(page, 'Description').inputValue(), SOON).toBe('When may we call you?');
}

test('SF-ADM-01 SF-A11Y-01 an admin makes a form, orders it in three ways, sees it, saves it and loses nothing', async () => {
  const { browser, desk } = stage;
  const [admin, agent, consumer] = await Promise.all([
    agentAt(browser, desk.deskUrl),
    agentAt(browser, desk.deskUrl),
    consumerAt(browser, desk.shopUrl),
  ]);
  await Promise.all([admin.signIn('ada'), agent.signIn('maya'), consumer.say('Please call me')]);
  const { page } = admin;
  await openStudio(page);
  await draftForm(page);
  await orderByMouse(page);
  await orderByFinger(page);
  // By keyboard alone, and told.
  await button(page, 'Delete question 1').click();
  await expect.poll(() => labels(page), SOON).toEqual(['Phone', 'Best time']);
  await handle(page, 2).focus();
  await page.keyboard.press('ArrowUp');
  await told(page, 'Best time is now question 1 of 2.');
  expect(await page.evaluate(() => document.hasFocus())).toBe(true);
  await tryPreview(page);
  await save(page, 1);
  const other = await page.context().newPage();
  await other.goto(desk.deskUrl);
  await Promise.all([useForm(agent, consumer), meetInOneForm(page, other)]);
  await keepWhatIsNotSaved(page);
  const problems = [...admin.problems, ...agent.problems, ...consumer.problems];
  expect(problems.filter((problem) => !problem.includes('409'))).toEqual([]);
});
