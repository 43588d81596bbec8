import { TellsafeError } from '@tellsafe/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  all,
  attributesOf,
  button,
  hasButton,
  loadEnglish,
  mount,
  one,
  rendered,
  textOf,
} from '../../../test/support/elements.ts';
import { type FakeLogin, fakeLogin } from '../../../test/support/fake-login.ts';
import { knownWords, loadWords } from '../shared/words.ts';
import { defineSignIn } from './define.ts';
import type { TellsafeSignIn } from './sign-in.ts';
import { signInTexts } from './texts.ts';

defineSignIn();
beforeEach(loadEnglish);
afterEach(() => document.body.replaceChildren());

const PASSWORD = 'juniper-desk-2026';

async function show(options: Parameters<typeof fakeLogin>[0] = {}): Promise<[TellsafeSignIn, FakeLogin, string[]]> {
  const login = fakeLogin(options);
  const element = Object.assign(document.createElement('tellsafe-sign-in'), { language: 'en', login });
  const told: string[] = [];
  for (const name of ['signed-in', 'signed-out', 'account-closed']) {
    element.addEventListener(name, (event) => {
      const { reason, operator } = (event as CustomEvent).detail;
      told.push([name, reason ?? operator?.name].filter(Boolean).join(' '));
    });
  }
  document.body.append(element);
  await rendered(element);
  await rendered(element);
  return [element, login, told];
}

const input = (element: Element, id: string): HTMLInputElement => one<HTMLInputElement>(element, `#${id}`);
function type(element: Element, id: string, text: string): void {
  input(element, id).value = text;
  input(element, id).dispatchEvent(new Event('input'));
}
async function submit(element: HTMLElement, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, text] of Object.entries(values)) type(element, id, text);
  one<HTMLFormElement>(element, 'form').dispatchEvent(new SubmitEvent('submit', { cancelable: true }));
  for (let turn = 0; turn < 4; turn += 1) await rendered(element);
}
const focusOf = (element: Element): string => element.shadowRoot?.activeElement?.id ?? '';
const titleOf = (element: Element): string => textOf(one(element, 'h2'));
const autocompletes = (element: Element): (string | null)[] =>
  all(element, 'input').map((each) => each.getAttribute('autocomplete'));

