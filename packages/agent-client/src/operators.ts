// What an admin does with the operators of the built-in login, by its cookie (docs/login.md). No session, no proof, no keys.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import {
  errorOfProblem,
  type OperatorRole,
  type OperatorView,
  type PolicyView,
  type ProfilesView,
  parseProblem,
} from '@tellsafe/core/wire';
import type { Fetch } from './transport.ts';

/** Where the login's routes are when nobody says otherwise. */
export const DEFAULT_LOGIN_PATH = '/operators';

/** A request without an answer for this long counts as lost, ms. */
const TIMEOUT_MS = 20_000;

/** Options of {@link createOperators}. */
export interface OperatorsOptions {
  /** Address of the login's routes. In a browser it may be relative. Default `/operators`. */
  readonly endpoint?: string;
  /** Default `globalThis.fetch`. */
  readonly fetch?: Fetch;
}

/** A new operator. */
export interface NewOperator {
  /** By which they sign in, 1 to 128 characters without spaces. */
  readonly name: string;
  /** Shown to consumers, 1 to 80 characters on one line. */
  readonly displayName: string;
  readonly role: OperatorRole;
  readonly profile?: string;
  readonly skills?: readonly string[];
}

/** What of an operator changes; `profile: null` gives the role's own permissions. */
export interface OperatorChanges {
  readonly displayName?: string;
  readonly role?: OperatorRole;
  readonly profile?: string | null;
  readonly skills?: readonly string[];
}

/** An operator and the password to hand over. It cannot be asked for again. */
export interface OperatorWithPassword {
  readonly operator: OperatorView;
  readonly password: string;
}

/**
 * Operators; whoever is signed in needs the permission `accounts.manage`. Every method can throw {@link TellsafeError}:
 * `login_required`, `permission_denied`, `network_failed`; `request_invalid` with an issue `oneself` for what admins do to others only;
 * `route_unknown` where there is no built-in login.
 */
export interface Operators {
  /** Everybody of the account, the oldest first. */
  list(): Promise<readonly OperatorView[]>;
  /** Roles and profiles, and what each may do. */
  profiles(): Promise<ProfilesView>;
  /** The policy in force, line by line. */
  policy(): Promise<PolicyView>;
  /** @throws {TellsafeError} `conflict` when the name is taken; `request_invalid` naming the part that is wrong */
  create(operator: NewOperator): Promise<OperatorWithPassword>;
  /** Signs them out, so that it holds at once. @throws {TellsafeError} `request_invalid` naming the part that is wrong */
  update(id: string, changes: OperatorChanges): Promise<OperatorView>;
  /** Signs them out and keeps them out. */
  disable(id: string): Promise<OperatorView>;
  /** Lets them in again, also after too many failed sign-ins. */
  enable(id: string): Promise<OperatorView>;
  /** A new password, to be replaced at the next sign-in. Signs them out. */
  reset(id: string): Promise<OperatorWithPassword>;
  /** After a lost device. Signs them out. */
  removeSecondFactor(id: string): Promise<OperatorView>;
}

/**
 * Creates the admin's side of the built-in login.
 *
 * @param options - where it is
 * @example
 * ```ts
 * const operators = createOperators();
 * const { password } = await operators.create({ name: 'tom', displayName: 'Tom Okafor', role: 'agent' });
 * ```
 */
export function createOperators(options: OperatorsOptions = {}): Operators {
  const { endpoint = DEFAULT_LOGIN_PATH, fetch = (request) => globalThis.fetch(request) } = options;
  const ask = async <Answer>(path: string, body?: unknown): Promise<Answer> => {
    try {
      const answer = await fetch(requestTo(`${endpoint}/admin${path}`, body));
      if (!answer.ok) throw await failureOf(answer);
      return (await answer.json()) as Answer;
    } catch (cause) {
      throw isTellsafeError(cause) ? cause : new TellsafeError('network_failed', undefined, { cause });
    }
  };
  const change = async (id: string, action: string, body: unknown = {}) =>
    (await ask<{ readonly operator: OperatorView }>(`/operators/${encodeURIComponent(id)}/${action}`, body)).operator;
  return {
    list: async () => (await ask<{ readonly operators: readonly OperatorView[] }>('/operators')).operators,
    profiles: () => ask('/profiles'),
    policy: () => ask('/policy'),
    create: (operator) => ask('/operators', operator),
    update: (id, changes) => change(id, 'update', changes),
    disable: (id) => change(id, 'disable'),
    enable: (id) => change(id, 'enable'),
    reset: (id) => ask(`/operators/${encodeURIComponent(id)}/reset`, {}),
    removeSecondFactor: (id) => change(id, 'remove-second-factor'),
  };
}

function requestTo(address: string, body: unknown): Request {
  const url = new URL(address, typeof location === 'undefined' ? undefined : location.href);
  const sent =
    body === undefined
      ? { method: 'GET' }
      : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return new Request(url, { ...sent, signal, cache: 'no-store', credentials: 'same-origin' });
}

/** What is no problem of ours is some other server's page: there is no login of ours at this address. */
async function failureOf(answer: Response): Promise<TellsafeError> {
  const body: unknown = await answer.json().catch(() => undefined);
  const problem = parseProblem(body);
  if (problem) return errorOfProblem(problem);
  return new TellsafeError(answer.status === 404 || answer.status === 405 ? 'route_unknown' : 'network_failed');
}
