// Every route against every wrong request: no credentials, another account, another method, too large, malformed, replayed;
// and safe methods change nothing (SF-OTK-07). The list of routes is the protocol's own, so a new route is tested at once.
import { type RouteName, routePaths } from '@tellsafe/core/wire';
import { routes } from '@tellsafe/core/wire/schemas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Agent, type Answered, call, fingerprint, readAnswer, submittedForm } from './clients.ts';
import { ACCOUNT, createHarness, type Harness, SHOP_ORIGIN, storeKinds } from './harness.ts';
import { dumpOf } from './support/dump.ts';

const names = Object.keys(routePaths) as RouteName[];
const withBody = names.filter((name) => 'request' in routes[name]);
const withProof = names.filter((name) => routePaths[name].proof === 'session');
/** A provider's bytes are its own; test/channels/gateway has what is refused of them. */
const changing = names.filter((name) => routePaths[name].method !== 'GET' && routePaths[name].caller !== 'provider');
const reading = names.filter((name) => !['html', 'file'].includes(routePaths[name].answer));

const someUuid = '6f1d1c1e-0000-4000-8000-000000000000';

function pathOf(name: RouteName): string {
  return routePaths[name].path.replace(':account', ACCOUNT).replace(':file', 'form.js').replace(':id', someUuid);
}

