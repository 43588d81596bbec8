// What an admin does through the clients (SF-RET-03, SF-PERM-01, SF-POL-05), against the real kit and the real login.
import { memoryKeys } from '@tellsafe/server-kit/keys/memory';
import { operatorLogin } from '@tellsafe/server-kit/operators';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { expect, test } from 'vitest';
import { createOperators } from '../../src/operators.ts';
import { ACCOUNT, createDesk } from '../support/kit.ts';

test('SF-RET-03 finds, holds, is refused, releases, exports and erases', async () => {
  const desk = createDesk();
  const { conversationId } = await desk.tellsafe.conversations.start({
    accountId: ACCOUNT,
    consumerId: 'customer-4711',
  });
  const admin = desk.client('ada');
  await admin.signIn();
  const { privacy } = admin;
  const consumer = { kind: 'consumer', id: 'customer-4711' } as const;
  expect(await privacy.status()).toMatchObject({ retentionMonths: 13, erasures: 0 });
  expect(await privacy.find(consumer)).toMatchObject({ conversations: [{ conversationId, holds: [] }] });
  await privacy.hold({ kind: 'conversation', id: conversationId, holdId: 'case 7' });
  await expect(privacy.erase(consumer)).rejects.toMatchObject({ code: 'legal_hold' });
  const { held } = await privacy.holds();
  expect(held).toMatchObject([{ kind: 'conversation', id: conversationId, holds: [{ holdId: 'case 7' }] }]);
  await privacy.release({ kind: 'conversation', id: conversationId, holdId: 'case 7' });
  expect((await privacy.export('customer-4711')).conversations).toHaveLength(1);
  expect(await privacy.erase(consumer)).toEqual({ erasedAt: expect.any(Number) });
  expect(await privacy.find(consumer)).toMatchObject({ conversations: [], erasedAt: expect.any(Number) });
  const agent = desk.client('maya');
  await agent.signIn();
  await expect(agent.privacy.find(consumer)).rejects.toMatchObject({ code: 'permission_denied' });
});

test('SF-PERM-01 SF-POL-05 manages operators of the login, whose refusals keep their code and their place', async () => {
  const origin = 'https://desk.example';
  // Of the hashes nothing is asked here but that they fit.
  const passwords = {
    hash: async (password: string) => `plain:${password}`,
    verify: async (hash: string, password: string) => hash === `plain:${password}`,
    isOutdated: () => false,
  };
  const login = operatorLogin({
    ...{ store: memoryStore(), keys: memoryKeys(), accounts: [ACCOUNT], origins: [origin], passwords },
  });
  const { password } = await login.operators.create({
    accountId: ACCOUNT,
    name: 'ada',
    displayName: 'Ada',
    role: 'admin',
  });
  let cookie = '';
  const fetch = async (request: Request): Promise<Response> => {
    const headers = new Headers(request.headers);
    headers.set('origin', origin);
    headers.set('cookie', cookie);
    const answer = await login.fetch(new Request(request, { headers }));
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  const post = (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    return fetch(new Request(`${origin}/operators${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
  };
  const operators = createOperators({ endpoint: `${origin}/operators`, fetch });
  await expect(operators.list()).rejects.toMatchObject({ code: 'login_required' });
  await post('/sign-in', { account: ACCOUNT, name: 'ada', password });
  await post('/password', { current: password, next: 'correct horse 1' });
  const [ada] = await operators.list();
  const { operator: tom } = await operators.create({ name: 'tom', displayName: 'Tom', role: 'agent', skills: ['vip'] });
  expect(await operators.update(tom.id, { role: 'manager' })).toMatchObject({ role: 'manager', skills: ['vip'] });
  expect(await operators.disable(tom.id)).toMatchObject({ status: 'disabled' });
  expect(await operators.enable(tom.id)).toMatchObject({ status: 'active' });
  expect((await operators.reset(tom.id)).password.length).toBeGreaterThan(15);
  expect(await operators.removeSecondFactor(tom.id)).toMatchObject({ hasSecondFactor: false });
  const taken = operators.create({ name: 'TOM', displayName: 'Tom', role: 'agent' });
  await expect(taken).rejects.toMatchObject({ code: 'conflict' });
  const own = operators.disable(ada?.id ?? '');
  await expect(own).rejects.toMatchObject({ params: { issues: [{ path: 'operatorId', code: 'oneself' }] } });
  expect((await operators.profiles()).roles).toHaveLength(3);
  expect((await operators.policy()).settings.every(({ holds }) => holds)).toBe(true);
  const elsewhere = createOperators({
    ...{ endpoint: `${origin}/elsewhere`, fetch: async () => new Response('<html>', { status: 404 }) },
  });
  await expect(elsewhere.list()).rejects.toMatchObject({ code: 'route_unknown' });
  const away = createOperators({
    endpoint: `${origin}/operators`,
    fetch: async () => {
      throw new TypeError('offline');
    },
  });
  await expect(away.policy()).rejects.toMatchObject({ code: 'network_failed' });
});
