// Signing in by the built-in login: who gets in, who does not, and what an attacker learns from it (SF-PERM-02, SF-POL-01, SF-POL-02).
import { describe, expect, test } from 'vitest';
import type { Store } from '../../src/stores/types.ts';
import { fingerprint, ok } from '../clients.ts';
import { ACCOUNT, OTHER_ACCOUNT } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { ignoresExpectations } from '../support/faults.ts';
import { Browser, createOperator, createStage, DESK, PASSWORD, quickPasswords, signedIn, toldOf } from './stage.ts';

test('SF-PERM-02 whoever signed in is the principal of the kit, with role, permissions, login and latest end', async () => {
  const { stage, id, browser } = await signedIn('ada', {}, { role: 'manager', skills: ['vip'] });
  expect(await browser.principal(stage)).toEqual({
    ...{ accountId: ACCOUNT, agentId: id, name: 'ADA', role: 'manager', skills: ['vip'] },
    permissions: ['conversations.watch', 'reports.read'],
    login: expect.stringMatching(/^[0-9a-f-]{36}$/),
    until: stage.clock() + 12 * 60 * 60 * 1000,
  });
  expect(await new Browser(stage).principal(stage)).toBeNull();
});

test('SF-POL-01 the first password is replaced before anything else is possible', async () => {
  const stage = createStage();
  const { password, operator } = await stage.login.operators.create({
    ...{ accountId: ACCOUNT, name: 'Ada@Acme.example', displayName: 'Ada', role: 'admin' },
  });
  expect(operator).toMatchObject({ name: 'ada@acme.example', mustChangePassword: true, status: 'active' });
  const browser = new Browser(stage);
  expect(ok(await browser.signIn('ada@acme.example', password))).toEqual({ account: ACCOUNT, step: 'new-password' });
  expect(await browser.principal(stage)).toBeNull();
  expect((await browser.get('/admin/operators')).body).toMatchObject({ code: 'login_required' });
  expect(ok(await browser.post('/password', { current: password, next: PASSWORD }))).toMatchObject({ step: 'done' });
  expect((await browser.principal(stage))?.agentId).toBe(operator.id);
  expect((await browser.get('/admin/operators')).status).toBe(200);
});

test('names are read whatever their case and width, passwords as RFC 8265 says', async () => {
  const stage = createStage();
  await createOperator(stage, 'zoë');
  for (const name of ['ZOË', ' zoe\u0308 ', 'ｚｏë']) ok(await new Browser(stage).signIn(name));
  ok(await new Browser(stage).signIn('zoë', PASSWORD.replaceAll(' ', '\u3000')));
  expect((await new Browser(stage).signIn('zoë', PASSWORD.toUpperCase())).status).toBe(401);
  await expect(createOperator(stage, 'ZOË')).rejects.toMatchObject({ code: 'conflict' });
});

describe('SF-POL-02 too many failures', () => {
  const wrong = async (browser: Browser, times: number) => {
    for (let time = 0; time < times; time += 1) expect((await browser.signIn('ada', 'wrong horse 1')).status).toBe(401);
  };

  test.each([
    [undefined, 3],
    [{ maxFailedSignIns: 10 }, 10],
  ])('with %j lock after %i, and only an admin unlocks', async (policy, limit) => {
    const stage = createStage(policy && { policy });
    const id = await createOperator(stage, 'ada');
    const browser = new Browser(stage);
    await wrong(browser, limit - 1);
    ok(await browser.signIn('ada'));
    await wrong(browser, limit);
    expect((await browser.signIn('ada')).status).toBe(401);
    stage.clock.advance(365 * 24 * 60 * 60 * 1000);
    expect((await browser.signIn('ada')).status).toBe(401);
    expect(await stage.login.operators.list({ accountId: ACCOUNT })).toMatchObject([{ id, status: 'locked' }]);
    expect(await stage.login.operators.enable({ accountId: ACCOUNT, operatorId: id })).toMatchObject({
      status: 'active',
    });
    ok(await browser.signIn('ada'));
  });

  /** Guesses at once, and how many of them were judged as such. */
  async function judgedOf(guesses: number, broken: (store: Store) => Store = (store) => store): Promise<number> {
    const { store, keys, clock } = createStage();
    await createOperator(createStage({ store, keys }, clock), 'ada');
    const stage = createStage({ store: broken(store), keys }, clock);
    const answers = await Promise.all(
      Array.from({ length: guesses }, (_, at) => new Browser(stage).signIn('ada', `guess number ${at}`)),
    );
    expect(new Set(answers.map(fingerprint)).size).toBe(1);
    expect(answers[0]?.status).toBe(401);
    return (await toldOf(stage)).filter((entry) => entry === 'operator-sign-in password').length;
  }

  test('sixty guesses at once are worth three, and look like any other', async () => {
    expect(await judgedOf(60)).toBe(3);
  });

  test('control: a store that does not look at expectations judges them all', async () => {
    expect(await judgedOf(20, ignoresExpectations)).toBeGreaterThan(3);
  });

  test('a success starts the count again', async () => {
    const { stage, browser } = await signedIn('ada');
    for (let round = 0; round < 3; round += 1) {
      await wrong(browser, 2);
      ok(await browser.signIn('ada'));
    }
    expect(await toldOf(stage)).not.toContain('operator-lock done');
  });
});

