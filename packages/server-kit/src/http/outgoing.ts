// One request of the kit's own to a foreign server: timed, never redirected, its answer read as far as the headers.
import type { Clock } from '@tellsafe/core';
import { once } from '../timer.ts';

/** What came of a request. */
export type Posted =
  | {
      readonly ok: boolean;
      readonly status: number;
      /** `http_` and the status. */
      readonly code: string;
      /** What `Retry-After` asks for. */
      readonly afterMs?: number;
    }
  | {
      readonly ok: false;
      readonly status?: never;
      /** `timeout`, or what kind of failure it was; never what a server said. */
      readonly code: string;
      readonly afterMs?: never;
    };

/** How a request is made. */
export interface PostOptions {
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Posts once. Never rejects.
 *
 * **Security:** redirects are not followed, so a server cannot send the request elsewhere; its body is not read.
 *
 * @param prepare makes headers and body; within the time
 */
export async function postOnce(
  fetch: (init: RequestInit) => Promise<Response>,
  prepare: () => Promise<Pick<RequestInit, 'headers' | 'body'>>,
  { timeoutMs, clock }: PostOptions,
): Promise<Posted> {
  const ending = new AbortController();
  const stopTimer = once(timeoutMs, () => ending.abort());
  try {
    const request = await prepare();
    const response = await fetch({ ...request, method: 'POST', redirect: 'manual', signal: ending.signal });
    // What it says besides is nobody's business, and an unread body would keep the connection.
    void response.body?.cancel().catch(() => undefined);
    const { ok, status, headers } = response;
    const afterMs = retryAfterMs(headers.get('retry-after'), clock());
    return { ok, status, code: `http_${status}`, ...(afterMs !== undefined && { afterMs }) };
  } catch (error) {
    return { ok: false, code: ending.signal.aborted ? 'timeout' : kindOf(error) };
  } finally {
    stopTimer();
  }
}

const codePattern = /^[A-Za-z][A-Za-z0-9_]{1,39}$/;

/** The code of an error or of its cause (`ECONNREFUSED`), else its class. Messages may hold addresses and are left out. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  for (const each of [error, error.cause]) {
    const code = each instanceof Error && 'code' in each ? each.code : undefined;
    if (typeof code === 'string' && codePattern.test(code)) return code;
  }
  return error.name;
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function retryAfterMs(text: string | null, now: number): number | undefined {
  if (text === null) return undefined;
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}