describe('<tellsafe-sign-in>', () => {
  test('SF-PERM-02 asks for name and password, tells who signed in, and shows nothing then', async () => {
    const [element, login, told] = await show();
    expect([titleOf(element), autocompletes(element)]).toEqual(['Sign in', ['username', 'current-password']]);
    await submit(element, { name: ' maya ', password: PASSWORD });
    expect(login.calls).toEqual(['load', `signIn maya ${PASSWORD}`]);
    expect(told).toEqual(['signed-in maya']);
    expect(textOf(element)).toBe('');
    await element.signOut();
    await rendered(element);
    expect(told).toEqual(['signed-in maya', 'signed-out signed-out']);
    expect([titleOf(element), textOf(element)]).toEqual(['Sign in', expect.not.stringContaining('signed out')]);
  });

  test('whoever is signed in already sees nothing of it', async () => {
    const [element, , told] = await show({ first: 'done' });
    expect([textOf(element), told]).toEqual(['', ['signed-in maya']]);
  });

  test('what is left out is named beside its field, before anything is sent', async () => {
    const [element, login] = await show();
    await submit(element, {});
    expect(all(element, '.error').map(textOf)).toEqual(['Enter your user name.', 'Enter your password.']);
    expect([focusOf(element), input(element, 'name').getAttribute('aria-describedby')]).toEqual(['name', 'name-error']);
    expect(login.calls).toEqual(['load']);
  });

  test('SF-POL-02 a refusal is said aloud with what to do, and the focus goes to the password', async () => {
    const [element, login] = await show();
    login.fail(new TellsafeError('login_required'));
    await submit(element, { name: 'maya', password: 'wrong password 1' });
    expect(textOf(one(element, '[role=alert]'))).toMatch(
      /User name and password do not match.*only an admin can unlock/,
    );
    expect(focusOf(element)).toBe('password');
    for (const [code, text] of [
      ['network_failed', 'The server cannot be reached.'],
      ['overloaded', 'Many people are signing in right now.'],
      ['internal', 'This did not work.'],
    ] as const) {
      login.fail(new TellsafeError(code));
      await submit(element, { name: 'maya', password: 'x' });
      expect(textOf(one(element, '[role=alert]'))).toContain(text);
    }
  });

  test('a password can be looked at, until the step is over', async () => {
    const [element] = await show({ afterSignIn: 'new-password' });
    button(element, 'Show password').click();
    await rendered(element);
    expect(input(element, 'password').type).toBe('text');
    await submit(element, { name: 'maya', password: PASSWORD });
    expect(input(element, 'next').type).toBe('password');
  });

  test('Caps Lock is noticed', async () => {
    const [element] = await show();
    const press = async (isOn: boolean) => {
      const event = new KeyboardEvent('keydown', { key: 'A' });
      event.getModifierState = (name) => name === 'CapsLock' && isOn;
      input(element, 'password').dispatchEvent(event);
      await rendered(element);
      return textOf(one(element, '.caps'));
    };
    expect([await press(true), await press(false)]).toEqual(['Caps Lock is on.', '']);
  });

  test('SF-POL-01 a forced change knows the password of before, and shows live what the new one lacks', async () => {
    const [element, login, told] = await show({ afterSignIn: 'new-password' });
    await submit(element, { name: 'maya', password: 'given by an admin 1' });
    expect([titleOf(element), focusOf(element)]).toEqual(['Choose a new password', 'next']);
    expect(autocompletes(element)).toEqual(['username', 'new-password', 'new-password']);
    const met = async (next: string, repeat = '') => {
      type(element, 'next', next);
      type(element, 'repeat', repeat);
      await rendered(element);
      return all(element, '.rules li')
        .map((each) => (each.classList.contains('met') ? 'x' : '-'))
        .join('');
    };
    expect([await met(''), await met('short1'), await met('long enough to be'), await met(PASSWORD, PASSWORD)]).toEqual(
      ['----', '-xx-', 'xx--', 'xxxx'],
    );
    expect(textOf(one(element, '.rules'))).toContain('at least 12 characters');
    await submit(element, { next: PASSWORD, repeat: 'another' });
    expect([textOf(one(element, '#repeat-error')), focusOf(element)]).toEqual([
      'This is not the same password as above.',
      'repeat',
    ]);
    login.fail(new TellsafeError('request_invalid', { issues: [{ path: 'next', code: 'used_before' }] }));
    await submit(element, { next: PASSWORD, repeat: PASSWORD });
    expect([textOf(one(element, '#next-error')), focusOf(element)]).toEqual([
      'You have used this password before. Choose another one.',
      'next',
    ]);
    await submit(element, { next: PASSWORD, repeat: PASSWORD });
    expect(login.calls.at(-1)).toBe(`changePassword given by an admin 1 ${PASSWORD}`);
    expect(told).toEqual(['signed-in maya']);
  });

  test('after a reload in the middle the current password is asked for', async () => {
    const [element] = await show({ first: 'new-password' });
    expect(autocompletes(element)).toEqual(['username', 'current-password', 'new-password', 'new-password']);
  });

  test('the second factor: a wrong code is said beside the field; when it is over it begins anew', async () => {
    const [element, login, told] = await show({ afterSignIn: 'second-factor' });
    await submit(element, { name: 'ada', password: PASSWORD });
    expect([titleOf(element), autocompletes(element)]).toEqual(['Confirm that it is you', ['one-time-code']]);
    login.fail(new TellsafeError('login_required'));
    await submit(element, { code: '000000' });
    expect([textOf(one(element, '#code-error')), focusOf(element)]).toEqual([
      expect.stringContaining('This code is not right'),
      'code',
    ]);
    login.fail(new TellsafeError('login_required'), 'signed-out');
    await submit(element, { code: '000000' });
    expect([titleOf(element), textOf(one(element, '[role=alert]'))]).toEqual([
      'Sign in',
      expect.stringContaining('took too long'),
    ]);
    await submit(element, { name: 'ada', password: PASSWORD });
    button(element, 'Start again').click();
    await rendered(element);
    await rendered(element);
    expect([titleOf(element), told]).toEqual(['Sign in', []]);
  });

  test('an authenticator app that must be set up comes as picture and as text, and is confirmed by a code', async () => {
    const [element, login, told] = await show({ afterSignIn: 'enrol-second-factor' });
    await submit(element, { name: 'ada', password: PASSWORD });
    await expect.poll(() => all(element, '.qr path').length).toBe(1);
    expect(login.calls).toContain(`beginEnrolment ${PASSWORD}`);
    expect(one(element, '.qr').getAttribute('aria-label')).toBe('QR code for your authenticator app');
    expect(textOf(one(element, '.secret'))).toBe('JBSW Y3DP EHPK 3PXP');
    login.fail(new TellsafeError('request_invalid', { issues: [{ path: 'code', code: 'value' }] }));
    await submit(element, { code: '000000' });
    expect(textOf(one(element, '#code-error'))).toContain('Check that the time of your phone is');
    await submit(element, { code: '123456' });
    expect(told).toEqual(['signed-in ada']);
  });

  test('whoever is signed in changes the password and sets up an app of their own accord, and can turn back', async () => {
    const [element, login, told] = await show({ first: 'done' });
    element.openAccount();
    await rendered(element);
    expect(textOf(element)).toContain('You sign in with a password alone.');
    button(element, 'Change password').click();
    await rendered(element);
    expect(autocompletes(element)).toEqual(['username', 'current-password', 'new-password', 'new-password']);
    login.fail(new TellsafeError('request_invalid', { issues: [{ path: 'current', code: 'value' }] }));
    await submit(element, { current: 'wrong', next: PASSWORD, repeat: PASSWORD });
    expect([focusOf(element), textOf(one(element, '#current-error'))]).toEqual([
      'current',
      expect.stringContaining('not your current'),
    ]);
    await submit(element, { current: 'right', next: PASSWORD, repeat: PASSWORD });
    expect(textOf(one(element, '[role=status]'))).toBe('Your password has been changed.');
    button(element, 'Set up authenticator app').click();
    await rendered(element);
    await submit(element, { password: PASSWORD });
    await expect.poll(() => all(element, '.qr').length).toBe(1);
    button(element, 'Cancel').click();
    await rendered(element);
    button(element, 'Done').click();
    await rendered(element);
    expect([textOf(element), told]).toEqual(['', ['signed-in maya', 'account-closed']]);
  });

  test('SF-POL-03 activity anywhere in the page keeps the login, and its end brings the card back with a word', async () => {
    const [element, login, told] = await show({ first: 'done' });
    document.dispatchEvent(new Event('pointerdown'));
    expect(login.calls).toContain('touch');
    login.become('signed-out');
    await rendered(element);
    expect(told.at(-1)).toBe('signed-out ended');
    expect(textOf(one(element, '[role=alert]'))).toContain('You have been signed out');
    const calls = login.calls.length;
    document.dispatchEvent(new Event('pointerdown'));
    expect(login.calls.length).toBe(calls);
    element.remove();
  });

  test('a server that cannot be reached at the start is told, and asked again', async () => {
    const [element, login] = await show({ unreachable: true });
    expect(textOf(one(element, '[role=alert]'))).toContain('The server cannot be reached.');
    login.reachable();
    button(element, 'Try again').click();
    for (let turn = 0; turn < 3; turn += 1) await rendered(element);
    expect(titleOf(element)).toBe('Sign in');
  });

  test('what was typed is in no attribute, and gone with its step', async () => {
    const [element] = await show({ afterSignIn: 'second-factor' });
    element.fill({ name: 'maya', password: PASSWORD });
    await rendered(element);
    expect(attributesOf(element)).not.toContain(PASSWORD);
    await submit(element, {});
    expect(all<HTMLInputElement>(element, 'input').map(({ value }) => value)).toEqual(['']);
    expect(attributesOf(element)).not.toContain(PASSWORD);
  });

  test.each(['de', 'ar'] as const)('SF-LANG-01 speaks %s in its direction', async (language) => {
    if (!knownWords(language)) await loadWords(language);
    const login = fakeLogin();
    const element = await mount<TellsafeSignIn>('tellsafe-sign-in', { login, language } as Partial<TellsafeSignIn>);
    await rendered(element);
    expect(titleOf(element)).toBe(signInTexts[language].title);
    expect(one(element, '.stage').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    expect(hasButton(element, signInTexts[language].showPassword)).toBe(true);
  });
});
