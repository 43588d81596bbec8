// Admins among operators: what they see of the others, and that none of them can shut everybody out (SF-PERM-01).
import { describe, expect, test } from 'vitest';
import { grantablePermissions, permissions } from '../../src/accounts/permissions.ts';
import { ok } from '../clients.ts';
import { ACCOUNT } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { Browser, createOperator, createStage, DESK, PASSWORD, signedIn, toldOf } from './stage.ts';

const oneself = { status: 400, body: { code: 'request_invalid', issues: [{ path: 'operatorId', code: 'oneself' }] } };

describe('SF-PERM-01 an admin and themselves', () => {
  const attempts = {
    disable: {},
    enable: {},
    reset: {},
    'remove-second-factor': {},
    update: { role: 'agent' },
  } as const;

  test.each(Object.entries(attempts))('%s is done to others only, and told when it is tried', async (action, body) => {
    const { stage, browser, id } = await signedIn('ada', {}, { role: 'admin' });
    const other = await createOperator(stage, 'bea', { role: 'admin' });
    expect(await browser.post(`/admin/operators/${id}/${action}`, body)).toMatchObject(oneself);
    expect((await toldOf(stage)).at(-1)).toMatch(/^operator-\w+ permission$/);
    ok(await browser.post(`/admin/operators/${other}/${action}`, body));
  });

  test('SF-POL-02 whoever has an admin’s cookie cannot guess the password and unlock it in turn', async () => {
    const { browser, id } = await signedIn('ada', {}, { role: 'admin' });
    const guess = (password: string) => browser.post('/second-factor/enrol', { password });
    for (const wrong of ['wrong horse 1', 'wrong horse 2', 'wrong horse 3']) {
      expect((await guess(wrong)).status).toBe(400);
    }
    expect(await browser.post(`/admin/operators/${id}/enable`)).toMatchObject(oneself);
    expect((await guess(PASSWORD)).status).toBe(400);
  });

  test('a profile of their own is as far away; a name is not', async () => {
    const profiles = { clerk: { role: 'admin', permissions: ['reports.read'] } } as const;
    const { browser, id } = await signedIn('ada', { profiles }, { role: 'admin' });
    expect(await browser.post(`/admin/operators/${id}/update`, { profile: 'clerk' })).toMatchObject(oneself);
    ok(await browser.post(`/admin/operators/${id}/update`, { displayName: 'Ada B.' }));
  });

  test('the host may: it is not shut out', async () => {
    const { stage, id } = await signedIn('ada', {}, { role: 'admin' });
    const place = { accountId: ACCOUNT, operatorId: id };
    expect(await stage.login.operators.disable(place)).toMatchObject({ status: 'disabled' });
    expect(await stage.login.operators.enable(place)).toMatchObject({ status: 'active' });
  });

  test.each(['disable', 'update'])(
    'two who take each other’s rights at the same moment (%s) leave one at least',
    async (action) => {
      const { store, keys, clock } = createStage();
      let waiting: (() => void)[] | undefined;
      // Both have been let in, and both have looked, before either commits.
      const meeting = storeWith(store, {
        commit: async (batch) => {
          if (waiting && batch.put?.some(({ collection }) => collection === 'operator')) {
            const all = waiting;
            await new Promise<void>((resolve) => {
              all.push(resolve);
              if (all.length === 2) {
                waiting = undefined;
                for (const go of all) go();
              }
            });
          }
          return store.commit(batch);
        },
      });
      const stage = createStage({ store: meeting, keys }, clock);
      const ids = [
        await createOperator(stage, 'ada', { role: 'admin' }),
        await createOperator(stage, 'bea', { role: 'admin' }),
      ];
      const browsers = [new Browser(stage), new Browser(stage)];
      ok(await (browsers[0] as Browser).signIn('ada'));
      ok(await (browsers[1] as Browser).signIn('bea'));
      waiting = [];
      const body = action === 'update' ? { role: 'agent' } : {};
      const answers = await Promise.all(
        browsers.map((browser, at) => browser.post(`/admin/operators/${ids[1 - at]}/${action}`, body)),
      );
      expect(answers.some(({ status }) => status === 409)).toBe(true);
      const left = await stage.login.operators.list({ accountId: ACCOUNT });
      expect(left.filter(({ role, status }) => role === 'admin' && status === 'active').length).toBeGreaterThanOrEqual(
        1,
      );
    },
  );
});

