// What the login leaves behind: nothing to read in the store, everything in the audit, and no dependence on old keys.
import { expect, test } from 'vitest';
import { ok } from '../clients.ts';
import { ACCOUNT } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { storeWith } from '../support/broken-stores.ts';
import { Browser, createOperator, createStage, PASSWORD, signedIn, toldOf } from './stage.ts';

test('SF-AUD-01 every step of operators is told, and none of their names', async () => {
  const stage = createStage();
  const id = await createOperator(stage, 'wilhelmina', { role: 'admin' });
  const browser = new Browser(stage);
  await browser.signIn('wilhelmina', 'wrong horse 1');
  await browser.signIn('nobody');
  ok(await browser.signIn('wilhelmina'));
  ok(await browser.post('/second-factor/enrol', { password: PASSWORD }));
  ok(await browser.post(`/admin/operators/${id}/update`, { displayName: 'Wil' }));
  const place = { accountId: ACCOUNT, operatorId: id };
  await stage.login.operators.disable(place);
  await browser.signIn('wilhelmina');
  await stage.login.operators.enable(place);
  await stage.login.operators.reset(place);
  await stage.login.operators.removeSecondFactor(place);
  expect(await toldOf(stage)).toEqual([
    'policy-change done',
    'operator-create done',
    'operator-sign-in done',
    'operator-password done',
    'operator-sign-out done',
    'operator-sign-in password',
    'operator-sign-in unknown',
    'operator-sign-in done',
    'operator-change done',
    'operator-disable done',
    'operator-sign-in disabled',
    'operator-enable done',
    'operator-reset done',
    'operator-unenrol done',
  ]);
});

test('SF-AUD-01 each setting of another policy, and another profile, is told once, by the host, however many processes start', async () => {
  const { stage } = await signedIn('ada');
  const again = (given: Parameters<typeof createStage>[0]) =>
    Promise.all(
      [1, 2, 3, 4].map(() =>
        createStage({ store: stage.store, keys: stage.keys, ...given }, stage.clock).login.operators.list({
          accountId: ACCOUNT,
        }),
      ),
    );
  const changes = async () => {
    const entries = await auditOf({ stores: { records: stage.store, sealed: stage.store, volatile: stage.store } });
    return entries.flatMap(({ action, who, object }) =>
      action === 'policy-change' ? [`${who.kind} ${object.id}`] : [],
    );
  };
  const first = ['host preset=pci-4.0.1'];
  expect(await changes()).toEqual(first);
  await again({});
  expect(await changes()).toEqual(first);
  await again({ policy: { idleSec: 300, maxFailedSignIns: 5 } });
  const second = [...first, 'host maxFailedSignIns=5', 'host idleSec=300'];
  expect(await changes()).toEqual(second);
  const profiles = { night: { role: 'agent', permissions: [] }, floor: { role: 'agent', permissions: [] } } as const;
  await again({ policy: { idleSec: 300 }, profiles });
  await again({ policy: { idleSec: 300 }, profiles: { floor: profiles.floor, night: profiles.night } });
  expect((await changes()).slice(3)).toEqual([
    'host maxFailedSignIns=3',
    expect.stringMatching(/^host profiles=[\w-]{22}$/),
  ]);
});

test('SF-AUD-01 a policy that the audit cannot be told of is not in force: nobody signs in under it', async () => {
  const { stage, browser } = await signedIn('ada');
  const deaf = storeWith(stage.store, {
    commit: async (batch) => {
      if (batch.append?.some(({ type }) => type === 'audit') && batch.group === 'operators') throw new Error('full');
      return stage.store.commit(batch);
    },
  });
  const changed = createStage({ store: deaf, keys: stage.keys, policy: { idleSec: 300 } }, stage.clock);
  expect((await new Browser(changed).signIn('ada')).status).toBe(500);
  expect((await browser.signIn('ada')).status).toBe(200);
});

