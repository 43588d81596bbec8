// What the host's login says about who calls, and its check: the login is the host's code, so its answer is not trusted blindly.
import { TellsafeError } from '@tellsafe/core';
import {
  defaultPermissions,
  grantablePermissions,
  isRole,
  permissions as known,
  type Permission,
  type Role,
  roles,
} from './permissions.ts';

/** A signed-in agent, as the host's login knows it. */
export interface Principal {
  readonly accountId: string;
  /** 1 to 128 characters, stable for this agent. */
  readonly agentId: string;
  /** Shown to consumers, 1 to 80 characters on one line. */
  readonly name: string;
  /** Skills narrow which forms this agent may send (SF-FORM-08). */
  readonly skills?: readonly string[];
  /** Role in the account. Without one, the list of permissions alone decides. */
  readonly role?: Role;
  /** Permissions (SF-PERM-01), such as a profile grants; without the list those that the role, or an agent, has by default. */
  readonly permissions?: readonly Permission[];
  /** Names one period of being signed in at the host's login, 1 to 128 characters, so that its end can end its agent sessions. */
  readonly login?: string;
  /** Epoch ms at which the login ends, however active the agent is; the agent session ends then, too. */
  readonly until?: number;
}

/** A checked principal. */
export interface CheckedPrincipal extends Principal {
  readonly skills: readonly string[];
  readonly permissions: readonly Permission[];
}

/** Whose agent sessions end: all of an agent, or those of one login. */
export interface EndedLogin {
  readonly accountId: string;
  readonly agentId: string;
  readonly login?: string;
}

/** The host's login: who sent this request? `null` when nobody is signed in. */
export interface Authenticate {
  (request: Request): Principal | null | Promise<Principal | null>;
  /** Told once by each kit how to end the agent sessions of those who are signed out, disabled or given other permissions. */
  readonly attach?: (endSessions: (ended: EndedLogin) => Promise<void>) => void;
}

const unprintable = /[\p{Cc}\p{Surrogate}]/u;

function isText(value: unknown, limit: number): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= limit && !unprintable.test(value);
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 100 && value.every((item) => isText(item, 80));
}

/**
 * Checks a principal.
 *
 * @throws TellsafeError `option_invalid` when the login's answer is malformed; the log names the field
 */
export function checkPrincipal(principal: Principal): CheckedPrincipal {
  const refuse = (key: string, hint: string) => new TellsafeError('option_invalid', { key: `principal.${key}`, hint });
  if (typeof principal !== 'object' || principal === null) throw refuse('accountId', 'must be an object or null');
  if (!isText(principal.agentId, 128)) throw refuse('agentId', 'must be 1 to 128 characters');
  if (!isText(principal.name, 80)) throw refuse('name', 'must be 1 to 80 characters on one line');
  const { role, skills = [], login, until } = principal;
  if (role !== undefined && !isRole(role)) throw refuse('role', `must be ${roles.join(', ')}`);
  const { permissions = defaultPermissions(role ?? 'agent') } = principal;
  const allowed: readonly unknown[] = role === undefined ? known : grantablePermissions(role);
  if (!isTextList(skills)) throw refuse('skills', 'must be a list of texts of 1 to 80 characters');
  if (!Array.isArray(permissions) || !permissions.every((permission) => allowed.includes(permission))) {
    throw refuse('permissions', `must be a list out of ${allowed.join(', ')}`);
  }
  if (login !== undefined && !isText(login, 128)) throw refuse('login', 'must be 1 to 128 characters');
  if (until !== undefined && !(Number.isSafeInteger(until) && until >= 0)) throw refuse('until', 'must be epoch ms');
  const { accountId, agentId, name } = principal;
  return {
    ...{ accountId, agentId, name, skills: [...skills], permissions: [...permissions] },
    ...(role !== undefined && { role }),
    ...(login !== undefined && { login }),
    ...(until !== undefined && { until }),
  };
}
