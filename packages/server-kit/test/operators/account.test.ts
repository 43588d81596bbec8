// What somebody does with a login, and what ends it: the second factor, passwords, idling, admins, the kit's agent sessions.
import { Secret, TOTP } from 'otpauth';
import { describe, expect, test } from 'vitest';
import { createTellsafe } from '../../src/index.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import type { Store } from '../../src/stores/types.ts';
import { type Answered, ok } from '../clients.ts';
import { ACCOUNT, FORM_ORIGIN, OTHER_ACCOUNT, type TestClock } from '../harness.ts';
import { ignoresExpectations } from '../support/faults.ts';
import { Browser, createOperator, createStage, DESK, PASSWORD, type Stage, signedIn, toldOf } from './stage.ts';

const MINUTE = 60_000;

/** An authenticator app. */
function codeOf(secret: string, clock: TestClock, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: clock() + steps * 30_000 });
}

async function enrol(browser: Browser, clock: TestClock): Promise<string> {
  const { secret } = ok(
    await browser.post<{ secret: string; uri: string }>('/second-factor/enrol', { password: PASSWORD }),
  );
  expect(ok(await browser.post('/second-factor/confirm', { code: codeOf(secret, clock) }))).toMatchObject({
    step: 'done',
  });
  clock.advance(30_000);
  return secret;
}

const issuesOf = ({ body }: Answered) => (body as { issues?: unknown }).issues;

describe('SF-POL-01 a new password', () => {
  test.each([
    ['short1', 'too_small'],
    ['only letters here', 'digit_missing'],
    ['123456789012345', 'letter_missing'],
    ['', 'format'],
    [`a1${'x'.repeat(127)}`, 'format'],
    ['control\u0007 bell 1', 'format'],
    [PASSWORD, 'used_before'],
  ])('%j is refused: %s', async (next, code) => {
    const { browser } = await signedIn('ada');
    const answer = await browser.post('/password', { current: PASSWORD, next });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    expect(issuesOf(answer)).toContainEqual({ path: 'next', code });
    expect(await browser.step()).toBe('done');
  });

  test('the last four are refused, the fifth is not, and none of it counts as a failed sign-in', async () => {
    const { stage, browser } = await signedIn('ada');
    const passwords = [PASSWORD, 'second horse 2', 'third horse 3', 'fourth horse 4', 'fifth horse 5'];
    for (const [at, next] of passwords.entries()) {
      const current = passwords[at - 1];
      if (current === undefined) continue;
      for (const former of passwords.slice(0, at)) {
        expect(issuesOf(await browser.post('/password', { current, next: former }))).toMatchObject([
          { code: 'used_before' },
        ]);
      }
      ok(await browser.post('/password', { current, next }));
    }
    ok(await browser.post('/password', { current: 'fifth horse 5', next: PASSWORD }));
    expect((await toldOf(stage)).filter((entry) => entry.endsWith(' password'))).toEqual([]);
  });

  test('a wrong current password counts like a failed sign-in, and ends the other logins when it is right', async () => {
    const { stage, browser } = await signedIn('ada');
    const other = new Browser(stage);
    ok(await other.signIn('ada'));
    const answer = await browser.post('/password', { current: 'wrong horse 1', next: 'another horse 2' });
    expect(issuesOf(answer)).toEqual([{ path: 'current', code: 'value' }]);
    ok(await browser.post('/password', { current: PASSWORD, next: 'another horse 2' }));
    expect([await browser.step(), await other.step()]).toEqual(['done', 'signed out']);
    for (let time = 0; time < 3; time += 1) await browser.post('/password', { current: PASSWORD, next: 'x' });
    expect((await toldOf(stage)).at(-1)).toBe('operator-lock done');
    expect((await new Browser(stage).signIn('ada', 'another horse 2')).status).toBe(401);
  });
});

