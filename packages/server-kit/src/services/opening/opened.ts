// The answer of open and resume: all that the page needs to show, seal and submit.
import type { SealContext } from '@tellsafe/core/answers';
import { toBase64url } from '@tellsafe/core/encoding';
import type { Opened } from '@tellsafe/core/wire';
import { languageFor } from '../../accounts/entry-points.ts';
import { definitionOf } from '../forms/definitions.ts';
import type { InvitationPlace } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import { deadlineOf, type InvitationRecord, secondsUntil } from '../records/invitation.ts';

/** What the sealed answers of an invitation are bound to. */
export function sealContextOf(place: InvitationPlace, invitation: InvitationRecord): SealContext {
  return { ...place, definitionHash: invitation.form.hash };
}

/** Seconds until the deadline, within what the wire allows. */
export function submitSecondsLeft(invitation: InvitationRecord, now: number): number {
  return secondsUntil(deadlineOf(invitation), now);
}

/** Builds the answer. */
export async function openedView(
  kit: Kit,
  place: InvitationPlace,
  invitation: InvitationRecord,
  conversation: ConversationRecord,
  keys: { readonly submitKey: string; readonly deviceKey?: Uint8Array },
): Promise<Opened> {
  const account = kit.accounts.get(place.accountId);
  const language = conversation.language ?? languageFor(account, invitation.via);
  return {
    context: sealContextOf(place, invitation),
    definition: await definitionOf(kit, place.accountId, invitation.form.id, invitation.form.hash),
    recipients: [...invitation.recipients],
    submitKey: keys.submitKey,
    ...(keys.deviceKey && { deviceKey: toBase64url(keys.deviceKey) }),
    secondsLeft: submitSecondsLeft(invitation, kit.clock()),
    extensionsLeft: Math.max(0, account.limits.extensions - invitation.extensionsUsed),
    extensionSeconds: account.limits.submitFormTimeoutSec,
    reopen: account.reopen,
    agentName: invitation.agent.name,
    ...(language !== undefined && { language }),
    ...(Object.keys(account.theme).length > 0 && { theme: account.theme }),
  };
}