describe('whoever fails learns nothing', () => {
  test('every failure is the same answer', async () => {
    const stage = createStage();
    const disabled = await createOperator(stage, 'dan');
    await stage.login.operators.disable({ accountId: ACCOUNT, operatorId: disabled });
    await createOperator(stage, 'ada');
    await createOperator(stage, 'lou');
    for (let time = 0; time < 3; time += 1) await new Browser(stage).signIn('lou', 'wrong horse 1');
    const attempts: readonly [string, string, string][] = [
      ['ada', 'wrong horse 1', ACCOUNT],
      ['ada', '', ACCOUNT],
      ['ada', 'x'.repeat(1_999), ACCOUNT],
      ['ada', 'tab\there', ACCOUNT],
      ['nobody', PASSWORD, ACCOUNT],
      ['', PASSWORD, ACCOUNT],
      ['no body', PASSWORD, ACCOUNT],
      ['dan', PASSWORD, ACCOUNT],
      ['lou', PASSWORD, ACCOUNT],
      ['ada', PASSWORD, OTHER_ACCOUNT],
      ['ada', PASSWORD, 'initech'],
      ['ada', PASSWORD, '__proto__'],
    ];
    const answers = [];
    for (const attempt of attempts) answers.push(await new Browser(stage).signIn(...attempt));
    expect(new Set(answers.map(fingerprint)).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'login_required' } });
    expect(answers[0]?.headers.get('set-cookie')).toBeNull();
  });

  test('a name that nobody has costs the same reads, commits, hashes and keys as one that somebody has', async () => {
    const calls: string[] = [];
    const { store, keys, clock } = createStage();
    const passwords = {
      ...quickPasswords,
      verify: (hash: string, password: string) => {
        calls.push(`verify ${hash.split('$').slice(0, 4).join('$')}`);
        return quickPasswords.verify(hash, password);
      },
    };
    const watched = {
      ...keys,
      mac: keys.mac.bind(keys),
      wrap: async (...given: Parameters<typeof keys.wrap>) => {
        calls.push('wrap');
        return keys.wrap(...given);
      },
      unwrap: async (...given: Parameters<typeof keys.unwrap>) => {
        calls.push('unwrap');
        return keys.unwrap(...given);
      },
      rotate: keys.rotate.bind(keys),
      destroy: keys.destroy.bind(keys),
    };
    const traced = storeWith(store, {
      get: (wanted) => {
        calls.push(`get ${wanted.length}`);
        return store.get(wanted);
      },
      commit: (batch) => {
        calls.push(`commit ${batch.put?.length ?? 0} ${batch.append?.length ?? 0}`);
        return store.commit(batch);
      },
    });
    const stage = createStage({ store: traced, keys: watched, passwords }, clock);
    await createOperator(stage, 'ada');
    const traceOf = async (name: string) => {
      calls.length = 0;
      await new Browser(stage).signIn(name, 'wrong horse 1');
      return [...calls];
    };
    const known = await traceOf('ada');
    expect(known).toHaveLength(7);
    expect(await traceOf('nobody')).toEqual(known);
    expect(await traceOf('ada')).toEqual(known);
    await traceOf('ada');
    expect((await stage.login.operators.list({ accountId: ACCOUNT }))[0]?.status).toBe('locked');
    expect(await traceOf('ada')).toEqual(known);
  });
});