describe('the second factor', () => {
  test('is asked for after the password, takes a code once, and neither an older one nor a wrong one', async () => {
    const { stage, browser } = await signedIn('ada');
    const secret = await enrol(browser, stage.clock);
    const other = new Browser(stage);
    expect(ok(await other.signIn('ada')).step).toBe('second-factor');
    expect(await other.principal(stage)).toBeNull();
    expect((await other.post('/password', { current: PASSWORD, next: 'another horse 2' })).status).toBe(401);
    const code = codeOf(secret, stage.clock);
    expect(ok(await other.post('/second-factor', { code }))).toMatchObject({ step: 'done' });
    expect((await other.principal(stage))?.name).toBe('ADA');
    for (const used of [
      code,
      codeOf(secret, stage.clock, -1),
      codeOf(secret, stage.clock, -5),
      '000000',
      '12345',
      '',
    ]) {
      const thief = new Browser(stage);
      // Three failures lock; what is asked here is the code alone.
      const [operator] = await stage.login.operators.list({ accountId: ACCOUNT });
      await stage.login.operators.enable({ accountId: ACCOUNT, operatorId: operator?.id ?? '' });
      ok(await thief.signIn('ada'));
      expect((await thief.post('/second-factor', { code: used })).status).toBe(401);
      expect(await thief.step()).toBe('second-factor');
    }
  });

  /** One code at three doors at once: how many it opens. */
  async function doorsOpened(broken: (store: Store) => Store = (store) => store): Promise<number> {
    const { stage, browser } = await signedIn('ada');
    const secret = await enrol(browser, stage.clock);
    const there = createStage({ store: broken(stage.store), keys: stage.keys }, stage.clock);
    const browsers = Array.from({ length: 3 }, () => new Browser(there));
    for (const one of browsers) ok(await one.signIn('ada'));
    const code = codeOf(secret, stage.clock);
    const answers = await Promise.all(browsers.map((one) => one.post('/second-factor', { code })));
    return answers.filter(({ status }) => status === 200).length;
  }

  test('one code at three doors at once opens one', async () => {
    expect(await doorsOpened()).toBe(1);
  });

  test('control: with a store that does not look at expectations it opens more', async () => {
    expect(await doorsOpened(ignoresExpectations)).toBeGreaterThan(1);
  });

  test('SF-POL-02 whoever has the password cannot guess codes: passwords between them do not start the count again', async () => {
    const { stage, browser } = await signedIn('ada');
    await enrol(browser, stage.clock);
    for (let time = 0; time < 3; time += 1) {
      const thief = new Browser(stage);
      ok(await thief.signIn('ada'));
      expect((await thief.post('/second-factor', { code: '000000' })).status).toBe(401);
    }
    expect((await new Browser(stage).signIn('ada')).status).toBe(401);
    expect(await toldOf(stage)).toContain('operator-lock done');
  });

  test('SF-POL-01 passwords of those who have one do not expire under pci-4.0.1, and do under pci-3.2', async () => {
    for (const [preset, step] of [
      ['pci-4.0.1', 'done'],
      ['pci-3.2', 'new-password'],
    ] as const) {
      const { stage, browser } = await signedIn('ada', { policy: { preset } });
      const secret = await enrol(browser, stage.clock);
      stage.clock.advance(91 * 24 * 60 * MINUTE);
      ok(await browser.signIn('ada'));
      expect(ok(await browser.post('/second-factor', { code: codeOf(secret, stage.clock) })).step).toBe(step);
    }
  });

  test('where everybody must have one, nobody is in before', async () => {
    const { stage, browser } = await signedIn('ada', { policy: { secondFactor: 'required' } });
    expect(await browser.step()).toBe('enrol-second-factor');
    expect(await browser.principal(stage)).toBeNull();
    expect(issuesOf(await browser.post('/second-factor/enrol', { password: 'wrong horse 1' }))).toMatchObject([
      { path: 'password' },
    ]);
    expect(issuesOf(await browser.post('/second-factor/confirm', { code: '000000' }))).toMatchObject([
      { path: 'code' },
    ]);
    await enrol(browser, stage.clock);
    expect(await browser.step()).toBe('done');
  });

  test('an enrolment takes five wrong codes, and no guess after them: it begins anew with the password', async () => {
    const { stage, browser } = await signedIn('ada');
    const begin = async () =>
      ok(await browser.post<{ secret: string }>('/second-factor/enrol', { password: PASSWORD }));
    const confirm = (code: string) => browser.post('/second-factor/confirm', { code });
    const tooMany = [{ path: 'code', code: 'value' }];
    for (const wrong of [4, 5]) {
      const { secret } = await begin();
      const right = codeOf(secret, stage.clock);
      const guesses = ['000000', '111111', '222222', '333333', '444444', '555555'].filter((each) => each !== right);
      for (const guess of guesses.slice(0, wrong)) expect(issuesOf(await confirm(guess))).toEqual(tooMany);
      const last = await confirm(right);
      if (wrong === 4) ok(last);
      else expect(issuesOf(last)).toEqual(tooMany);
      stage.clock.advance(MINUTE);
    }
    // It is no failed sign-in: whoever mistypes is not locked out.
    expect(await browser.step()).toBe('done');
  });

  test('resets one after the other keep no more passwords than the policy remembers', async () => {
    const { stage, id } = await signedIn('ada');
    const sizeOf = async () => {
      await stage.login.operators.reset({ accountId: ACCOUNT, operatorId: id });
      const { records } = await stage.store.list({ account: ACCOUNT, index: 'operator', value: 'all', limit: 1 });
      return records[0]?.body.length ?? 0;
    };
    for (let at = 0; at < 4; at += 1) await sizeOf();
    const before = await sizeOf();
    for (let at = 0; at < 8; at += 1) await sizeOf();
    // A number of one more digit, and no more.
    expect(await sizeOf()).toBeLessThan(before + 10);
  });

  test('an admin takes it away when the device is lost', async () => {
    const { stage, id, browser } = await signedIn('ada');
    await enrol(browser, stage.clock);
    await stage.login.operators.removeSecondFactor({ accountId: ACCOUNT, operatorId: id });
    expect(await browser.step()).toBe('signed out');
    expect(ok(await browser.signIn('ada')).step).toBe('done');
  });
});

