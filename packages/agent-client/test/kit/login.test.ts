// The headless client of the login over the real login: every step, every way to fail, each in one word.
import { isTellsafeError } from '@tellsafe/core';
import { expect, test } from 'vitest';
import type { LoginClient } from '../../src/login/login-client.ts';
import { loginFailureOf } from '../../src/login/login-failure.ts';
import type { LoginState } from '../../src/login/login-state.ts';
import { DESK, loginStage, PASSWORD } from '../support/login-stage.ts';
import { manualTime } from '../support/manual-time.ts';

/** Why something fails: its reason, and what is wrong with a new password. */
async function failureOf(client: LoginClient, work: () => Promise<unknown>): Promise<string> {
  const before = client.state.get();
  try {
    await work();
  } catch (error) {
    const { reason, issues } = loginFailureOf(error, before, client.state.get());
    return [reason, ...issues].join(' ');
  }
  return 'none';
}

test('SF-POL-01 the first sign-in leads to a new password, and then in; each state is told once', async () => {
  const stage = loginStage();
  const { password, id } = await stage.create('maya');
  const client = stage.browser();
  const seen: LoginState['step'][] = [];
  client.state.subscribe(({ step }) => seen.push(step));
  expect((await client.load()).step).toBe('signed-out');
  expect((await client.signIn(' Maya ', password)).step).toBe('new-password');
  const wrong = [
    'short-1',
    'only letters here',
    '123456789012345',
    `${'a1'.repeat(65)}`,
    password,
    `a1${'\u0007'.repeat(12)}`,
  ];
  const reasons = [];
  for (const next of wrong) reasons.push(await failureOf(client, () => client.changePassword(password, next)));
  expect(reasons).toEqual([
    'new-password too_small',
    'new-password digit_missing',
    'new-password letter_missing',
    'new-password format',
    'new-password used_before',
    'new-password format',
  ]);
  expect(await failureOf(client, () => client.changePassword('not this', PASSWORD))).toBe('password');
  const state = await client.changePassword(password, PASSWORD);
  expect(state).toMatchObject({
    ...{ step: 'done', idleSeconds: 900, secondsLeft: 43_200 },
    operator: {
      id,
      name: 'maya',
      displayName: 'MAYA',
      role: 'agent',
      permissions: ['forms.use'],
      hasSecondFactor: false,
    },
    policy: { minPasswordLength: 12, passwordHistory: 4 },
  });
  expect(seen).toEqual(['new-password', 'done']);
  await client.signOut();
  expect([client.state.get().step, (await client.load()).step]).toEqual(['signed-out', 'signed-out']);
});

test('SF-POL-02 what is wrong at the door is one answer; three times, and only an admin helps', async () => {
  const stage = loginStage();
  const id = await stage.admit('tom');
  const client = stage.browser();
  const refused = [];
  for (const name of ['tom', 'nobody', 'tom', 'tom']) {
    refused.push(await failureOf(client, () => client.signIn(name, 'wrong password 1')));
  }
  refused.push(await failureOf(client, () => client.signIn('tom', PASSWORD)));
  expect(new Set(refused)).toEqual(new Set(['refused']));
  await stage.login.operators.enable({ accountId: 'juniper', operatorId: id });
  expect((await client.signIn('tom', PASSWORD)).step).toBe('done');
  await stage.login.operators.disable({ accountId: 'juniper', operatorId: id });
  expect((await client.load()).step).toBe('signed-out');
  expect(await failureOf(client, () => client.signIn('tom', PASSWORD))).toBe('refused');
});

