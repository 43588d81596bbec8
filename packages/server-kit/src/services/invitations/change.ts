// One change of one invitation as a commit: the new record, its event, its audit entry, and what must not have moved.
import type { AuditAction, AuditOutcome } from '../../audit/entry.ts';
import { pushJobsOf } from '../../push/jobs.ts';
import type { Commit } from '../../stores/types.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { audienceOf } from '../events.ts';
import type { Kit } from '../kit.ts';
import type { Versioned } from '../records/codec.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import type { InvitationRecord } from '../records/invitation.ts';
import { expectationsOf, invitationEvent, invitationInput } from './records.ts';

/** What changes, by whom, and what of it clients see. */
export interface InvitationChange {
  readonly accountId: string;
  readonly caller: Caller;
  readonly action: AuditAction;
  readonly outcome?: AuditOutcome;
  readonly invitation: Versioned<InvitationRecord>;
  /** Absent when its time was over before the invitation's. */
  readonly conversation: Versioned<ConversationRecord> | undefined;
  /** The record afterwards. */
  readonly next: InvitationRecord;
  /** Whether clients are told; keys that come and go are nobody's business. */
  readonly visible: boolean;
  /** Whether a one-time key is issued or spent, so that the store's incarnation must be the one it is issued under. */
  readonly fence?: string;
}

/** The commit of a change. */
export function changeOf(kit: Kit, change: InvitationChange): Commit {
  const { accountId, caller, action, outcome, invitation, conversation, next, visible, fence } = change;
  const audit = auditEvent(kit, caller, action, { kind: 'invitation', id: next.id }, outcome);
  const event = visible
    ? [invitationEvent(kit, accountId, conversation ? audienceOf(conversation.value) : [], next, invitation.value)]
    : [];
  return {
    account: accountId,
    group: next.conversationId,
    expect: expectationsOf(accountId, invitation, conversation),
    put: [invitationInput(kit, accountId, next), ...pushJobsOf(kit, accountId, next, invitation.value)],
    append: [...event, audit],
    ...(fence !== undefined && { incarnation: fence }),
  };
}
