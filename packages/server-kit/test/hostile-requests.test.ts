// Requests that nobody sends by accident: bodies that break off or never end, deep and odd JSON, tricks with paths, more
// streams than one place needs. Each gets a clear answer, none is an internal failure, nothing changes.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { STREAM_LIMIT } from '../src/services/feeds/hub.ts';
import { call, ok, readAnswer, sentForm } from './clients.ts';
import { ACCOUNT, BASE, createHarness, FORM_ORIGIN, type Harness, SHOP_ORIGIN } from './harness.ts';
import { dumpOf } from './support/dump.ts';
import { openStream, type TestStream } from './support/streams.ts';

let harness: Harness;
let sent: Awaited<ReturnType<typeof sentForm>>;
let before: string;
beforeEach(async () => {
  harness = await createHarness('memory');
  sent = await sentForm(harness);
  before = await dumpOf(harness.stores);
});
afterEach(async () => {
  expect(harness.log).toEqual([]);
  expect(await dumpOf(harness.stores)).toBe(before);
  await harness.close();
});

const post = (path: string, raw: string) => call(harness, 'POST', path, { raw });

describe('bodies', () => {
  test('one that breaks off is a wrong request, no failure of the kit', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode('{"handle":')),
      pull: (controller) => controller.error(new Error('the sender is gone: 4111111111111111')),
    });
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body, duplex: 'half' };
    const request = new Request(`${FORM_ORIGIN}${BASE}/v1/invitations/begin`, init as RequestInit);
    const answer = await readAnswer(await harness.tellsafe.fetch(request));
    expect(answer).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
  });

  const deep = `${'['.repeat(30_000)}${']'.repeat(30_000)}`;
  test.each([
    ['deep below a known name', `{"openKey":"x","claim":${deep}}`],
    ['deep below an unknown name', `{"openKey":"x","claim":"${'A'.repeat(43)}","x":${deep}}`],
    ['deep objects', `{"submitKey":"x","sealed":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`],
    ['a number without end', `{"submitKey":"x","sealed":{"version":${'9'.repeat(5_000)},"parts":[]}}`],
    ['a version as 1e0 and two more', '{"submitKey":"x","sealed":{"version":1e400,"parts":[]}}'],
    ['a name twice', '{"openKey":"x","openKey":{},"claim":"A"}'],
    ['prototype names in depth', '{"submitKey":"x","sealed":{"__proto__":{"version":1}}}'],
    ['toJSON and valueOf', '{"openKey":{"toJSON":1,"valueOf":2,"toString":3},"claim":"A"}'],
  ])('%s', async (_name, raw) => {
    for (const path of ['/v1/forms/open', '/v1/forms/submit']) {
      expect(await post(path, raw)).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
    }
  });

  test.each(['\\ud800', '\\udc00x', 'A\\u0000', '\\ufeff', '\\u202e'])(
    'odd text "%s" where a key belongs',
    async (text) => {
      expect((await post('/v1/forms/open', `{"openKey":"${text}","claim":"${'A'.repeat(43)}"}`)).body).toMatchObject({
        code: 'otk_invalid',
      });
      expect((await post('/v1/invitations/begin', `{"handle":"${text}"}`)).body).toMatchObject({
        code: 'invitation_unavailable',
      });
      const names = `{"account":"${ACCOUNT}","name":"${text}"}`;
      if (/d800|dc00|0000/.test(text)) {
        expect((await post('/v1/conversations', names)).body).toMatchObject({ code: 'request_invalid' });
      }
    },
  );
});

describe('paths', () => {
  test.each([
    '//tellsafe/v1/forms/open',
    '/tellsafe//v1/forms/open',
    '/tellsafe/v1/forms//open',
    '/tellsafe/v1/forms/open/',
    '/Tellsafe/v1/forms/open',
    '/tellsafe/V1/forms/open',
    '/tellsafe/v1/forms/OPEN',
    '/tellsafe/v1/forms%2Fopen',
    '/tellsafe%2Fv1/forms/open',
    '/tellsafe/v1/forms/open%00',
    '/tellsafe/v1/forms/open;a=b',
    '/tellsafe/v1/forms\\open%5c',
    '/v1/forms/open',
    '/tellsafe/form/acme%2F..%2F..',
    '/tellsafe/assets/..%2f..%2fpackage.json',
    '/tellsafe/assets/%2e%2e%2fform.js',
  ])('%s is no route', async (path) => {
    for (const method of ['POST', 'GET']) {
      const headers = { 'Content-Type': 'application/json' };
      const request = new Request(FORM_ORIGIN + path, { method, headers, ...(method === 'POST' && { body: '{}' }) });
      const { status } = await harness.tellsafe.fetch(request);
      expect([404, 405]).toContain(status);
    }
  });

  test('an encoded spelling of a route is the route, and its proof covers the spelling', async () => {
    const path = `/v1/agent/conversations/${sent.conversationId.replace(/^./, (first) => `%${first.charCodeAt(0).toString(16)}`)}`;
    const proof = await sent.agent.headers('GET', path);
    expect((await call(harness, 'GET', path, { headers: proof })).status).toBe(200);
    const plain = `/v1/agent/conversations/${sent.conversationId}`;
    expect((await call(harness, 'GET', plain, { headers: proof })).status).toBe(401);
    const outside = `${FORM_ORIGIN}/%74ellsafe${plain}`;
    const headers = await sent.agent.headers('GET', plain);
    expect((await harness.tellsafe.fetch(new Request(outside, { headers }))).status).not.toBe(200);
  });

  test('a header cannot be smuggled through what is echoed', async () => {
    for (const origin of [`${SHOP_ORIGIN}, https://evil.example`, `${SHOP_ORIGIN}/`, SHOP_ORIGIN.toUpperCase(), '*']) {
      const answer = await call(harness, 'POST', '/v1/forms/open', { raw: '{}', headers: { Origin: origin } });
      expect([origin, answer]).toMatchObject([origin, { status: 403, body: { code: 'origin_refused' } }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('streams', () => {
  test('one conversation and one session hold so many at most, and a place that was left is free again', async () => {
    const watch = { body: { handle: sent.device.handle } };
    const events = { headers: { Authorization: `Bearer ${sent.consumerKey}` }, body: {} };
    const open: TestStream[] = [];
    while (open.length < STREAM_LIMIT) {
      open.push(await openStream(harness, 'POST', '/v1/invitations/watch', watch));
    }
    for (const [path, input] of [
      ['/v1/invitations/watch', watch],
      ['/v1/consumer/events', events],
    ] as const) {
      expect(await call(harness, 'POST', path, input)).toMatchObject({ status: 503, body: { code: 'overloaded' } });
    }
    await open.pop()?.leave();
    open.push(await openStream(harness, 'POST', '/v1/consumer/events', events));
    const headers = await sent.agent.headers('GET', '/v1/agent/events');
    for (let count = 0; count < STREAM_LIMIT; count += 1) {
      open.push(await openStream(harness, 'GET', '/v1/agent/events', { headers }));
    }
    expect((await call(harness, 'GET', '/v1/agent/events', { headers })).status).toBe(503);
    expect(ok(await sent.agent.call<{ forms: unknown[] }>('GET', '/v1/agent/forms')).forms).toHaveLength(3);
    for (const stream of open) await stream.leave();
  });
});
