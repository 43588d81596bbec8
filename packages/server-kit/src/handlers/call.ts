// One request as a handler gets it: parsed once, typed by its route, with who sent it.
import { isUuid, TellsafeError } from '@tellsafe/core';
import type { ProblemCode, QueryOf, RequestOf, ResponseOf, RouteName } from '@tellsafe/core/wire';
import { assertOperation } from '../accounts/permissions.ts';
import type { IncomingRequest } from '../http/exchange.ts';
import type { RequestOrigin } from '../http/origin.ts';
import { parsePositionText } from '../http/position.ts';
import { proveSession } from '../services/agent-sessions/sessions.ts';
import { type AgentCaller, type Caller, consumerCaller, originAllowed } from '../services/caller.ts';
import type { EventSource } from '../services/feeds/source.ts';
import type { Kit } from '../services/kit.ts';
import type { ProvenRequest } from '../services/opening/device-proof.ts';
import type { Key, Position, StoredRecord } from '../stores/types.ts';
import { recordDenial } from './denials.ts';

/** A parsed request. */
export interface Call<Name extends RouteName> extends RequestOrigin {
  readonly name: Name;
  readonly request: IncomingRequest;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: QueryOf<Name>;
  readonly input: RequestOf<Name>;
  /** What a proof covers, and the proof if there is one. */
  readonly proven: ProvenRequest;
}

/** What a handler gives: the route's JSON, a stream's source, nothing, or a whole response for pages and files. */
export type Answer<Name extends RouteName> = ResponseOf<Name> | EventSource | Response | undefined;

/** Handles one route. */
export type Handler<Name extends RouteName> = (kit: Kit, call: Call<Name>) => Promise<Answer<Name>>;

/** The consumer's side as caller. */
export function consumerOf(call: RequestOrigin): Caller {
  return consumerCaller(call.origin, call.sameOrigin);
}

/** A path parameter that is a UUID. */
export function uuidParameter(call: { readonly parameters: Readonly<Record<string, string>> }, name: string): string {
  const value = call.parameters[name];
  if (isUuid(value)) return value;
  throw new TellsafeError('request_invalid', { issues: [{ path: name, code: 'format' }] });
}

/**
 * The position after which a stream goes on, when one is named.
 *
 * @throws TellsafeError `request_invalid` for a text that is no position
 */
export function resumedAt(call: {
  readonly request: IncomingRequest;
  readonly query: { readonly after?: string };
}): Position | undefined {
  return parsePositionText('after', call.request.headers.get('last-event-id') ?? call.query.after);
}

/**
 * A route of agent sessions: the proof is checked first, together with reading what the handler needs.
 *
 * @param handle gets the records of `keys`, in order
 */
export function agentRoute<Name extends RouteName>(
  handle: (
    kit: Kit,
    call: Call<Name>,
    caller: AgentCaller,
    stored: readonly (StoredRecord | null)[],
  ) => Promise<Answer<Name>>,
  keys?: (kit: Kit, call: Call<Name>, accountId: string, sessionId: string) => readonly Key[],
): Handler<Name> {
  return async (kit, call) => {
    const { caller, stored } = await proveSession(kit, {
      request: call.proven,
      origin: call.origin,
      ...(keys && { keys: (accountId: string, sessionId: string) => keys(kit, call, accountId, sessionId) }),
    });
    try {
      const account = kit.accounts.get(caller.session.accountId);
      if (!originAllowed(account, { ...caller, sameOrigin: call.sameOrigin }))
        throw new TellsafeError('origin_refused');
      assertOperation(account.features, caller.session, call.name);
      const waiting = kit.rates.admitAccount('agents', account.id);
      if (waiting) await waiting;
      return await handle(kit, call, caller, stored);
    } catch (error) {
      await recordDenial(kit, call, caller, error);
      throw error;
    }
  };
}

/** How a route refuses what a browser fetched ahead of time: nobody asked for it yet (security.md threat 8). */
export function prefetchCode(caller: string, name: RouteName): ProblemCode {
  if (name === 'open' || name === 'submit') return 'otk_invalid';
  return caller === 'handle' || caller === 'device' ? 'invitation_unavailable' : 'request_invalid';
}
