// The status stream of one invitation, for whoever holds its handle: the state now, then each change, until it ends.
import { isTerminal } from '@tellsafe/core/invitation';
import type { Theme } from '@tellsafe/core/theme';
import type { WatchStatus } from '@tellsafe/core/wire';
import { type Caller, originAllowed, refuse } from '../caller.ts';
import { definitionOf } from '../forms/definitions.ts';
import { placeOfHandle } from '../invitations/handles.ts';
import { type InvitationPlace, loadInvitation } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import { checkDeviceProof, type ProvenRequest } from '../opening/device-proof.ts';
import { unknownInvitation } from '../opening/handle-steps.ts';
import { deadlineOf, type InvitationRecord, secondsLeft, statusAt } from '../records/invitation.ts';
import type { EventSource } from './source.ts';

/**
 * Opens the stream.
 *
 * @param request with a device proof the stream says whether another device opened the form (SF-INV-04)
 * @throws TellsafeError `invitation_unavailable`
 */
export async function watchFeed(
  kit: Kit,
  caller: Caller,
  handle: string,
  request: ProvenRequest,
): Promise<EventSource> {
  const refusal = { code: 'invitation_unavailable', action: 'invitation-watch' } as const;
  const found = placeOfHandle(kit, handle);
  if (!found) return refuse(kit, '', caller, { ...refusal, reason: 'malformed', object: unknownInvitation });
  const { account, place } = found;
  const object = { kind: 'invitation', id: place.invitationId } as const;
  if (!originAllowed(account, caller)) {
    return refuse(kit, account.id, caller, { ...refusal, reason: 'origin', object });
  }
  const { invitation } = await loadInvitation(kit, place);
  if (!invitation) return refuse(kit, account.id, caller, { ...refusal, reason: 'unknown', object });
  return statusSource(kit, place, request);
}

function statusSource(kit: Kit, place: InvitationPlace, request: ProvenRequest): EventSource {
  const { accountId, conversationId } = place;
  const subscription = kit.hub.subscribe(accountId, conversationId, { group: conversationId, quiet: true });
  let told = '';
  let deadline = 0;
  let over = false;
  return {
    next: async () => {
      if (over) return null;
      const id = await kit.stores.records.latest({ account: accountId, group: conversationId });
      const { invitation } = await loadInvitation(kit, place);
      if (!invitation) return null;
      const data = await statusView(kit, place, invitation.value, request);
      over = isTerminal(data.status);
      deadline = deadlineOf(invitation.value);
      // Time passing is not news; a moved deadline is.
      const news = JSON.stringify([data.status, data.openedElsewhere, over || invitation.value.submitUntil]);
      if (news !== told) {
        told = news;
        return [{ id, event: 'status', data }];
      }
      return subscription.ended ? null : [];
    },
    listen: (listener) => subscription.listen(listener),
    beat: () => {
      if (kit.clock() >= deadline) subscription.wake();
    },
    close: () => subscription.close(),
  };
}

async function statusView(
  kit: Kit,
  place: InvitationPlace,
  invitation: InvitationRecord,
  request: ProvenRequest,
): Promise<WatchStatus> {
  const now = kit.clock();
  const { form, agent, deviceId } = invitation;
  const { description, theme } = await definitionOf(kit, place.accountId, form.id, form.hash);
  const bubble = bubbleTheme({ ...kit.accounts.get(place.accountId).theme, ...theme });
  const askedByDevice = request.proof !== null && deviceId !== undefined;
  const elsewhere = askedByDevice && (await checkDeviceProof(kit, place, invitation, request)) === 'invalid';
  return {
    status: statusAt(invitation, now),
    form: { name: form.name, description },
    ...(Object.keys(bubble).length > 0 && { theme: bubble }),
    ...(askedByDevice && { openedElsewhere: elsewhere }),
    secondsLeft: secondsLeft(invitation, now),
    agentName: agent.name,
  };
}

/** The parts of a theme that a bubble shows. */
function bubbleTheme(theme: Theme): Theme {
  return Object.fromEntries(Object.entries(theme).filter(([name]) => name.startsWith('bubble')));
}