test('an authenticator app is set up with the password once more, and asked for at the next sign-in', async () => {
  const stage = loginStage({ issuer: 'Juniper desk' });
  await stage.admit('ada');
  const client = stage.browser();
  await client.signIn('ada', PASSWORD);
  expect(await failureOf(client, () => client.beginEnrolment('not this one'))).toBe('password');
  const { secret, uri } = await client.beginEnrolment(PASSWORD);
  expect(uri).toContain('otpauth://totp/Juniper%20desk:ada?');
  expect(await failureOf(client, () => client.confirmEnrolment('000 000'))).toBe('code');
  const arabic = stage.codeOf(secret).replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
  expect(await client.confirmEnrolment(arabic)).toMatchObject({ step: 'done', operator: { hasSecondFactor: true } });
  await client.signOut();

  stage.now += 60_000;
  expect((await client.signIn('ada', PASSWORD)).step).toBe('second-factor');
  expect(await failureOf(client, () => client.passSecondFactor('000000'))).toBe('code');
  const code = stage.codeOf(secret);
  expect((await client.passSecondFactor(`${code.slice(0, 3)} ${code.slice(3)}`)).step).toBe('done');
});

test('SF-POL-01 a policy that asks for a second factor, and a password that has expired', async () => {
  const stage = loginStage({ policy: { secondFactor: 'required' } });
  await stage.admit('nora');
  const client = stage.browser();
  expect((await client.signIn('nora', PASSWORD)).step).toBe('enrol-second-factor');
  stage.now += 91 * 24 * 3_600_000;
  expect((await client.load()).step).toBe('signed-out');
  expect((await client.signIn('nora', PASSWORD)).step).toBe('new-password');
});

test('SF-POL-03 what is over is told apart from what is wrong', async () => {
  const stage = loginStage();
  await stage.admit('ada');
  const client = stage.browser();
  await client.signIn('ada', PASSWORD);
  const { secret } = await client.beginEnrolment(PASSWORD);
  await client.confirmEnrolment(stage.codeOf(secret));
  await client.signOut();
  await client.signIn('ada', PASSWORD);
  stage.now += 11 * 60_000;
  expect(await failureOf(client, () => client.passSecondFactor('000000'))).toBe('over');
  expect(client.state.get().step).toBe('signed-out');
});

test('SF-POL-03 activity keeps the login, told at most twice a minute; when it is over that is noticed', async () => {
  const time = manualTime();
  const stage = loginStage();
  await stage.admit('maya');
  let told = 0;
  const client = stage.browser({ timers: time.timers });
  client.touch(); // nobody is there
  await client.signIn('maya', PASSWORD);
  for (let minute = 0; minute < 30; minute += 10) {
    stage.now += 600_000;
    client.touch();
    client.touch();
    told += 1;
    await time.advance(30_000);
    expect((await client.load()).step).toBe('done');
  }
  expect(told).toBe(3);
  stage.now += 901_000;
  const over = new Promise<LoginState>((resolve) => client.state.subscribe(resolve));
  client.touch();
  expect((await over).step).toBe('signed-out');
});

test('no answer, one that is none, a busy server: each in one word; signing out ends here in any case', async () => {
  const answers = (answer: () => Response | Promise<Response>) =>
    loginStage().browser({ endpoint: `${DESK}/operators`, fetch: async () => answer() });
  const reasons = [];
  for (const answer of [
    () => Promise.reject(new TypeError('offline')),
    () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    () => Response.json({ step: 'elsewhere' }),
    () => Response.json({ code: 'overloaded' }, { status: 503 }),
    () => Response.json({ code: 'internal' }, { status: 500 }),
  ]) {
    const client = answers(answer);
    reasons.push(await failureOf(client, () => client.load()));
  }
  expect(reasons).toEqual(['unreachable', 'unreachable', 'unreachable', 'busy', 'failed']);
  const gone = answers(() => Promise.reject(new TypeError('offline')));
  await expect(gone.signOut()).rejects.toSatisfy((error) => isTellsafeError(error, 'network_failed'));
  expect(gone.state.get().step).toBe('signed-out');
  expect(() => loginStage().browser({ endpoint: 'http://[' })).toThrow('endpoint');
});