describe('SF-AUD-01 whoever is no admin and tries', () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const person = { name: 'eve', displayName: 'Eve', role: 'admin' };
  const changes = [
    ['/admin/operators', person, 'operator-create', 'unknown'],
    [`/admin/operators/${id}/update`, { role: 'admin' }, 'operator-change', id],
    [`/admin/operators/${id}/disable`, {}, 'operator-disable', id],
    [`/admin/operators/${id}/enable`, {}, 'operator-enable', id],
    [`/admin/operators/${id}/reset`, {}, 'operator-reset', id],
    [`/admin/operators/${id}/remove-second-factor`, {}, 'operator-unenrol', id],
    ['/admin/operators/customer-4711/disable', {}, 'operator-disable', 'unknown'],
  ] as const;

  test.each(changes)(
    '%s leaves an entry of the refusal, with an id of the kit alone',
    async (path, body, action, object) => {
      const { stage, browser, id: caller } = await signedIn('tom');
      expect(await browser.post(path, body)).toMatchObject({ status: 403, body: { code: 'permission_denied' } });
      const { store } = stage;
      expect((await auditOf({ stores: { records: store, sealed: store, volatile: store } })).at(-1)).toMatchObject({
        ...{ who: { kind: 'agent', id: caller }, origin: DESK, action },
        ...{ object: { kind: 'operator', id: object }, outcome: { refused: 'permission' } },
      });
    },
  );

  test('control: looking leaves none, and neither does what an admin may', async () => {
    const { stage, browser } = await signedIn('tom');
    const before = await toldOf(stage);
    for (const path of ['/admin/operators', '/admin/profiles', '/admin/policy']) {
      expect(await browser.get(path)).toMatchObject({ status: 403 });
    }
    expect(await toldOf(stage)).toEqual(before);
    const admin = await signedIn('ada', {}, { role: 'admin' });
    ok(await admin.browser.post('/admin/operators', person));
    expect(await toldOf(admin.stage)).not.toContain('operator-create permission');
  });
});

test('SF-PERM-01 admins see roles and profiles as the one table has them', async () => {
  const profiles = { archivist: { role: 'manager', permissions: ['history.answers.read'] } } as const;
  const { browser } = await signedIn('ada', { profiles }, { role: 'admin' });
  const view = ok(
    await browser.get<{ roles: { role: 'agent'; grants: Record<string, string> }[]; profiles: unknown }>(
      '/admin/profiles',
    ),
  );
  expect(view.profiles).toEqual([{ name: 'archivist', role: 'manager', permissions: ['history.answers.read'] }]);
  expect(view.roles.map(({ role }) => role)).toEqual(['agent', 'manager', 'admin']);
  for (const { role, grants } of view.roles) {
    expect(Object.keys(grants)).toEqual(permissions);
    expect(Object.keys(grants).filter((name) => grants[name] !== 'never')).toEqual(grantablePermissions(role));
  }
});

test('the list says when somebody signed in last', async () => {
  const { stage, browser, id } = await signedIn('ada', {}, { role: 'admin' });
  const seen = async () =>
    (await stage.login.operators.list({ accountId: ACCOUNT })).map(({ name, lastSignInAt }) => [name, lastSignInAt]);
  const first = stage.clock();
  const { operator } = await stage.login.operators.create({
    ...{ accountId: ACCOUNT, name: 'new', displayName: 'New', role: 'agent' },
  });
  expect(operator).not.toHaveProperty('lastSignInAt');
  expect(await seen()).toEqual([
    ['ada', first],
    ['new', undefined],
  ]);
  stage.clock.advance(60_000);
  ok(await browser.signIn('ada', PASSWORD));
  expect((await seen())[0]).toEqual(['ada', first + 60_000]);
  expect(id).toBe((await stage.login.operators.list({ accountId: ACCOUNT }))[0]?.id);
});