describe('SF-POL-03 a login ends', () => {
  test('after 15 minutes without activity, to the millisecond, and reading one’s own state is none', async () => {
    const { stage, browser } = await signedIn('ada');
    stage.clock.advance(10 * MINUTE);
    expect(ok(await browser.post('/activity'))).toEqual({ idleSeconds: 900 });
    stage.clock.advance(15 * MINUTE - 1);
    expect(await browser.step()).toBe('done');
    stage.clock.advance(1);
    expect(await browser.step()).toBe('signed out');
    expect(await browser.principal(stage)).toBeNull();
  });

  test('after 12 hours, however active', async () => {
    const { stage, browser } = await signedIn('ada');
    const end = stage.clock() + 12 * 60 * MINUTE;
    while (stage.clock() + 10 * MINUTE < end) {
      stage.clock.advance(10 * MINUTE);
      ok(await browser.post('/activity'));
    }
    stage.clock.now = end - 1;
    expect(await browser.step()).toBe('done');
    stage.clock.advance(1);
    expect(await browser.step()).toBe('signed out');
  });

  test('ten minutes after the password, when nothing follows', async () => {
    const { stage, browser } = await signedIn('ada');
    await enrol(browser, stage.clock);
    ok(await browser.signIn('ada'));
    stage.clock.advance(10 * MINUTE);
    expect(await browser.step()).toBe('signed out');
  });

  test.each(['disable', 'reset', 'update'] as const)('at once when an admin does %s', async (method) => {
    const { stage, id, browser } = await signedIn('ada');
    await stage.login.operators[method]({ accountId: ACCOUNT, operatorId: id });
    expect(await browser.step()).toBe('signed out');
    expect(await browser.principal(stage)).toBeNull();
  });
});

/** A kit behind the login, and agent sessions begun with its cookie. */
function kitOf({ store, keys, clock, login }: Stage) {
  const kit = createTellsafe({
    stores: { records: store, sealed: memoryStore({ clock }), volatile: memoryStore({ clock }) },
    ...{ keys, clock, authenticate: login, maintenance: 'manual', log: () => undefined },
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [DESK] }],
  });
  const begin = async ({ cookie }: Browser) => {
    const headers = { cookie, origin: DESK, 'content-type': 'application/json' };
    const request = new Request(`${DESK}/tellsafe/v1/agent/sessions`, { method: 'POST', headers, body: '{}' });
    const answer = await kit.fetch(request);
    return { status: answer.status, body: (await answer.json()) as { sessionId: string; idleSeconds: number } };
  };
  const lives = async (sessionId: string) => (await kit.agentSessions.get({ accountId: ACCOUNT, sessionId })) !== null;
  return { kit, begin, lives };
}

describe('SF-ACC-02 agent sessions end with the login behind them', () => {
  test('signing out ends those of this login, a disabled operator has none', async () => {
    const { stage, id, browser } = await signedIn('ada');
    const { begin, lives, kit } = kitOf(stage);
    const other = new Browser(stage);
    ok(await other.signIn('ada'));
    const [mine, theirs] = [(await begin(browser)).body.sessionId, (await begin(other)).body.sessionId];
    ok(await browser.post('/sign-out'));
    expect([await lives(mine), await lives(theirs)]).toEqual([false, true]);
    await stage.login.operators.disable({ accountId: ACCOUNT, operatorId: id });
    expect(await lives(theirs)).toBe(false);
    expect((await begin(other)).status).toBe(401);
    await kit.close();
  });

  test('activity keeps an agent session no longer than the login', async () => {
    const { stage, browser } = await signedIn('ada', { policy: { absoluteSec: 1_200 } });
    const { begin, lives, kit } = kitOf(stage);
    stage.clock.advance(10 * MINUTE);
    const { sessionId, idleSeconds } = (await begin(browser)).body;
    expect(idleSeconds).toBe(600);
    stage.clock.advance(9 * MINUTE);
    expect(await kit.agentSessions.keep({ accountId: ACCOUNT, sessionId })).toBe(60);
    stage.clock.advance(MINUTE);
    expect(await lives(sessionId)).toBe(false);
    await kit.close();
  });
});

