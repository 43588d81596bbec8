// Requests to the built-in login: a cookie proves who asks, problems become errors with their issues. Not which steps there are.
import { type ErrorIssue, isTellsafeError, TellsafeError } from '@tellsafe/core';
import { isProblemCode } from '@tellsafe/core/wire';
import type { Timers } from '../timers.ts';
import type { Fetch } from '../transport.ts';

/** Sends requests to the login. */
export interface LoginTransport {
  /** @throws {TellsafeError} the problem's code, or `network_failed` */
  get(path: string): Promise<unknown>;
  /** @throws {TellsafeError} the problem's code, with `issues` where there are some, or `network_failed` */
  post(path: string, body: unknown): Promise<unknown>;
}

/** A request without an answer for this long counts as lost. Two hashes of a password in a row may take long on a busy server. */
const TIMEOUT_MS = 20_000;

/**
 * Creates a transport.
 *
 * @param endpoint - absolute address of the login's routes, without a slash at its end
 */
export function createLoginTransport(endpoint: string, fetch: Fetch, timers: Timers): LoginTransport {
  const send = async (path: string, init: RequestInit): Promise<unknown> => {
    const timeout = new AbortController();
    const cancel = timers.after(TIMEOUT_MS, () => timeout.abort());
    try {
      const fixed = { cache: 'no-store', credentials: 'same-origin', redirect: 'error' } as const;
      const response = await fetch(new Request(endpoint + path, { ...init, ...fixed, signal: timeout.signal }));
      if (!response.ok) throw await problemOf(response);
      return response.status === 204 ? undefined : await response.json();
    } catch (cause) {
      throw isTellsafeError(cause) ? cause : new TellsafeError('network_failed', undefined, { cause });
    } finally {
      cancel();
    }
  };
  return {
    get: (path) => send(path, { method: 'GET' }),
    post: (path, body) =>
      send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  };
}

/** A refusal as an error. What is not a problem of ours came from something in between, so it counts as no answer. */
async function problemOf(response: Response): Promise<TellsafeError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const { code, issues } = (problem ?? {}) as { readonly code?: unknown; readonly issues?: unknown };
  if (!isProblemCode(code)) return new TellsafeError('network_failed');
  return new TellsafeError(code, Array.isArray(issues) ? { issues: issues.filter(isIssue) } : undefined);
}

function isIssue(issue: unknown): issue is ErrorIssue {
  if (typeof issue !== 'object' || issue === null) return false;
  const { path, code } = issue as Readonly<Record<string, unknown>>;
  return typeof path === 'string' && typeof code === 'string';
}
