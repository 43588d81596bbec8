// By which id a host finds the line of a log that belongs to an answer (SF-OPS-02).
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { TellsafeOptions } from '../../src/index.ts';
import { nodeListener } from '../../src/runtime/node.ts';
import { call, requestOf, sentForm } from '../clients.ts';
import { createHarness, type Harness, SHOP_ORIGIN } from '../harness.ts';
import { Browser, createStage } from '../operators/stage.ts';
import { storeWith } from '../support/broken-stores.ts';

const requestId: TellsafeOptions['requestId'] = ({ headers }) => headers.get('x-request-id');
const GIVEN = '7c1e61f0-2e9e-4bb1-9d6f-0d4a3d0f6a11';

let harness: Harness;
afterEach(() => harness.close());

/** A kit whose store fails when it is told to. */
async function open(options: Partial<TellsafeOptions>) {
  const state = { fails: false };
  harness = await createHarness('memory', {
    options,
    wrap: (stores) => ({
      ...stores,
      records: storeWith(stores.records, {
        get: (keys) => (state.fails ? Promise.reject(new Error('broken')) : stores.records.get(keys)),
      }),
    }),
  });
  const { device } = await sentForm(harness);
  state.fails = true;
  return (headers: Record<string, string> = {}) => {
    const asked = { headers: { Origin: SHOP_ORIGIN, ...headers }, body: { handle: device.handle } };
    return call(harness, 'POST', '/v1/invitations/begin', asked);
  };
}

describe('SF-OPS-02 the id of a request', () => {
  test('is in the line of a failure and in its answer, made by the kit, whatever the request says of itself', async () => {
    const fail = await open({});
    const [one, other] = [await fail({ 'x-request-id': GIVEN }), await fail()];
    const ids = [one, other].map(({ headers }) => headers.get('x-request-id'));
    expect([one.status, other.status]).toEqual([500, 500]);
    expect(harness.log.map((line) => line.requestId)).toEqual(ids);
    expect(new Set(ids).size).toBe(2);
    expect(ids.every((id) => id !== null && /^[\w-]{16}$/.test(id))).toBe(true);
    // Who gets an answer of which no line tells is shown no id.
    expect((await call(harness, 'GET', '/v1/health/live')).headers.get('x-request-id')).toBeNull();
  });

  test('is the gateway’s where the host says so, at every answer', async () => {
    const fail = await open({ requestId });
    const headers = { 'x-request-id': GIVEN };
    expect((await fail(headers)).headers.get('x-request-id')).toBe(GIVEN);
    expect(harness.log.at(-1)).toMatchObject({ where: 'begin', requestId: GIVEN });
    for (const [method, path] of [
      ['GET', '/v1/health/live'],
      ['GET', '/v1/nothing'],
      ['OPTIONS', '/v1/forms/open'],
    ] as const) {
      expect((await call(harness, method, path, { headers })).headers.get('x-request-id')).toBe(GIVEN);
    }
    await harness.tellsafe.close();
    const refused = await call(harness, 'POST', '/v1/forms/open', { headers, body: {} });
    expect([refused.status, refused.headers.get('x-request-id')]).toEqual([503, GIVEN]);
  });

  test.each([
    ['short', 'abc'],
    ['long', 'a'.repeat(129)],
    ['a number, which may be of a card', '4111111111111111'],
    ['a number in groups', '4111-1111-1111-1111'],
    ['a line of its own', 'id": "x", "level'],
    ['markup', '<img-src-x-onerror-1>'],
    ['spaces', 'an id with spaces'],
    ['other letters', 'ídéntïtý-of-it'],
    ['none', undefined],
  ])('is the kit’s own where the one given is %s', async (_name, given) => {
    const fail = await open({ requestId: () => given });
    const { headers } = await fail();
    const shown = headers.get('x-request-id');
    expect(shown).toMatch(/^[\w-]{16}$/);
    expect(harness.log.at(-1)?.requestId).toBe(shown);
    if (given !== undefined) expect(JSON.stringify(harness.log)).not.toContain(given);
  });

  test('is the kit’s own where the host’s function fails, which is said once without its message', async () => {
    const fail = await open({
      requestId: () => {
        throw new Error(GIVEN);
      },
    });
    await fail();
    const { headers } = await fail();
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{16}$/);
    expect(harness.log.map(({ where }) => where)).toEqual(['requestId', 'begin', 'begin']);
    expect(JSON.stringify(harness.log)).not.toContain(GIVEN);
  });

  test('can be read by pages, as can the time after which to try again', async () => {
    const fail = await open({});
    const readable = (await fail()).headers.get('access-control-expose-headers');
    expect(readable).toBe('Date, Retry-After, X-Request-Id');
  });
});

test('SF-OPS-02 the built-in login tells the id of a request in the same way', async () => {
  const stage = createStage({ requestId });
  const failing = createStage({ store: storeWith(stage.store, { get: () => Promise.reject(new Error('broken')) }) });
  harness = await createHarness('memory');
  const own = await new Browser(failing).signIn('ada');
  expect(own.status).toBe(500);
  expect(failing.log).toMatchObject([{ requestId: own.headers.get('x-request-id') }]);
  const asked = await new Browser(stage).post('/sign-in', {}, { 'x-request-id': GIVEN });
  expect([asked.status, asked.headers.get('x-request-id')]).toEqual([400, GIVEN]);
  expect(() => createStage({ requestId: 'x' as never })).toThrow(expect.objectContaining({ code: 'option_invalid' }));
});

test('SF-OPS-04 a handler that wraps the kit’s own still tells the address of the other end', async () => {
  const seen: (string | undefined)[] = [];
  const limits = {
    clientAddress: ({ peerAddress }: { peerAddress?: string }) => {
      seen.push(peerAddress);
      return peerAddress;
    },
  };
  harness = await createHarness('memory', { options: { limits } });
  const server = createServer(nodeListener((request) => harness.tellsafe.fetch(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { pathname } = new URL(requestOf('POST', '/v1/invitations/begin').url);
  const headers = { 'Content-Type': 'application/json' };
  await fetch(`http://127.0.0.1:${port}${pathname}`, { method: 'POST', headers, body: '{"handle":"x"}' });
  expect(seen).toEqual(['127.0.0.1']);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
