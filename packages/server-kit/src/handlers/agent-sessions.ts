// Routes of agent sessions: start by the host's login, activity, end.
import { TellsafeError } from '@tellsafe/core';
import type { Authenticate } from '../accounts/principal.ts';
import { endSession } from '../services/agent-sessions/end.ts';
import { keepSession, startSession } from '../services/agent-sessions/sessions.ts';
import { originAllowed } from '../services/caller.ts';
import { within } from '../timer.ts';
import { agentRoute, type Handler } from './call.ts';

/** How long the host's login may take, ms. A later answer counts as none, so that a login that hangs holds no request for ever. */
export const AUTHENTICATE_LIMIT_MS = 15_000;

/**
 * Signs in whom the host's login knows.
 *
 * @param authenticate gets a request with the caller's headers and without a body, which is read already
 */
export function sessionStart(authenticate: Authenticate): Handler<'sessionStart'> {
  return async (kit, { request, origin, sameOrigin }) => {
    const { url, method, headers } = request;
    const asked = new Request(url, { method, headers: [...headers] });
    const principal = await within(AUTHENTICATE_LIMIT_MS, () => authenticate(asked));
    if (!principal) throw new TellsafeError('login_required');
    const account = kit.accounts.find(principal.accountId);
    if (!account) throw new TellsafeError('account_unknown');
    const caller = { who: { kind: 'host' }, origin, sameOrigin } as const;
    if (!originAllowed(account, caller)) throw new TellsafeError('origin_refused');
    return startSession(kit, caller, principal);
  };
}

export const sessionEnd: Handler<'sessionEnd'> = agentRoute(async (kit, _call, caller) => {
  await endSession(kit, caller, caller.session.accountId, caller.session.id);
  return undefined;
});

export const sessionActivity: Handler<'sessionActivity'> = agentRoute(async (kit, _call, { session }) => ({
  idleSeconds: await keepSession(kit, session.accountId, session.id),
}));
