import { createUuid, isTellsafeError } from '@tellsafe/core';
import { importProofKey, webRandom } from '@tellsafe/core/crypto';
import { parseProof, verifyProof } from '@tellsafe/core/crypto/sync';
import { PROOF_HEADER } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { drive, manualTime } from '../test/support/manual-time.ts';
import { createServerClock } from './server-clock.ts';
import { createTransport, type Fetch } from './transport.ts';

const KEY = new Uint8Array(32).fill(7);
const sessionId = createUuid(webRandom);

function problem(code: string, status: number, headers: HeadersInit = {}): Response {
  return Response.json({ type: `urn:tellsafe:problem:${code}`, title: '', status, code }, { status, headers });
}

async function make(answer: (request: Request, turn: number) => Promise<Response> | Response, skewMs = 0) {
  const time = manualTime();
  const requests: Request[] = [];
  const fetch: Fetch = async (request) => {
    requests.push(request.clone());
    return answer(request, requests.length);
  };
  const clock = createServerClock(() => time.clock() + skewMs);
  const { timers } = time;
  const endpoint = 'https://desk.example/tellsafe';
  const options = { endpoint, fetch, clock, random: webRandom, timers, credentials: 'same-origin' } as const;
  const transport = createTransport(options);
  const signer = { sessionId, key: await importProofKey(new Uint8Array(KEY)) };
  return { time, transport, options, signer, requests, clock };
}

