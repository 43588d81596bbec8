// After a payment was authorised nobody may keep its security code, not even sealed (PCI DSS 4.0.1, 3.3.1.2): what was answered off the
// record goes at once instead of at its time (SF-OTR-02).
import { TellsafeError } from '@tellsafe/core';
import type { InvitationView } from '@tellsafe/core/wire';
import type { Caller } from '../caller.ts';
import { commitWithRetry, withParts } from '../commit.ts';
import type { Kit } from '../kit.ts';
import type { InvitationRecord } from '../records/invitation.ts';
import { discardNote } from '../submissions/discard.ts';
import { discardOffTheRecord } from '../submissions/vault.ts';
import { invitationView, snapshotOf } from '../views.ts';
import { changeOf } from './change.ts';
import { type InvitationPlace, type InvitationState, loadInvitation } from './records.ts';

/**
 * Ends the off-the-record answers of a submitted form. From the commit on nobody reads them; then they are removed. A form without such
 * answers, or whose time is over, stays as it is. Safe to repeat, which also removes what a failure left.
 *
 * @throws TellsafeError `conversation_unknown`; `conflict` when the form was not submitted
 */
export async function markAuthorised(kit: Kit, caller: Caller, place: InvitationPlace): Promise<InvitationView> {
  const { accountId, conversationId } = place;
  const record = await commitWithRetry<InvitationState, InvitationRecord>(
    kit,
    () => loadInvitation(kit, place),
    ({ invitation, conversation }) => {
      if (!invitation) throw new TellsafeError('conversation_unknown');
      const { value } = invitation;
      if (value.status !== 'submitted') throw new TellsafeError('conflict');
      const now = kit.clock();
      if (value.offTheRecordUntil === undefined || value.offTheRecordUntil <= now) return { result: value };
      const next = { ...value, offTheRecordUntil: now };
      const change = { accountId, caller, action: 'off-the-record-end', invitation, conversation, next } as const;
      const note = { put: discardNote(kit, accountId, conversationId) };
      return { result: next, change: withParts(changeOf(kit, { ...change, visible: false }), note) };
    },
  );
  const { submissionId, offTheRecordUntil } = record;
  if (submissionId !== undefined && offTheRecordUntil !== undefined)
    await discardOffTheRecord(kit, accountId, conversationId, [submissionId]);
  return invitationView(snapshotOf(record, kit.clock()), undefined);
}