describe('admins', () => {
  test('create, list, reset, change, disable and enable over HTTP, in their own account', async () => {
    const profiles = { archivist: { role: 'manager', permissions: ['history.answers.read'] } } as const;
    const { stage, browser } = await signedIn('root', { profiles }, { role: 'admin' });
    await createOperator(stage, 'cyd', { accountId: OTHER_ACCOUNT });
    const created = ok(
      await browser.post<{ operator: { id: string }; password: string }>('/admin/operators', {
        ...{ name: 'mia', displayName: 'Mia', role: 'manager', profile: 'archivist' },
      }),
    );
    const { id } = created.operator;
    const mia = new Browser(stage);
    expect(ok(await mia.signIn('mia', created.password)).step).toBe('new-password');
    ok(await mia.post('/password', { current: created.password, next: PASSWORD }));
    expect((await mia.principal(stage))?.permissions).toEqual(['history.answers.read']);
    const list = ok(await browser.get<{ operators: { name: string }[] }>('/admin/operators'));
    expect(list.operators.map(({ name }) => name)).toEqual(['root', 'mia']);
    const change = ok(await browser.post(`/admin/operators/${id}/update`, { role: 'agent', displayName: 'Mia L.' }));
    expect(change.operator).toMatchObject({
      role: 'agent',
      profile: null,
      displayName: 'Mia L.',
      permissions: ['forms.use'],
    });
    ok(await browser.post(`/admin/operators/${id}/disable`));
    expect((await mia.signIn('mia')).status).toBe(401);
    ok(await browser.post(`/admin/operators/${id}/enable`));
    const { password } = ok(await browser.post<{ password: string }>(`/admin/operators/${id}/reset`));
    expect(password).toMatch(/^[\w-]{20}$/);
    expect(ok(await mia.signIn('mia', password)).step).toBe('new-password');
    expect(ok(await browser.get('/admin/policy'))).toMatchObject({ preset: 'pci-4.0.1' });
  });

  test('refuse what does not fit, naming the part', async () => {
    const { stage, id } = await signedIn('ada', { profiles: { night: { role: 'agent', permissions: [] } } });
    const base = { accountId: ACCOUNT, name: 'bob', displayName: 'Bob', role: 'agent' } as const;
    const wrong: readonly [object, string][] = [
      [{ name: 'two words' }, 'name'],
      [{ name: '' }, 'name'],
      [{ displayName: 'two\nlines' }, 'displayName'],
      [{ role: 'root' }, 'role'],
      [{ profile: 'unknown' }, 'profile'],
      [{ role: 'manager', profile: 'night' }, 'profile'],
      [{ skills: [''] }, 'skills'],
      [{ password: 'short' }, 'password'],
    ];
    for (const [more, path] of wrong) {
      const refusal = {
        code: 'request_invalid',
        params: { issues: expect.arrayContaining([expect.objectContaining({ path })]) },
      };
      await expect(stage.login.operators.create({ ...base, ...more })).rejects.toMatchObject(refusal);
    }
    const { operators } = stage.login;
    await expect(operators.list({ accountId: 'initech' })).rejects.toMatchObject({ code: 'account_unknown' });
    for (const operatorId of ['nonsense', '6f1d1c1e-0000-4000-8000-000000000000']) {
      await expect(operators.disable({ accountId: ACCOUNT, operatorId })).rejects.toMatchObject({
        code: 'request_invalid',
      });
    }
    await expect(operators.disable({ accountId: OTHER_ACCOUNT, operatorId: id })).rejects.toMatchObject({
      code: 'request_invalid',
    });
  });
});

test('a profile that is taken out of the options grants nothing any more', async () => {
  const profiles = { archivist: { role: 'manager', permissions: ['history.answers.read'] } } as const;
  const { stage, browser } = await signedIn('mia', { profiles }, { role: 'manager', profile: 'archivist' });
  const later = createStage({ store: stage.store, keys: stage.keys }, stage.clock);
  expect((await browser.principal(stage))?.permissions).toEqual(['history.answers.read']);
  expect((await browser.principal(later))?.permissions).toEqual([]);
});
