// Requests of the consumer's side: JSON in, JSON out, problems as failures. Not event streams, not device proofs (device-transport).
import { RequestFailure } from './internal/request-failure.ts';

/** The part of `fetch` that is needed here. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A request whose answer is not complete after this many milliseconds is given up, and can be tried again. */
export const REQUEST_TIMEOUT_MS = 20_000;

/** Details of one request. */
export interface PostOptions {
  /** Headers beside the content type. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends requests to one server. */
export interface Transport {
  /**
   * Posts JSON.
   *
   * @param path - path below the base path, starting `/v1/`
   * @param body - what to send: a value, or bytes of JSON that are sent exactly as they are
   * @returns the response once its status is fine
   * @throws {RequestFailure} the server's code, or `network_failed` when no readable answer came
   */
  send(path: string, body: unknown, options?: PostOptions): Promise<Response>;
  /** Posts JSON and gives the answer's JSON, within {@link REQUEST_TIMEOUT_MS}. Otherwise like {@link send}. */
  post(path: string, body: unknown, options?: PostOptions): Promise<unknown>;
}

/**
 * Creates a transport.
 *
 * Nothing is sent but what the caller gives: no cookies, no referrer, no cache, no redirects.
 *
 * @param base - base URL of the routes without a trailing slash, or a path in the form page
 * @param fetch - used instead of the global one
 * @param onResponse - sees every response, for the server's clock
 */
export function createTransport(
  base: string,
  fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  onResponse: (response: Response) => void = () => {},
): Transport {
  const transport: Transport = {
    async send(path, body, { headers, signal } = {}) {
      const response = await fetch(base + path, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: body instanceof Uint8Array ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body),
        signal: signal ?? null,
        credentials: 'omit',
        cache: 'no-store',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      }).catch(failNetwork);
      onResponse(response);
      if (response.ok) return response;
      // Answers of something in between (a proxy's 502, a captive portal) say nothing about the request: they have no code.
      const problem: { code?: unknown } | null = await response.json().catch(() => null);
      throw new RequestFailure(typeof problem?.code === 'string' ? problem.code : 'network_failed', {
        afterMs: Math.min(60, Number(response.headers.get('retry-after')) || 0) * 1000,
      });
    },
    async post(path, body, { headers, signal } = {}) {
      const limit = new AbortController();
      const stop = () => limit.abort();
      const timer = setTimeout(stop, REQUEST_TIMEOUT_MS);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
      try {
        return await (await transport.send(path, body, { headers, signal: limit.signal })).json().catch(failNetwork);
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      }
    },
  };
  return transport;
}

function failNetwork(cause: unknown): never {
  throw new RequestFailure('network_failed', { cause });
}
