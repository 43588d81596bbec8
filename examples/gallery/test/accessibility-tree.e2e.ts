// What a screen reader is told, state by state: names, roles, what is required and wrong, help and errors, dialogs, and what is spoken
// without being asked for. The controls take something away on purpose; the same comparison must miss it.
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { heardIn, outlineOf, unheardIn } from '../../live-desk/test/accessibility-tree.ts';
import { END, errors, heard, WRONG } from './heard.ts';
import { useGallery } from './stage.ts';

const stage = useGallery();
test.each(heard)('SF-A11Y-01 a screen reader hears of %s, %s', async (group, name, lines) => {
  const page = await stage.cell(group, name);
  expect(outlineOf(await heardIn(page))).toEqual(lines);
});

test('SF-A11Y-01 choices are a group with a name, what is optional says so, and a list has its choices', async () => {
  const page = await stage.cell('Form', 'chosen');
  await page.locator('[type=submit]').click();
  const lines = outlineOf(await heardIn(page)).map((line) => line.trim());
  expect(lines).toEqual(
    expect.arrayContaining([
      'textbox "Text, optional (optional)"',
      'textbox "Text" [focused invalid required]: Please fill this in. Some help.',
      'radiogroup "Choice of two" [required]',
      'radio "Yes" [checked]',
      'combobox "Choice of many" [invalid]: Please choose one.',
      'option "Athens"',
    ]),
  );
});

describe('SF-A11Y-01 what happens is spoken', () => {
  let page: Page;
  beforeAll(async () => {
    page = await stage.cell('Form', 'little time');
  });
  const end = async () => outlineOf(await heardIn(page)).at(-1);

  test('more time was given', async () => {
    await page.locator('tellsafe-form').evaluate((form: HTMLElement & { state: object }) => {
      form.state = { ...form.state, extensionsLeft: 1, secondsLeft: 1_800 };
    });
    expect(await end()).toBe(`${END}: You have more time now.`);
  });

  test('a field that was left has an error', async () => {
    await page.getByLabel('Card number', { exact: true }).fill('4111 1111 1111 1112');
    await page.keyboard.press('Shift+Tab');
    await expect.poll(end).toBe(`${END}: Card number: ${WRONG.number}`);
  });
});

describe('SF-A11Y-01 controls: what is taken away is missed', () => {
  test.each([
    [
      'a label',
      (page: Page) => page.locator('label[for=q-number]').evaluate((label) => label.remove()),
      'textbox without a name',
    ],
    [
      'the link from a field to its error',
      (page: Page) => page.locator('#q-number').evaluate((field) => field.removeAttribute('aria-describedby')),
      'textbox "Card number" does not say what is wrong',
    ],
    [
      'a live region',
      (page: Page) => page.locator('.summary [role=alert]').evaluate((region) => region.removeAttribute('role')),
      undefined,
    ],
    [
      'what marks an error',
      (page: Page) => page.locator('#q-number').evaluate((field) => field.removeAttribute('aria-invalid')),
      undefined,
    ],
  ])('%s', async (_, take, trouble) => {
    const page = await stage.cell('Form', 'errors');
    expect(outlineOf(await heardIn(page))).toEqual(errors);
    await take(page);
    const left = await heardIn(page);
    expect(outlineOf(left)).not.toEqual(errors);
    expect(unheardIn(left)).toEqual(trouble ? [trouble] : []);
  });
});
