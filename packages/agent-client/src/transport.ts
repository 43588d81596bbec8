// Requests to the kit: addresses, proofs, problems, time-outs, one repeat with a corrected clock. Not which calls exist.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { createProof, type RandomBytes } from '@tellsafe/core/crypto';
import { utf8 } from '@tellsafe/core/encoding';
import {
  isAnswerRoute,
  isProblemCode,
  PROOF_HEADER,
  pathOf,
  type QueryOf,
  type RequestOf,
  type ResponseOf,
  type RouteName,
  type RouteParameter,
  routePaths,
} from '@tellsafe/core/wire';
import { retry } from './retry.ts';
import type { ServerClock } from './server-clock.ts';
import type { Timers } from './timers.ts';

/** Who signs a request: an agent session and its non-extractable HMAC key. */
export interface Signer {
  readonly sessionId: string;
  readonly key: CryptoKey;
}

/** What `fetch` must be able to do here; `globalThis.fetch` and a kit's own `fetch` both fit. */
export type Fetch = (request: Request) => Promise<Response>;

/** Parts of a call besides its route. */
export interface CallOptions<Name extends RouteName> {
  readonly parameters?: Readonly<Record<RouteParameter<Name>, string>>;
  readonly query?: QueryOf<Name>;
  readonly body?: RequestOf<Name>;
  readonly signer?: Signer;
  readonly headers?: HeadersInit;
  readonly signal?: AbortSignal;
  /** The call may be repeated when its answer was lost. Default false. */
  readonly idempotent?: boolean;
  /** Lets the request outlive the page. */
  readonly keepalive?: boolean;
}

/** Sends requests of the protocol. */
export interface Transport {
  /**
   * Calls a route that answers with JSON, with a file (a `Blob`), or with nothing.
   *
   * @throws {TellsafeError} the problem's code, or `network_failed`
   */
  call<Name extends RouteName>(name: Name, options?: CallOptions<Name>): Promise<ResponseOf<Name>>;
  /** Opens a stream; the body is left to the caller. No time-out after the headers. */
  stream<Name extends RouteName>(name: Name, options?: CallOptions<Name>): Promise<Response>;
}

/** What a transport needs. */
export interface TransportOptions {
  /** Address of the kit with its base path, absolute, without a slash at the end. */
  readonly endpoint: string;
  /** The same of the vault, where it is another process: routes that lead to answers go there, without cookies. */
  readonly answersEndpoint?: string;
  readonly fetch: Fetch;
  readonly clock: ServerClock;
  readonly random: RandomBytes;
  readonly timers: Timers;
  readonly credentials: RequestCredentials;
}

/** A request without an answer for this long counts as lost. */
const TIMEOUT_MS = 20_000;

/** Creates a transport. */
export function createTransport(options: TransportOptions): Transport {
  const { timers, random } = options;
  const once = async <Name extends RouteName>(name: Name, call: CallOptions<Name>): Promise<Response> => {
    try {
      return await exchange(options, name, call);
    } catch (error) {
      // The Date header of the refusal has just corrected the clock (contract: one retry on proof_stale).
      if (!isTellsafeError(error, 'proof_stale')) throw error;
      return exchange(options, name, call);
    }
  };
  const stream: Transport['stream'] = (name, call = {}) => once(name, call);
  return {
    stream,
    async call(name, call = {}) {
      const run = async (): Promise<Response> => once(name, call);
      const patience = { timers, random, ...(call.signal ? { signal: call.signal } : {}) };
      const response = call.idempotent ? await retry(run, patience) : await run();
      return bodyOf(name, response);
    },
  };
}

async function exchange<Name extends RouteName>(
  options: TransportOptions,
  name: Name,
  call: CallOptions<Name>,
): Promise<Response> {
  const timeout = new AbortController();
  const cancel = options.timers.after(TIMEOUT_MS, () => timeout.abort());
  const signal = call.signal ? AbortSignal.any([call.signal, timeout.signal]) : timeout.signal;
  try {
    const response = await options.fetch(await requestOf(options, name, call, signal));
    options.clock.observe(response.headers);
    if (!response.ok) throw await problemOf(response);
    return response;
  } catch (cause) {
    if (isTellsafeError(cause)) throw cause;
    if (call.signal?.aborted) throw call.signal.reason;
    throw new TellsafeError('network_failed', undefined, { cause });
  } finally {
    cancel();
  }
}

async function requestOf<Name extends RouteName>(
  options: TransportOptions,
  name: Name,
  call: CallOptions<Name>,
  signal: AbortSignal,
): Promise<Request> {
  const { method } = routePaths[name];
  const path = addressOf(name, call);
  const headers = new Headers(call.headers);
  const body = call.body === undefined ? new Uint8Array() : new Uint8Array(utf8(JSON.stringify(call.body)));
  if (method !== 'GET') headers.set('Content-Type', 'application/json');
  if (call.signer) {
    const { sessionId: subject, key } = call.signer;
    const proof = { subject, method, path, body };
    headers.set(PROOF_HEADER, await createProof(key, proof, { atMs: options.clock.now(), random: options.random }));
  }
  const vault = isAnswerRoute(name) ? options.answersEndpoint : undefined;
  return new Request((vault ?? options.endpoint) + path, {
    method,
    headers,
    signal,
    cache: 'no-store',
    credentials: vault === undefined ? options.credentials : 'omit',
    redirect: 'error',
    ...(call.body === undefined ? {} : { body }),
    ...(call.keepalive ? { keepalive: true } : {}),
  });
}

/** Path and query below the base path: the text that a proof is made over. */
function addressOf<Name extends RouteName>(name: Name, call: CallOptions<Name>): string {
  const path = (pathOf as (name: RouteName, parameters?: Readonly<Record<string, string>>) => string)(
    name,
    call.parameters,
  );
  const query = new URLSearchParams((call.query ?? {}) as Record<string, string>).toString();
  return query === '' ? path : `${path}?${query}`;
}

async function bodyOf<Name extends RouteName>(name: Name, response: Response): Promise<ResponseOf<Name>> {
  if (routePaths[name].answer === 'empty') return undefined as ResponseOf<Name>;
  try {
    if (routePaths[name].answer === 'attachment') return (await response.blob()) as ResponseOf<Name>;
    return (await response.json()) as ResponseOf<Name>;
  } catch (cause) {
    throw new TellsafeError('network_failed', undefined, { cause });
  }
}

/** A refusal as an error. What is not a problem of ours came from something in between, so it counts as no answer. */
async function problemOf(response: Response): Promise<TellsafeError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const code = typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined;
  const retryAfterSec = Number(response.headers.get('retry-after') ?? Number.NaN);
  const requestId = response.headers.get('x-request-id');
  const params = {
    ...(Number.isFinite(retryAfterSec) && { retryAfterSec }),
    ...(requestId !== null && { requestId }),
  };
  const isEmpty = Object.keys(params).length === 0;
  return new TellsafeError(isProblemCode(code) ? code : 'network_failed', isEmpty ? undefined : params);
}