test('a password that the policy would not take any more is to be replaced, and one that expired', async () => {
  const { stage, browser } = await signedIn('ada', { policy: { preset: 'pci-3.2', minPasswordLength: 7 } });
  const stricter = createStage(
    { store: stage.store, keys: stage.keys, policy: { minPasswordLength: 20 } },
    stage.clock,
  );
  const other = new Browser(stricter);
  expect(ok(await other.signIn('ada')).step).toBe('new-password');
  expect(ok(await browser.signIn('ada')).step).toBe('new-password');
  ok(await other.post('/password', { current: PASSWORD, next: `${PASSWORD} is longer` }));
  stage.clock.advance(90 * 24 * 60 * 60 * 1000 - 1);
  expect(ok(await other.signIn('ada', `${PASSWORD} is longer`)).step).toBe('done');
  stage.clock.advance(1);
  expect(await other.step()).toBe('new-password');
  expect(ok(await other.signIn('ada', `${PASSWORD} is longer`)).step).toBe('new-password');
});

test('the cookie is out of reach of scripts and of other hosts; on this machine alone it goes without TLS', async () => {
  const { browser } = await signedIn('ada');
  const set = (await browser.signIn('ada')).headers.get('set-cookie');
  expect(set).toMatch(
    /^__Host-tellsafe-operator=acme\.[0-9a-f-]{36}\.[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
  );
  const local = createStage({ origins: ['http://localhost:4600'] });
  await local.login.operators.create({
    accountId: ACCOUNT,
    name: 'ada',
    displayName: 'A',
    role: 'agent',
    password: PASSWORD,
  });
  const request = new Browser(local).post(
    '/sign-in',
    { account: ACCOUNT, name: 'ada', password: PASSWORD },
    { origin: 'http://localhost:4600' },
  );
  expect((await request).headers.get('set-cookie')).toMatch(
    /^tellsafe-operator=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/,
  );
});

test('signing in, going on and out leave no cookie of before of any use', async () => {
  const { stage, browser } = await signedIn('ada');
  const cookies = [browser.cookie];
  ok(await browser.signIn('ada'));
  cookies.push(browser.cookie);
  ok(await browser.post('/password', { current: PASSWORD, next: `${PASSWORD}!` }));
  cookies.push(browser.cookie);
  expect(await browser.step()).toBe('done');
  ok(await browser.post('/sign-out'));
  expect(new Set(cookies).size).toBe(3);
  for (const cookie of [
    ...cookies,
    `${cookies[2]}x`,
    `${cookies[2]}; ${cookies[2]}`,
    '__Host-tellsafe-operator=acme.x.y',
  ]) {
    const thief = new Browser(stage);
    thief.cookie = cookie;
    expect(await thief.step()).toBe('signed out');
    expect(await thief.principal(stage)).toBeNull();
  }
});

test('pages of other origins get nothing done', async () => {
  const { browser } = await signedIn('ada');
  const foreign: readonly Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'https://shop.acme.example' },
    { origin: 'http://desk.acme.example' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  for (const headers of foreign) {
    for (const path of ['/sign-in', '/password', '/sign-out', '/activity']) {
      const answer = await browser.post(path, {}, headers);
      expect([path, answer]).toMatchObject([path, { status: 403, body: { code: 'origin_refused' } }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  }
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    expect((await browser.post('/sign-out', {}, { 'content-type': type })).status).toBe(415);
  }
  expect(await browser.step()).toBe('done');
});

test('routes that do not exist, other methods, and bodies that do not fit', async () => {
  const { browser } = await signedIn('ada');
  expect((await browser.get('/sign-in')).status).toBe(405);
  expect((await browser.get('/nothing')).status).toBe(404);
  expect((await browser.post('/sign-in', { account: ACCOUNT, name: 'ada' })).status).toBe(400);
  expect(
    (await browser.post('/sign-in', { ...{ account: ACCOUNT, name: 'ada', password: 'x' }, role: 'admin' })).status,
  ).toBe(400);
  expect((await browser.post('/sign-in', { filler: 'x'.repeat(70_000) })).status).toBe(413);
  const torn = new Request(`${DESK}/operators/sign-in`, {
    ...{ method: 'POST', body: '{"account":', headers: { 'content-type': 'application/json' } },
  });
  expect((await browser.send(torn)).status).toBe(400);
});