test('SF-AUD-01 when the audit cannot be told, nobody is signed in', async () => {
  const { stage } = await signedIn('ada');
  const deaf = storeWith(stage.store, {
    commit: async (batch) => {
      if (batch.append && batch.append.length > 0) throw new Error('the disk is full');
      return stage.store.commit(batch);
    },
  });
  const browser = new Browser(createStage({ store: deaf, keys: stage.keys }, stage.clock));
  expect((await browser.signIn('ada')).status).toBe(500);
  expect(await browser.step()).toBe('signed out');
});

test('SF-RET-02 names, passwords, secrets and cookies are nowhere in the store', async () => {
  const bodies: string[] = [];
  const { store, keys, clock } = createStage();
  const spied = storeWith(store, {
    commit: (batch) => {
      bodies.push(...[...(batch.put ?? []), ...(batch.append ?? [])].map(({ body }) => Buffer.from(body).toString()));
      bodies.push(JSON.stringify(batch.put?.map(({ body: _body, ...rest }) => rest)));
      return store.commit(batch);
    },
  });
  const stage = createStage({ store: spied, keys }, clock);
  await createOperator(stage, 'wilhelmina', { displayName: 'Wilhelmina K', skills: ['sommelier'] });
  const browser = new Browser(stage);
  ok(await browser.signIn('wilhelmina'));
  const { secret } = ok(await browser.post<{ secret: string }>('/second-factor/enrol', { password: PASSWORD }));
  const kept = bodies.join('\n').toLowerCase();
  expect(kept.length).toBeGreaterThan(3_000);
  const [, , loginSecret = ''] = browser.cookie.split('.');
  const secrets = ['wilhelmina', 'sommelier', PASSWORD, 'horse', 'argon2', secret, loginSecret];
  for (const text of secrets) {
    expect(kept).not.toContain(text.toLowerCase());
    for (const encoding of ['base64', 'hex'] as const) {
      const encoded = Buffer.from(text)
        .toString(encoding)
        .replace(/.{0,2}$/, '')
        .toLowerCase();
      if (encoded.length > 6) expect(kept).not.toContain(encoded);
    }
  }
});

test('SF-RET-03 keys may be rotated, and the old ones destroyed once everybody has signed in again', async () => {
  const { stage, browser } = await signedIn('ada');
  const probe = new Uint8Array(32);
  const before = (await stage.keys.wrap(probe, probe)).keyId;
  const pepper = (await stage.keys.mac(probe)).keyId;
  await stage.keys.rotate();
  await stage.keys.destroy(pepper);
  ok(await browser.signIn('ada'));
  await createOperator(stage, 'bob');
  await stage.keys.destroy(before);
  ok(await browser.signIn('ada'));
  ok(await new Browser(stage).signIn('bob'));
  expect(await stage.login.operators.list({ accountId: ACCOUNT })).toHaveLength(2);
});

test('an operator whose key was destroyed looks like one who never was', async () => {
  const { stage } = await signedIn('ada');
  const probe = new Uint8Array(32);
  const before = (await stage.keys.wrap(probe, probe)).keyId;
  await stage.keys.rotate();
  await createOperator(stage, 'bob');
  await stage.keys.destroy(before);
  expect((await new Browser(stage).signIn('ada')).status).toBe(401);
  expect(await stage.login.operators.list({ accountId: ACCOUNT })).toMatchObject([{ name: 'bob' }]);
});

test('a hash of other costs is made anew at the next sign-in', async () => {
  const { argon2Passwords } = await import('../../src/operators/index.ts');
  const { webRandom } = await import('@tellsafe/core/crypto');
  const { stage } = await signedIn('ada');
  const stronger = argon2Passwords(webRandom, { memoryKib: 16, passes: 1 });
  const verified: string[] = [];
  const passwords = {
    ...stronger,
    verify: (hash: string, password: string) => {
      verified.push(hash.split(',')[0] ?? '');
      return stronger.verify(hash, password);
    },
  };
  const browser = new Browser(createStage({ store: stage.store, keys: stage.keys, passwords }, stage.clock));
  ok(await browser.signIn('ada'));
  ok(await browser.signIn('ada'));
  expect(verified).toEqual(['$argon2id$v=19$m=8', '$argon2id$v=19$m=16']);
});