describe('transport', () => {
  test('what leads to answers goes to the vault where it is apart, without cookies', async () => {
    const { requests, options, signer, time } = await make(() => Response.json({}));
    const answersEndpoint = 'https://vault.example/base';
    const transport = createTransport({ ...options, answersEndpoint, credentials: 'include' });
    const id = createUuid(webRandom);
    await transport.call('readKey', { signer, parameters: { id } });
    await transport.call('read', { signer, body: { submissionId: id, readKey: 'A' } });
    await transport.call('agentForms', { signer });
    const [readKey, read, forms] = requests;
    expect(requests.map(({ url }) => url)).toEqual([
      `${answersEndpoint}/v1/agent/submissions/${id}/read-key`,
      `${answersEndpoint}/v1/submissions/read`,
      'https://desk.example/tellsafe/v1/agent/forms',
    ]);
    expect([readKey, read, forms].map((each) => each?.credentials)).toEqual(['omit', 'omit', 'include']);
    // The proof is over the path below the base path, so it holds wherever the vault lives.
    const proof = parseProof(readKey?.headers.get(PROOF_HEADER) ?? '');
    const path = `/v1/agent/submissions/${id}/read-key`;
    const body = new Uint8Array((await readKey?.arrayBuffer()) ?? []);
    expect(proof && verifyProof(KEY, proof, { subject: sessionId, method: 'POST', path, body }, time.clock())).toBe(
      'ok',
    );
  });

  test('signs method, path with query and body under the endpoint', async () => {
    const { transport, signer, requests, time } = await make(() => Response.json({ invitations: [] }));
    const conversation = createUuid(webRandom);
    await transport.call('invitationList', { signer, query: { conversation } });
    const [request] = requests;
    expect(request?.url).toBe(`https://desk.example/tellsafe/v1/agent/invitations?conversation=${conversation}`);
    const proof = parseProof(request?.headers.get(PROOF_HEADER) ?? '');
    const path = `/v1/agent/invitations?conversation=${conversation}`;
    const proven = { subject: sessionId, method: 'GET', path, body: new Uint8Array() };
    expect(proof && verifyProof(KEY, proof, proven, time.clock())).toBe('ok');
    expect(proof && verifyProof(KEY, proof, { ...proven, path: '/v1/agent/forms' }, time.clock())).toBe('invalid');
  });

  test.each([-600_000, 600_000])('a clock that is %i ms off is corrected by the refusal, once', async (skew) => {
    const { transport, signer, requests, time } = await make((request) => {
      const date = { date: new Date(time.clock()).toUTCString() };
      const proof = parseProof(request.headers.get(PROOF_HEADER) ?? '');
      const body = new Uint8Array();
      const proven = { subject: sessionId, method: 'GET', path: '/v1/agent/forms', body };
      const verdict = proof && verifyProof(KEY, proof, proven, time.clock());
      return verdict === 'ok' ? Response.json({ forms: [] }, { headers: date }) : problem('proof_stale', 401, date);
    }, skew);
    expect(await transport.call('agentForms', { signer })).toEqual({ forms: [] });
    expect(requests).toHaveLength(2);
    await transport.call('agentForms', { signer });
    expect(requests).toHaveLength(3);
  });

  test('a proof that stays stale is not repeated forever', async () => {
    const { transport, signer, requests } = await make(() => problem('proof_stale', 401));
    await expect(transport.call('agentForms', { signer })).rejects.toMatchObject({ code: 'proof_stale' });
    expect(requests).toHaveLength(2);
  });

  test('only idempotent calls are repeated when the answer is lost', async () => {
    const lost = async (): Promise<Response> => {
      throw new TypeError('fetch failed');
    };
    const once = await make(lost);
    await expect(once.transport.call('sessionStart', { body: {} })).rejects.toMatchObject({ code: 'network_failed' });
    expect(once.requests).toHaveLength(1);
    const often = await make((_, turn) => (turn < 3 ? lost() : Response.json({ forms: [] })));
    const answer = often.transport.call('agentForms', { idempotent: true });
    expect(await drive(often.time, answer)).toEqual({ forms: [] });
  });

  test('each try carries its own proof', async () => {
    const { transport, signer, requests, time } = await make((_, turn) =>
      turn === 1 ? problem('overloaded', 503, { 'retry-after': '1' }) : Response.json({ forms: [] }),
    );
    await drive(time, transport.call('agentForms', { signer, idempotent: true }));
    const proofs = requests.map((request) => request.headers.get(PROOF_HEADER));
    expect(new Set(proofs).size).toBe(2);
  });

  test('SF-OPS-02 a problem tells by which id the server knows the request', async () => {
    for (const [headers, params] of [
      [{ 'x-request-id': 'Zm9vYmFyYmF6cXV4' }, { requestId: 'Zm9vYmFyYmF6cXV4' }],
      [
        { 'x-request-id': 'Zm9vYmFyYmF6cXV4', 'retry-after': '7' },
        { retryAfterSec: 7, requestId: 'Zm9vYmFyYmF6cXV4' },
      ],
      [{}, undefined],
    ] as const) {
      const { transport } = await make(() => problem('internal', 500, headers));
      const error: unknown = await transport.call('agentForms', {}).catch((reason: unknown) => reason);
      expect(isTellsafeError(error, 'internal') && error.params).toEqual(params);
    }
  });

  test('a problem becomes its code, everything else counts as no answer', async () => {
    for (const [response, code] of [
      [problem('answers_unavailable', 410), 'answers_unavailable'],
      [problem('made_up', 400), 'network_failed'],
      [new Response('<h1>Bad gateway</h1>', { status: 502 }), 'network_failed'],
      [new Response('not json', { status: 200 }), 'network_failed'],
      [Response.json(null, { status: 500 }), 'network_failed'],
    ] as const) {
      const { transport } = await make(() => response);
      await expect(transport.call('agentForms', {})).rejects.toMatchObject({ code });
    }
  });

  test('a server that does not answer is given up after 20 s', async () => {
    const { transport, time } = await make(
      (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason));
        }),
    );
    const answer = transport.call('sessionStart', { body: {} }).catch((error) => error);
    await time.advance(20_001);
    expect(await answer).toMatchObject({ code: 'network_failed' });
  });

  test('every change is sent as JSON, also one without a body', async () => {
    const { transport, signer, requests } = await make(() => new Response(null, { status: 204 }));
    expect(await transport.call('sessionEnd', { signer })).toBeUndefined();
    expect(requests[0]?.headers.get('content-type')).toBe('application/json');
  });
});
