// How long a request may take, and what becomes of one that takes longer.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isPassing } from './internal/request-failure.ts';
import { retrying } from './internal/retry.ts';
import { createTransport, type Fetch, REQUEST_TIMEOUT_MS } from './transport.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A server that never answers, as long as the request is not given up. */
const silent: Fetch = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
/** A server that begins an answer and never ends it. */
const stalling: Fetch = async (_, { signal }) =>
  new Response(
    new ReadableStream({
      start: (stream) => signal?.addEventListener('abort', () => stream.error(signal.reason)),
    }),
  );

const failureOf = (request: Promise<unknown>) => request.then(String, (error: unknown) => error);

test.each([
  ['does not begin', silent],
  ['does not end', stalling],
])('SF-FLOW-04 an answer that %s in time is a failed request, which can be tried again', async (_, fetch) => {
  let settled = false;
  const failure = failureOf(createTransport('/t', fetch).post('/v1/forms/submit', {})).finally(() => {
    settled = true;
  });
  await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS - 1);
  expect(settled).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await failure).toMatchObject({ code: 'network_failed' });
  expect(isPassing(await failure)).toBe(true);
});

test('SF-FLOW-04 after a request that took too long the next one gets its own time', async () => {
  let calls = 0;
  const fetch: Fetch = (url, init) => (++calls === 1 ? silent(url, init) : Promise.resolve(Response.json({ fine: 1 })));
  const transport = createTransport('/t', fetch);
  const waited = vi.fn();
  vi.stubGlobal('addEventListener', () => {});
  const answer = retrying(() => transport.post('/v1/forms/submit', {}), { attempts: 2, onWait: waited });
  await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS + 1_000);
  expect(await answer).toEqual({ fine: 1 });
  expect(waited).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

test.each([
  ['7', 7_000],
  ['90', 60_000],
  ['soon', 0],
])(
  'SF-OPS-04 a refused request is repeated after the Retry-After of %s: %s ms, and the usual wait',
  async (header, ms) => {
    let calls = 0;
    const headers = { 'retry-after': header };
    const fetch: Fetch = async () =>
      ++calls === 1 ? Response.json({ code: 'overloaded' }, { status: 429, headers }) : Response.json({ fine: 1 });
    const transport = createTransport('/t', fetch);
    vi.stubGlobal('addEventListener', () => {});
    const answer = retrying(() => transport.post('/v1/forms/submit', {}), { attempts: 2, chance: () => 0 });
    await vi.advanceTimersByTimeAsync(ms + 249);
    expect(calls).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toEqual({ fine: 1 });
    vi.unstubAllGlobals();
  },
);

test('the caller’s own signal ends a request at once, also one that is aborted already', async () => {
  const transport = createTransport('/t', silent);
  const leaving = new AbortController();
  const failure = failureOf(transport.post('/v1/forms/submit', {}, { signal: leaving.signal }));
  leaving.abort();
  expect(await failure).toMatchObject({ code: 'network_failed' });
  const never = vi.fn(async (_: string, { signal }: RequestInit) => {
    signal?.throwIfAborted();
    return Response.json({});
  });
  const late = createTransport('/t', never).post('/v1/forms/submit', {}, { signal: leaving.signal });
  expect(await failureOf(late)).toMatchObject({ code: 'network_failed' });
});

test('no timer is left behind, and a stream may stand as long as it wants', async () => {
  const transport = createTransport('/t', async () => Response.json({ fine: 1 }));
  await transport.post('/v1/forms/submit', {});
  expect(vi.getTimerCount()).toBe(0);
  await transport.send('/v1/invitations/watch', {});
  expect(vi.getTimerCount()).toBe(0);
});
