// Ending invitations because something else ended: a transfer, a close, the end of an agent session. Unsubmitted ones are
// revoked; submitted ones become unreadable, their off-the-record parts go (SF-ACC-01, SF-ACC-02, SF-OTR-02).
import { isTerminal, transitionInvitation } from '@tellsafe/core/invitation';
import { pushJobsOf } from '../../push/jobs.ts';
import type { Expectation, NewEvent, RecordInput } from '../../stores/types.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { INVITATION_LIMIT } from '../conversations/limits.ts';
import type { Audience } from '../events.ts';
import type { Kit } from '../kit.ts';
import type { Versioned } from '../records/codec.ts';
import { type InvitationRecord, invitationCodec, statusAt } from '../records/invitation.ts';
import { invitationKey } from '../records/keys.ts';
import { invitationEvent, invitationInput } from './records.ts';

/** Why access ended. */
export type EndReason = NonNullable<InvitationRecord['accessEnded']>;

/** Parts of a commit that end invitations. */
export interface Endings {
  readonly expect: readonly Expectation[];
  readonly put: readonly RecordInput[];
  readonly append: readonly NewEvent[];
  /** Submissions whose off-the-record parts are to be removed. */
  readonly offTheRecord: readonly string[];
}

/** Every invitation of a conversation, oldest page first. */
export async function invitationsOf(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<readonly Versioned<InvitationRecord>[]> {
  const found: Versioned<InvitationRecord>[] = [];
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      account,
      group: conversationId,
      collection: 'invitation',
      limit: INVITATION_LIMIT,
      ...(cursor !== undefined && { cursor }),
    });
    for (const { body, version } of page.records) found.push({ value: invitationCodec.decode(body), version });
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** Ends what has not ended among these invitations. */
export function endInvitations(
  kit: Kit,
  caller: Caller,
  account: string,
  to: Audience,
  invitations: readonly Versioned<InvitationRecord>[],
  reason: EndReason,
): Endings {
  const ending = invitations.filter(({ value }) => hasEffect(value));
  const next = ending.map(({ value }) => endedRecord(value, reason, kit.clock()));
  return {
    expect: ending.map(({ value, version }) => ({
      key: invitationKey(account, value.conversationId, value.id),
      version,
    })),
    put: next.flatMap((record, at) => [
      invitationInput(kit, account, record),
      ...pushJobsOf(kit, account, record, ending[at]?.value),
    ]),
    append: next.flatMap((record, at) => endingEvents(kit, caller, account, to, record, ending[at]?.value)),
    offTheRecord: ending.flatMap(({ value }) => offTheRecordOf(value)),
  };
}

/** Submissions whose off-the-record parts nobody may read any more, and which may be left, should their removal have failed. */
export function endedOffTheRecord(invitations: readonly Versioned<InvitationRecord>[], now: number): readonly string[] {
  const isOver = ({ accessEnded, offTheRecordUntil = now }: InvitationRecord) =>
    accessEnded !== undefined || offTheRecordUntil <= now;
  return invitations.flatMap(({ value }) => (isOver(value) ? offTheRecordOf(value) : []));
}

function offTheRecordOf({ submissionId, offTheRecordUntil }: InvitationRecord): readonly string[] {
  return submissionId !== undefined && offTheRecordUntil !== undefined ? [submissionId] : [];
}

/** Clients see a revoked form; that a submitted one cannot be read any more shows when somebody tries (SF-ACC-05). */
function endingEvents(
  kit: Kit,
  caller: Caller,
  account: string,
  to: Audience,
  record: InvitationRecord,
  before: InvitationRecord | undefined,
): NewEvent[] {
  const object = { kind: 'invitation', id: record.id } as const;
  if (record.status === 'submitted') return [auditEvent(kit, caller, 'access-end', object)];
  const action = record.status === 'expired' ? 'invitation-expire' : 'invitation-revoke';
  return [invitationEvent(kit, account, to, record, before), auditEvent(kit, caller, action, object)];
}

function hasEffect(invitation: InvitationRecord): boolean {
  if (!isTerminal(invitation.status)) return true;
  return invitation.status === 'submitted' && invitation.accessEnded === undefined;
}

function endedRecord(invitation: InvitationRecord, reason: EndReason, now: number): InvitationRecord {
  const status = statusAt(invitation, now);
  const revoked = transitionInvitation(invitation.status, status === 'expired' ? 'expire' : 'revoke');
  if (revoked.refused) return { ...invitation, accessEnded: reason };
  return { ...invitation, status: revoked.status, at: { ...invitation.at, ended: now } };
}
