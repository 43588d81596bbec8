// Routes of entry points, for sessions with the permission `accounts.manage` (CN-GEN-05). Each change is an entry of the audit.
import type { RouteName } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../accounts/entry-point-settings.ts';
import { listQuarantined } from '../channels/gateway/quarantine.ts';
import type { AgentCaller } from '../services/caller.ts';
import { entryPointAt, listEntryPoints, saveEntryPoint } from '../services/entry-points/list.ts';
import { resumeEntryPoint } from '../services/entry-points/resume.ts';
import type { Kit } from '../services/kit.ts';
import { asked } from './asked.ts';
import { type Answer, agentRoute, type Call, type Handler } from './call.ts';

export const entryPointList: Handler<'entryPointList'> = agentRoute((kit, _call, { session }) =>
  listEntryPoints(kit, session.accountId),
);

export const entryPointSave: Handler<'entryPointSave'> = entryPointRoute(async (kit, entryPoint, { input }, caller) => {
  await saveEntryPoint(kit, caller, entryPoint, input);
  return listEntryPoints(kit, entryPoint.accountId);
});

export const entryPointResume: Handler<'entryPointResume'> = entryPointRoute(async (kit, entryPoint, _call, caller) => {
  await resumeEntryPoint(kit, caller, entryPoint);
  return listEntryPoints(kit, entryPoint.accountId);
});

export const entryPointQuarantine: Handler<'entryPointQuarantine'> = entryPointRoute(async (kit, entryPoint) => ({
  quarantined: await listQuarantined(kit, entryPoint),
}));

/** A route of one entry point of the session's account. */
function entryPointRoute<Name extends RouteName>(
  handle: (kit: Kit, entryPoint: EntryPointSettings, call: Call<Name>, caller: AgentCaller) => Promise<Answer<Name>>,
): Handler<Name> {
  return agentRoute((kit, call, caller) =>
    asked(async () => {
      const { accountId } = caller.session;
      return handle(kit, entryPointAt(kit, accountId, call.parameters.id ?? ''), call, caller);
    }),
  );
}
