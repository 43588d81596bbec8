// Signing in at the desk, in a real browser over the real login: wrong passwords, the first sign-in, an authenticator app, idling, and
// who is shown which areas.
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ACCOUNT } from '../../src/live-desk.ts';
import { PASSWORD, people } from '../../src/people.ts';
import { violations } from '../axe.ts';
import { focusedElement, nameOfFocus } from '../engines/find-element.ts';
import { agentAt, signInAs } from '../people.ts';
import { useStage } from '../stage.ts';

const stage = useStage();

const NEXT = 'a-better-phrase-77';
const MINUTE_MS = 60_000;
const refusal = /User name and password do not match/;
/** How long something may take on a busy machine. */
const SOON = { timeout: 20_000 };

/** Opens the desk in a browser of its own. */
async function atTheDoor(): Promise<Page> {
  const { page } = await agentAt(stage.browser, stage.desk.deskUrl);
  await page.getByLabel('User name', { exact: true }).waitFor();
  return page;
}

const isIn = (page: Page): Promise<void> => page.getByRole('button', { name: 'Sign out' }).waitFor();
const focusOf = (page: Page): Promise<string> => page.evaluate<string>(`(${nameOfFocus})((${focusedElement})())`);
const focusComesTo = (page: Page, name: string) => expect.poll(() => focusOf(page), SOON).toBe(name);

test('SF-POL-02 three wrong passwords lock, the right one does not help, an admin does', async () => {
  const page = await atTheDoor();
  const statusOf = async () => {
    const operators = await stage.desk.login.operators.list({ accountId: ACCOUNT });
    return operators.find(({ name }) => name === 'maya')?.status;
  };
  for (let wrong = 1; wrong <= 3; wrong += 1) {
    const answered = page.waitForResponse((response) => response.url().endsWith('/operators/sign-in'));
    await signInAs(page, 'maya', `wrong password ${wrong}`);
    expect((await answered).status()).toBe(401);
    await page.getByRole('alert').filter({ hasText: refusal }).waitFor();
    await focusComesTo(page, 'Password');
    expect(await statusOf()).toBe(wrong < 3 ? 'active' : 'locked');
  }
  const answered = page.waitForResponse((response) => response.url().endsWith('/operators/sign-in'));
  await signInAs(page, 'maya');
  expect((await answered).status()).toBe(401);
  await page.getByRole('alert').filter({ hasText: refusal }).waitFor();
  await stage.desk.login.operators.enable({ accountId: ACCOUNT, operatorId: stage.desk.ids.maya });
  await signInAs(page, 'maya');
  await isIn(page);
});

