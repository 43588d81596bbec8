// Limits per address, per invitation and per account at the routes (SF-OPS-04): 429 with Retry-After, and nothing has happened.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTellsafe, type LimitOptions, type Store } from '../../src/index.ts';
import { memoryKeys } from '../../src/keys/memory.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { type Answered, Device, fingerprint, ok, readAnswer, requestOf, sentForm } from '../clients.ts';
import {
  ACCOUNT,
  answers,
  createHarness,
  FORM_ORIGIN,
  type Harness,
  SHOP_ORIGIN,
  type TestClock,
  testClock,
} from '../harness.ts';
import { dumpOf } from '../support/dump.ts';

const clientAddress: NonNullable<LimitOptions['clientAddress']> = ({ headers }) =>
  headers.get('x-test-address') ?? undefined;

let harness: Harness;
afterEach(() => harness.close());

async function open(limits: LimitOptions): Promise<Harness> {
  harness = await createHarness('memory', { options: { limits } });
  return harness;
}

function post(path: string, body: unknown, address?: string): Promise<Answered> {
  const headers = address === undefined ? {} : { 'X-Test-Address': address };
  return harness.tellsafe.fetch(requestOf('POST', path, { body, headers })).then(readAnswer);
}

/** Without what only the durable stores may hold. */
const durable = () => dumpOf({ ...harness.stores, volatile: harness.stores.sealed });

describe('SF-OPS-04 an address', () => {
  const busy = '203.0.113.7';

  test('that asks too often is answered 429, alike whatever it asks for, and nothing has happened', async () => {
    await open({ clientAddress, perAddressPerMin: 10 });
    const { device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    const { claim, handle } = device;
    for (let at = 0; at < 10; at += 1) await post('/v1/forms/open', { openKey: 'nonsense', claim }, busy);
    const before = await durable();
    const refused = [
      await post('/v1/forms/open', { openKey, claim }, busy),
      await post('/v1/forms/open', { openKey: 'nonsense', claim }, busy),
      await post('/v1/invitations/begin', { handle }, busy),
      await post('/v1/forms/submit', { not: 'even valid' }, busy),
      await post('/v1/agent/sessions', {}, busy),
      await post('/v1/conversations', { account: ACCOUNT }, busy),
    ];
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 429, body: { code: 'overloaded', status: 429 } });
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await durable()).toBe(before);
    expect((await post('/v1/forms/open', { openKey, claim }, '203.0.113.8')).status).toBe(200);
  });

  test('is counted anew in the next minute', async () => {
    await open({ clientAddress, perAddressPerMin: 10 });
    const asked = () => post('/v1/invitations/begin', { handle: 'nonsense' }, busy).then(({ status }) => status);
    for (let at = 0; at < 10; at += 1) expect(await asked()).toBe(403);
    const refused = await post('/v1/invitations/begin', { handle: 'nonsense' }, busy);
    harness.clock.advance(Number(refused.headers.get('retry-after')) * 1000);
    expect(await asked()).toBe(403);
  });

  test('is nothing that a request says of itself, unless the host says so', async () => {
    await open({ perAddressPerMin: 10 });
    for (let at = 0; at < 30; at += 1) {
      expect((await post('/v1/invitations/begin', { handle: `${at}` }, busy)).status).toBe(403);
    }
  });

  test('that cannot be told shuts nobody out, and is said once, without it', async () => {
    await open({ clientAddress: () => 'not an address', perAddressPerMin: 10 });
    for (let at = 0; at < 30; at += 1) {
      expect((await post('/v1/invitations/begin', { handle: `${at}` })).status).toBe(403);
    }
    expect(harness.log).toEqual([expect.objectContaining({ level: 'warn', where: 'clientAddress' })]);
    expect(JSON.stringify(harness.log)).not.toContain('not an address');
  });
});

describe('SF-OPS-04 an invitation', () => {
  test('whose handle is used too often waits, and no other', async () => {
    await open({ perInvitationPerMin: 20 });
    const one = await sentForm(harness);
    const other = await sentForm(harness);
    for (let at = 0; at < 20; at += 1) ok(await one.device.received());
    const before = await durable();
    const refused = await one.device.tryBegin();
    expect(refused.status).toBe(429);
    expect(await durable()).toBe(before);
    await other.device.open();
    expect((await other.device.trySubmit(answers.card)).status).toBe(200);
    harness.clock.advance(Number(refused.headers.get('retry-after')) * 1000);
    expect((await new Device(harness, one.device.handle).tryBegin()).status).toBe(200);
  });
});

describe('SF-OPS-04 an account', () => {
  test('whose agents ask too often waits, and no other', async () => {
    await open({ perAccountPerMin: 60 });
    const { agent } = await sentForm(harness);
    const statuses: number[] = [];
    for (let at = 0; at < 70; at += 1) statuses.push((await agent.call('GET', '/v1/agent/forms')).status);
    expect(statuses.at(-1)).toBe(429);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(60);
  });

  test('has no more entries of refused attempts than the limit, and the log tells of the others', async () => {
    await open({ refusalsPerMin: 60 });
    const { device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    await device.take(ok(await device.tryOpen(openKey)));
    const refusals = async () =>
      (await harness.tellsafe.audit.list({ accountId: ACCOUNT, limit: 100 })).entries.filter(
        ({ entry }) => typeof entry.outcome === 'object',
      ).length;
    const others = Array.from({ length: 200 }, () => new Device(harness, device.handle).tryOpen(openKey));
    expect(new Set((await Promise.all(others)).map(({ status }) => status))).toEqual(new Set([403]));
    expect(await refusals()).toBeLessThanOrEqual(61);
    harness.clock.advance(60_000);
    await new Device(harness, device.handle).tryOpen(openKey);
    const told = harness.log.filter(({ where }) => where === 'audit').map(({ count = 0 }) => count);
    expect(told.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(139);
  });
});

describe('SF-OPS-04 desks that run apart from their vault', () => {
  /** How many of many requests, in turn to two desks, pass. */
  async function passing(stores: readonly [Store, Store], clock: TestClock): Promise<number> {
    const keys = memoryKeys();
    const desks = stores.map((records) =>
      createTellsafe({
        ...{ roles: ['desk'], stores: { records }, keys, clock, maintenance: 'manual', log: () => undefined },
        accounts: [{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [SHOP_ORIGIN] }],
        authenticate: async () => null,
        limits: { clientAddress, perAddressPerMin: 80 },
      }),
    );
    const headers = { 'X-Test-Address': '203.0.113.7' };
    const ask = (at: number) =>
      desks[at % 2]?.fetch(requestOf('POST', '/v1/agent/sessions', { body: {}, headers })).then(({ status }) => status);
    const statuses = await Promise.all(Array.from({ length: 300 }, (_, at) => ask(at)));
    await desks[0]?.maintain();
    for (const desk of desks) await desk.close();
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    return statuses.filter((status) => status === 401).length;
  }

  beforeEach(() => open({}));

  test('count together in their records', async () => {
    const clock = testClock();
    const records = memoryStore({ clock });
    expect(await passing([records, records], clock)).toBeLessThanOrEqual(80 * (1 + 2 / 8));
  });

  test('control: on records of their own each counts by itself', async () => {
    const clock = testClock();
    expect(await passing([memoryStore({ clock }), memoryStore({ clock })], clock)).toBe(160);
  });
});
