// What the host's login says about who calls, and its check: the login is the host's code, so its answer is not trusted blindly.
import { TellsafeError } from '@tellsafe/core';

/** A signed-in agent, as the host's login knows it. */
export interface Principal {
  readonly accountId: string;
  /** 1 to 128 characters, stable for this agent. */
  readonly agentId: string;
  /** Shown to consumers, 1 to 80 characters on one line. */
  readonly name: string;
  /** Skills narrow which forms this agent may send (SF-FORM-08). */
  readonly skills?: readonly string[];
  /** Permissions (SF-PERM-01); without the list an agent has `forms.use`. */
  readonly permissions?: readonly string[];
}

/** The host's login: who sent this request? `null` when nobody is signed in. */
export type Authenticate = (request: Request) => Principal | null | Promise<Principal | null>;

/** May send forms (SF-PERM-01); default on for agents. */
export const FORMS_USE = 'forms.use';

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
export function checkPrincipal(principal: Principal): Required<Principal> {
  const refuse = (key: string, hint: string) => new TellsafeError('option_invalid', { key: `principal.${key}`, hint });
  if (typeof principal !== 'object' || principal === null) throw refuse('accountId', 'must be an object or null');
  if (!isText(principal.agentId, 128)) throw refuse('agentId', 'must be 1 to 128 characters');
  if (!isText(principal.name, 80)) throw refuse('name', 'must be 1 to 80 characters on one line');
  const { skills = [], permissions = [FORMS_USE] } = principal;
  if (!isTextList(skills)) throw refuse('skills', 'must be a list of texts of 1 to 80 characters');
  if (!isTextList(permissions)) throw refuse('permissions', 'must be a list of texts of 1 to 80 characters');
  const { accountId, agentId, name } = principal;
  return { accountId, agentId, name, skills: [...skills], permissions: [...permissions] };
}