describe.each(storeKinds)('every route on the %s store', (kind) => {
  let harness: Harness;
  let agent: Agent;
  let submitted: Awaited<ReturnType<typeof submittedForm>>;
  let before: string;
  beforeAll(async () => {
    harness = await createHarness(kind);
    submitted = await submittedForm(harness);
    agent = submitted.agent;
    before = await dumpOf(harness.stores);
  });
  afterAll(() => harness.close());

  const nothingChanged = async () => expect(await dumpOf(harness.stores)).toBe(before);

  /** A body that the route's schema takes, naming things that exist. */
  function bodyOf(name: RouteName): unknown {
    const { device, conversationId } = submitted;
    const requestId = '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b099';
    const handle = { handle: device.handle };
    const bodies: Partial<Record<RouteName, unknown>> = {
      received: handle,
      begin: handle,
      decline: handle,
      watch: handle,
      resume: handle,
      extend: handle,
      open: { openKey: device.openKey, claim: device.claim },
      submit: { submitKey: device.opened?.submitKey, sealed: 'sealed' },
      invitationSend: {
        requestId,
        conversationId,
        formId: 'card',
        suite: 'x25519',
        recipientPublicKey: Buffer.alloc(32, 9).toString('base64url'),
      },
      invitationRevoke: { conversationId },
      read: { submissionId: submitted.submissionId, readKey: 'nonsense' },
      historyRead: { conversationId },
      fileRead: { messageId: someUuid, file: 0 },
      transcriptFind: { text: 'hi' },
      conversationStart: { account: ACCOUNT },
      conversationMessage: { requestId, text: 'hi' },
      conversationTransfer: { agentId: null },
      consumerMessage: { requestId, text: 'hi' },
      consumerEvents: {},
      privacyFind: { kind: 'consumer', id: 'customer-4711' },
      privacyExport: { consumerId: 'customer-4711' },
      privacyErase: { kind: 'conversation', id: conversationId },
      privacyHold: { kind: 'conversation', id: conversationId, holdId: 'case 7' },
      privacyRelease: { kind: 'conversation', id: conversationId, holdId: 'case 7' },
      reportFigures: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
      reportInvitations: { from: 0, to: 900_000, measure: 'sent' },
      reportCsv: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
      reportVolume: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
      reportVolumeCsv: { from: 0, to: 900_000, timeZone: 'UTC', period: 'day' },
      auditExport: { format: 'csv' },
      webhookResend: { deliveryId: `msg_${someUuid}` },
      webhookReplay: { since: 0 },
      entryPointSave: { base: 0, name: 'SMS', label: null, language: null, routing: 'queue' },
      studioSave: { base: 0, definition: { id: 'x' } },
      studioSwitch: { enabled: false },
      studioRestore: { base: 1, version: 1 },
      studioSettingsSave: { base: 0 },
    };
    return bodies[name] ?? {};
  }

  test.each(names)('SF-OTK-07 GET, HEAD and OPTIONS on %s change nothing', async (name) => {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const isStream = method === 'GET' && name === 'agentEvents';
      const headers = withProof.includes(name) && !isStream ? await agent.headers(method, pathOf(name)) : {};
      const answer = await call(harness, method, pathOf(name), { headers });
      if (routePaths[name].method === 'GET' && method !== 'OPTIONS') continue;
      if (method === 'OPTIONS') expect(answer.status).toBe(204);
      else if (!names.some((other) => routePaths[other].method === 'GET' && pathOf(other) === pathOf(name))) {
        expect(answer.status).toBe(405);
        expect(answer.headers.get('allow')).toBe(`${routePaths[name].method}, OPTIONS`);
      }
    }
    await nothingChanged();
  });

  test.each(names)('another method on %s is 405 and names those that work', async (name) => {
    const answer = await call(harness, 'PUT', pathOf(name), { body: bodyOf(name) });
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toContain(routePaths[name].method);
    await nothingChanged();
  });

  test.each(withProof)('%s without, with a wrong and with a foreign proof is refused alike', async (name) => {
    const { method } = routePaths[name];
    const body = 'request' in routes[name] ? bodyOf(name) : undefined;
    const query = name === 'invitationList' ? `?conversation=${submitted.conversationId}` : '';
    const path = pathOf(name) + query;
    const own = (await agent.headers(method, path, body))['Tellsafe-Proof'] ?? '';
    const attempts = ['', 'nonsense', own.replace(agent.session.sessionId, someUuid), own.replace(/^v1\./, 'v2.')];
    const forOther = (await agent.headers(method, `${path}${query === '' ? '?' : '&'}x=1`, body))['Tellsafe-Proof'];
    const otherMethod = (await agent.headers(method === 'GET' ? 'POST' : 'GET', path, body))['Tellsafe-Proof'];
    const otherBody = (await agent.headers(method, path, { other: true }))['Tellsafe-Proof'];
    const refused: Answered[] = [];
    for (const proof of [...attempts, forOther, otherMethod, otherBody]) {
      const headers: Record<string, string> = proof ? { 'Tellsafe-Proof': proof } : {};
      refused.push(await call(harness, method, path, { headers, ...(body !== undefined && { body }) }));
    }
    expect(new Set(refused.map(fingerprint)).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 401, body: { code: 'session_invalid' } });
    await nothingChanged();
  });

  test.each(withProof)('%s with a genuine proof of another time is stale, and says the time', async (name) => {
    const { method } = routePaths[name];
    const body = 'request' in routes[name] ? bodyOf(name) : undefined;
    const path = pathOf(name) + (name === 'invitationList' ? `?conversation=${submitted.conversationId}` : '');
    for (const offset of [-60_001, 60_001]) {
      const headers = await agent.headers(method, path, body, harness.clock() + offset);
      const answer = await call(harness, method, path, { headers, ...(body !== undefined && { body }) });
      expect(answer).toMatchObject({ status: 401, body: { code: 'proof_stale' } });
      expect(Date.parse(answer.headers.get('date') ?? '')).toBe(harness.clock());
    }
    await nothingChanged();
  });

  test.each(withBody)('%s with a body that is too large, whatever its length says', async (name) => {
    const { method } = routePaths[name];
    const raw = JSON.stringify({ filler: 'x'.repeat(70_000) });
    const declared = await call(harness, method, pathOf(name), { raw });
    expect(declared).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new TextEncoder().encode('x'.repeat(8_192)));
      },
    });
    const request = new Request(`https://forms.acme.example/tellsafe${pathOf(name)}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    const streamed = await readAnswer(await harness.tellsafe.fetch(request));
    expect(streamed).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    expect(pulled).toBeLessThan(12);
    await nothingChanged();
  });

  test.each(withBody)('%s with malformed bodies', async (name) => {
    const { method } = routePaths[name];
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '"text"',
      '{"a":1}x',
      '\ufeff{}x',
      '['.repeat(30_000),
      '{"__proto__":{"admin":true}}',
      '{"constructor":{"prototype":{}}}',
      new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
    ];
    for (const raw of bodies) {
      const answer = await call(harness, method, pathOf(name), { raw });
      expect([raw, answer]).toMatchObject([raw, { status: 400, body: { code: 'request_invalid' } }]);
      expect(answer.text).not.toContain('__proto__');
      expect(answer.text).not.toContain('admin');
    }
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
    await nothingChanged();
  });

  test.each(changing)('%s with another content type is refused', async (name) => {
    const { method } = routePaths[name];
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
    ];
    for (const type of [...types, 'application/json; charset=utf-16', '']) {
      const request = new Request(`https://forms.acme.example/tellsafe${pathOf(name)}`, {
        method,
        body: method === 'DELETE' ? null : JSON.stringify(bodyOf(name)),
      });
      request.headers.delete('content-type');
      if (type !== '') request.headers.set('content-type', type);
      const answer = await readAnswer(await harness.tellsafe.fetch(request));
      expect([type, answer]).toMatchObject([type, { status: 415, body: { code: 'content_type_unsupported' } }]);
    }
    await nothingChanged();
  });

  test.each(reading)('%s from a foreign origin is refused and not readable there', async (name) => {
    const { method } = routePaths[name];
    for (const origin of ['https://evil.example', 'null', 'http://forms.acme.example', `${SHOP_ORIGIN}.evil.example`]) {
      const headers = { Origin: origin };
      const body = method === 'GET' ? {} : { body: bodyOf(name) };
      const answer = await call(harness, method, pathOf(name), { headers, ...body });
      expect([origin, answer]).toMatchObject([origin, { status: 403, body: { code: 'origin_refused' } }]);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      const preflight = await call(harness, 'OPTIONS', pathOf(name), { headers });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    }
    await nothingChanged();
  });

  test.each(reading)('%s answers a preflight of an allowed origin', async (name) => {
    const answer = await call(harness, 'OPTIONS', pathOf(name), { headers: { Origin: SHOP_ORIGIN } });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP_ORIGIN);
    expect(answer.headers.get('access-control-allow-methods')).toContain(routePaths[name].method);
    expect(answer.headers.get('access-control-allow-headers')).toBe(
      'Content-Type, Authorization, Last-Event-ID, Tellsafe-Proof',
    );
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  test.each(['received', 'begin', 'decline', 'watch', 'open', 'resume', 'extend', 'submit'] as const)(
    '%s fetched ahead of time by a browser is refused',
    async (name) => {
      const wrong = name === 'open' || name === 'submit' ? 'otk_invalid' : 'invitation_unavailable';
      const headers = { 'Sec-Purpose': 'prefetch;prerender' };
      const answer = await call(harness, 'POST', pathOf(name), { body: bodyOf(name), headers });
      expect(answer).toMatchObject({ status: 403, body: { code: wrong } });
      await nothingChanged();
    },
  );

  test.each(['agentConversation', 'invitationRevoke', 'readKey', 'conversationClose'] as const)(
    '%s with an id that is none',
    async (name) => {
      const { method, path } = routePaths[name];
      for (const id of ['nonsense', '%00', someUuid.toUpperCase(), '..%2f..']) {
        const target = path.replace(':id', id);
        const body = method === 'GET' ? undefined : bodyOf(name);
        const headers = await agent.headers(method, target, body);
        const answer = await call(harness, method, target, { headers, ...(body !== undefined && { body }) });
        expect([id, answer.status]).toEqual([id, 400]);
      }
      await nothingChanged();
    },
  );

  test('unknown paths are 404, also beside the base path', async () => {
    for (const path of ['/', '/v1', '/v1/unknown', '/v1/forms/open/', '/form', '/assets/../v1', '/assets/unknown.js']) {
      expect([path, await call(harness, 'GET', path)]).toMatchObject([
        path,
        { status: 404, body: { code: 'route_unknown' } },
      ]);
    }
    const outside = await harness.tellsafe.fetch(new Request('https://forms.acme.example/v1/forms/open'));
    expect(outside.status).toBe(404);
  });

  test('every answer carries the date of the kit, nosniff, and is not cached', async () => {
    const seen = [
      await call(harness, 'POST', '/v1/forms/open', { body: {} }),
      await agent.call('GET', '/v1/agent/forms'),
      await call(harness, 'OPTIONS', '/v1/forms/open'),
      await call(harness, 'GET', '/unknown'),
    ];
    for (const { headers } of seen) {
      expect(Date.parse(headers.get('date') ?? '')).toBe(harness.clock());
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('vary')).toContain('Origin');
    }
  });
});
