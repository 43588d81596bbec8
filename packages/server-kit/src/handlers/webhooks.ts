// Routes of webhooks, for sessions with the permission `accounts.manage` (SF-OPS-01). Each change is an entry of the audit.
import type { RouteName } from '@tellsafe/core/wire';
import type { AgentCaller } from '../services/caller.ts';
import type { Kit } from '../services/kit.ts';
import { listDeliveries } from '../webhooks/deliveries.ts';
import { enableEndpoint, endpointAt, listEndpoints } from '../webhooks/endpoints.ts';
import type { Endpoint } from '../webhooks/follow.ts';
import { replayOne, replayPart } from '../webhooks/replay.ts';
import { sendTest } from '../webhooks/try.ts';
import { asked } from './asked.ts';
import { type Answer, agentRoute, type Call, type Handler } from './call.ts';

export const webhookEndpoints: Handler<'webhookEndpoints'> = agentRoute(async (kit, _call, { session }) => ({
  endpoints: await listEndpoints(kit, session.accountId),
}));

export const webhookDeliveries: Handler<'webhookDeliveries'> = endpointRoute((kit, endpoint, { input }) =>
  listDeliveries(kit, endpoint, input),
);

export const webhookResend: Handler<'webhookResend'> = endpointRoute(async (kit, endpoint, { input }, caller) => ({
  count: await replayOne(kit, caller, endpoint, input.deliveryId),
}));

export const webhookReplay: Handler<'webhookReplay'> = endpointRoute((kit, endpoint, { input }, caller) =>
  replayPart(kit, caller, endpoint, input),
);

export const webhookTest: Handler<'webhookTest'> = endpointRoute(async (kit, endpoint, _call, caller) => ({
  delivery: await sendTest(kit, caller, endpoint),
}));

export const webhookEnable: Handler<'webhookEnable'> = endpointRoute(async (kit, endpoint, _call, caller) => {
  await enableEndpoint(kit, caller, endpoint);
  return undefined;
});

/** A route of one endpoint of the session's account. */
function endpointRoute<Name extends RouteName>(
  handle: (kit: Kit, endpoint: Endpoint, call: Call<Name>, caller: AgentCaller) => Promise<Answer<Name>>,
): Handler<Name> {
  return agentRoute((kit, call, caller) =>
    asked(async () => {
      const place = { accountId: caller.session.accountId, endpoint: call.parameters.id ?? '' };
      return handle(kit, endpointAt(kit, place), call, caller);
    }),
  );
}