test('SF-POL-01 SF-A11Y-01 SF-A11Y-02 T20 the first sign-in, with the keyboard alone, of somebody with a hostile name', async () => {
  const displayName = '<img src=x onerror=alert(1)>\u202e{name}';
  const { operator, password } = await stage.desk.login.operators.create({
    ...{ accountId: ACCOUNT, name: '"><svg/onload=alert(1)>', displayName, role: 'agent' },
  });
  const page = await atTheDoor();
  let alerts = 0;
  page.on('dialog', (dialog) => {
    alerts += 1;
    void dialog.dismiss();
  });
  await focusComesTo(page, 'User name');
  const tabTo = async (field: string) => {
    for (let presses = 0; (await focusOf(page)) !== field; presses += 1) {
      if (presses > 6) throw new Error(`Tab does not lead to ${field}`);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('ControlOrMeta+a');
  };
  await page.keyboard.type(operator.name);
  await tabTo('Password');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
  await focusComesTo(page, 'New password');
  await page.keyboard.type('too short');
  await page.keyboard.press('Enter');
  await focusComesTo(page, 'New password again');
  await page.keyboard.type('too short');
  await page.keyboard.press('Enter');
  await page.getByText('This password does not have what is missing in the list below.').waitFor();
  await focusComesTo(page, 'New password');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type(NEXT); // what stood there is selected
  await tabTo('New password again');
  await page.keyboard.type(NEXT);
  await page.keyboard.press('Enter');
  await isIn(page);
  expect(await page.locator('.agent bdi').textContent()).toBe(displayName);
  expect([alerts, await page.locator('tellsafe-workspace img').count()]).toEqual([0, 0]);
  const left = await page.evaluate(() => [{ ...localStorage }, { ...sessionStorage }, document.body.outerHTML]);
  for (const secret of [NEXT, password]) expect(JSON.stringify(left)).not.toContain(secret);
});

test('SF-PERM-02 an authenticator app is set up and asked for; signing out ends the login too', async () => {
  const page = await atTheDoor();
  await signInAs(page, 'tom');
  await page.getByRole('button', { name: 'Security' }).click();
  await page.getByRole('button', { name: 'Set up authenticator app' }).click();
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  expect(await violations(page)).toEqual([]);
  const secret = Secret.fromBase32((await page.locator('.secret code').innerText()).replaceAll(' ', ''));
  const shown = () => new TOTP({ secret }).generate({ timestamp: stage.now() });
  await page.getByLabel('Code that the app shows now').fill(shown());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('You sign in with password and authenticator app.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You are signed out').waitFor();
  await page.getByRole('button', { name: 'Sign in' }).click();

  stage.advance(2 * MINUTE_MS); // a code works once
  await signInAs(page, 'tom');
  await page.getByLabel('Code', { exact: true }).fill('wrong');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('This code is not right, or was used before.').waitFor();
  await page.getByLabel('Code', { exact: true }).fill(shown());
  await page.getByRole('button', { name: 'Confirm' }).click();
  await isIn(page);
});

test('SF-POL-03 after fifteen minutes without activity the sign-in is there again; activity moves the end', async () => {
  const page = await atTheDoor();
  await signInAs(page, 'nora');
  await isIn(page);
  stage.advance(10 * MINUTE_MS);
  const kept = page.waitForResponse((response) => response.url().endsWith('/operators/activity') && response.ok());
  await page.keyboard.press('Shift');
  await kept;
  stage.advance(10 * MINUTE_MS);
  await page.reload();
  await isIn(page);
  stage.advance(16 * MINUTE_MS);
  await page.reload();
  await page.getByLabel('User name', { exact: true }).waitFor();
});

test('SF-POL-02 whoever is disabled is out at the next thing that they do, and reads why', async () => {
  const page = await atTheDoor();
  await signInAs(page, 'ada');
  await isIn(page);
  await stage.desk.login.operators.disable({ accountId: ACCOUNT, operatorId: stage.desk.ids.ada });
  await page.keyboard.press('Shift');
  await page.getByText('an admin ended your sign-in').waitFor();
  await signInAs(page, 'ada');
  await page.getByRole('alert').filter({ hasText: refusal }).waitFor();
});

test('SF-PERM-01 each role is shown its areas and no others, and comes back to the one it was in', async () => {
  for (const { name, displayName, role } of people) {
    const page = await atTheDoor();
    await page.getByRole('button', { name: `${displayName} ${name}, ${role}` }).click(); // the demo's own hint
    await focusComesTo(page, 'Sign in');
    await page.keyboard.press('Enter');
    await isIn(page);
    const rail = page.getByRole('navigation', { name: 'Areas' });
    if (role === 'agent') {
      await page.getByText('No conversations yet').waitFor();
      expect(await rail.count()).toBe(0);
      continue;
    }
    await rail.waitFor();
    const places = await rail.locator('.place-name').allInnerTexts();
    expect(places.includes('Conversations')).toBe(role === 'manager');
    expect(places.includes('Webhooks')).toBe(role === 'admin');
    expect(places).toEqual(expect.arrayContaining(['Reports', 'Audit']));
    await rail.getByRole('button', { name: 'Audit' }).click();
    await page.locator('tellsafe-audit').waitFor();
    await page.reload();
    await page.locator('tellsafe-audit').waitFor();
    expect(await rail.locator('[aria-current=page]').innerText()).toBe('Audit');
    await rail.getByRole('button', { name: 'Reports' }).focus();
    await page.keyboard.press('End');
    expect(await focusOf(page)).toBe(places.at(-1));
  }
});
