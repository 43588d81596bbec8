// Liveness and readiness: what supervisors and load balancers ask (SF-OPS-02).
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTellsafe } from '../../src/index.ts';
import { HEALTH_KEPT_MS } from '../../src/services/health.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { call } from '../clients.ts';
import { ACCOUNT, createHarness, FORM_ORIGIN, type Harness } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { gatedKeys } from '../support/gates.ts';

let harness: Harness;
let broken: 'records' | 'volatile' | 'keys' | undefined;

beforeEach(async () => {
  broken = undefined;
  const failing = (name: 'records' | 'volatile') => async () => {
    if (broken === name) throw new Error('4111111111111111');
    return 'one';
  };
  harness = await createHarness('memory', {
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, { incarnation: failing('records') }),
      volatile: storeWith(stores.volatile, { incarnation: failing('volatile') }),
    }),
    keys: (keys) =>
      gatedKeys({ pass: (name, call) => (broken === 'keys' ? Promise.reject(new Error(name)) : call()) }, keys),
  });
});
afterEach(() => harness.close());

const live = () => call(harness, 'GET', '/v1/health/live');
const ready = () => call(harness, 'GET', '/v1/health/ready');

test('SF-OPS-02 a process that serves is live and ready, and says nothing else', async () => {
  for (const answered of [await live(), await ready()]) {
    expect([answered.status, answered.body]).toEqual([200, { status: 'pass' }]);
    expect(answered.headers.get('cache-control')).toBe('no-store');
  }
  expect(await harness.tellsafe.health()).toEqual({
    ready: true,
    checks: { started: 'pass', stores: 'pass', keys: 'pass', open: 'pass' },
  });
});

test.each([
  ['records', 'stores'],
  ['volatile', 'stores'],
  ['keys', 'keys'],
] as const)('SF-OPS-02 %s that fail make it unready, not dead, and come back', async (part, check) => {
  broken = part;
  const answered = await ready();
  expect([answered.status, answered.headers.get('retry-after')]).toEqual([503, '1']);
  expect(answered.body).toMatchObject({ code: 'overloaded' });
  expect(answered.text).not.toMatch(/4111|keys|records|volatile/);
  expect((await live()).status).toBe(200);
  expect(await harness.tellsafe.health()).toMatchObject({ ready: false, checks: { [check]: 'fail' } });
  broken = undefined;
  harness.clock.advance(HEALTH_KEPT_MS);
  expect((await ready()).status).toBe(200);
});

test('SF-OPS-02 many who ask at once cost one look', async () => {
  let looks = 0;
  const { records } = harness.stores;
  const counting = storeWith(records, {
    incarnation: () => {
      looks += 1;
      return records.incarnation();
    },
  });
  const kit = createTellsafe({
    stores: { ...harness.stores, records: counting },
    keys: harness.keys,
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [] }],
    authenticate: async () => null,
    clock: harness.clock,
    maintenance: 'manual',
  });
  await kit.ready;
  looks = 0;
  const asked = Array.from({ length: 50 }, () => call({ tellsafe: kit }, 'GET', '/v1/health/ready'));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(50).fill(200));
  expect(looks).toBe(1);
});

test('SF-OPS-02 a process that has not started is live, not ready', async () => {
  let start = (_incarnation: string) => {};
  const starting = new Promise<string>((resolve) => {
    start = resolve;
  });
  const slow = storeWith(memoryStore(), { incarnation: () => starting });
  const kit = createTellsafe({
    stores: { records: slow, sealed: slow, volatile: memoryStore() },
    keys: harness.keys,
    accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [] }],
    authenticate: async () => null,
    maintenance: 'manual',
  });
  expect((await call({ tellsafe: kit }, 'GET', '/v1/health/live')).status).toBe(200);
  const asked = kit.health();
  start('one');
  await kit.ready;
  expect((await asked).ready || (await kit.health()).ready).toBe(true);
  await kit.close();
  expect((await call({ tellsafe: kit }, 'GET', '/v1/health/live')).status).toBe(200);
  expect((await call({ tellsafe: kit }, 'GET', '/v1/health/ready')).status).toBe(503);
});
