// Assign, transfer and close: the conversation changes together with what that means for its invitations (SF-ACC-01, -02).
import { TellsafeError } from '@tellsafe/core';
import { transitionConversation } from '@tellsafe/core/conversation';
import type { ConversationSummary } from '@tellsafe/core/wire';
import type { AuditAction } from '../../audit/entry.ts';
import { endingSubscriptions } from '../../push/subscriptions.ts';
import type { StoredRecord } from '../../stores/types.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import { type Audience, conversationEvent } from '../events.ts';
import { type EndReason, endedOffTheRecord, endInvitations, invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import type { Versioned } from '../records/codec.ts';
import type { AgentName, ConversationRecord, LastMessageRecord } from '../records/conversation.ts';
import type { InvitationRecord } from '../records/invitation.ts';
import { conversationKey, pushKey } from '../records/keys.ts';
import { discardNote } from '../submissions/discard.ts';
import { discardAllOffTheRecord, discardOffTheRecord } from '../submissions/vault.ts';
import { rewrapped, transcriptOf } from '../transcript.ts';
import { conversationInput, loadConversation } from './records.ts';
import { openSummary } from './sayings.ts';

/** Names a conversation. */
export interface ConversationPlace {
  readonly accountId: string;
  readonly conversationId: string;
}

/** A change of a conversation. */
interface Change {
  readonly action: AuditAction;
  readonly event: 'assign' | 'transfer' | 'close';
  /** Decides about the record; the same object says that nothing changes. */
  readonly apply: (conversation: ConversationRecord) => ConversationRecord;
  /** Present when the change ends what is under way. */
  readonly ends?: EndReason;
  /** The agent who asks; absent for the host. */
  readonly by?: string | undefined;
}

interface ChangeState {
  readonly conversation?: Versioned<ConversationRecord>;
  readonly last?: LastMessageRecord;
  readonly invitations: readonly Versioned<InvitationRecord>[];
  readonly push?: StoredRecord | null;
}

/**
 * Assigns a conversation.
 *
 * @param agent who takes it
 * @throws TellsafeError `conversation_unknown`, `conversation_closed`, `conversation_not_assigned` when another agent has it
 */
export async function assignConversation(
  kit: Kit,
  caller: Caller,
  place: ConversationPlace,
  agent: AgentName,
): Promise<ConversationSummary> {
  return changeConversation(kit, caller, place, {
    action: 'conversation-assign',
    event: 'assign',
    apply: (conversation) => {
      if (conversation.agent?.id === agent.id) return conversation;
      if (conversation.agent !== null) throw new TellsafeError('conversation_not_assigned');
      return { ...conversation, agent };
    },
  });
}

/**
 * Hands a conversation to another agent, or back to the queue. Doing it again gives the same answer, without what was said
 * since. What the former agent sent and was not submitted is revoked; nobody can read its answers afterwards.
 *
 * @param from only this agent's conversation is handed over; `undefined` for the host, who may always
 * @param to `null` for the queue
 * @throws TellsafeError `conversation_unknown`, `conversation_closed`, `conversation_not_assigned`
 */
export async function transferConversation(
  kit: Kit,
  caller: Caller,
  place: ConversationPlace,
  from: string | undefined,
  to: AgentName | null,
): Promise<ConversationSummary> {
  return changeConversation(kit, caller, place, {
    action: 'conversation-transfer',
    event: 'transfer',
    ends: 'transferred',
    by: from,
    apply: (conversation) => {
      const there = (conversation.agent?.id ?? null) === (to?.id ?? null);
      if (from === undefined || conversation.agent?.id === from) {
        if (there) return conversation;
        const next = { ...conversation, agent: to, ...(from !== undefined && { handedOverBy: from }) };
        return to === null ? { ...next, waitingSince: kit.clock() } : next;
      }
      if (there && conversation.handedOverBy === from) return conversation;
      throw new TellsafeError('conversation_not_assigned');
    },
  });
}

/**
 * Closes a conversation. Closing again gives the same answer.
 *
 * @param by only this agent's conversation is closed; `undefined` for the host, who may always
 * @throws TellsafeError `conversation_unknown`, `conversation_not_assigned`
 */
export async function closeConversation(
  kit: Kit,
  caller: Caller,
  place: ConversationPlace,
  by: string | undefined,
): Promise<ConversationSummary> {
  return changeConversation(kit, caller, place, {
    action: 'conversation-close',
    event: 'close',
    ends: 'closed',
    by,
    apply: (conversation) => {
      if (by !== undefined && conversation.agent?.id !== by) throw new TellsafeError('conversation_not_assigned');
      if (conversation.status === 'closed') return conversation;
      return { ...conversation, status: 'closed', closedAt: kit.clock() };
    },
  });
}

async function changeConversation(
  kit: Kit,
  caller: Caller,
  place: ConversationPlace,
  change: Change,
): Promise<ConversationSummary> {
  const { accountId, conversationId } = place;
  const done = await commitWithRetry(
    kit,
    () => loadChangeState(kit, place, change.ends),
    (state) => decideChange(kit, caller, accountId, change, state),
  );
  if (change.ends === 'closed') await discardAllOffTheRecord(kit, accountId, conversationId);
  else await discardOffTheRecord(kit, accountId, conversationId, done.offTheRecord);
  if (change.ends && done.changed) await endLatecomers(kit, caller, place, done.to, change.ends);
  const transcript = await transcriptOf(kit, accountId, done.conversation);
  const { agent } = done.conversation;
  const informed = done.changed || agent === null || change.by === undefined || agent.id === change.by;
  return openSummary(kit, accountId, transcript, done.conversation, informed ? done.last : undefined);
}

async function loadChangeState(kit: Kit, place: ConversationPlace, ends?: EndReason): Promise<ChangeState> {
  const { accountId, conversationId } = place;
  const state = await loadConversation(kit, accountId, conversationId);
  const invitations = ends ? await invitationsOf(kit, accountId, conversationId) : [];
  if (ends !== 'closed' || !kit.accounts.get(accountId).push) return { ...state, invitations };
  const [push = null] = await kit.stores.records.get([pushKey(accountId, conversationId)]);
  return { ...state, invitations, push };
}

async function decideChange(kit: Kit, caller: Caller, accountId: string, change: Change, state: ChangeState) {
  const { conversation, last, invitations, push } = state;
  if (!conversation) throw new TellsafeError('conversation_unknown');
  const { value, version } = conversation;
  // Refuses first what is erased.
  await transcriptOf(kit, accountId, value);
  const next = transitionConversation(value.status, change.event).refused ? undefined : change.apply(value);
  if (!next) throw new TellsafeError('conversation_closed');
  const to: Audience = [value.agent?.id ?? null, next.agent?.id ?? null];
  const base = { conversation: next, to, ...(last && { last }) };
  // A repeat also finishes what the first attempt could not remove.
  if (next === value)
    return { result: { ...base, changed: false, offTheRecord: endedOffTheRecord(invitations, kit.clock()) } };
  const endings = change.ends && endInvitations(kit, caller, accountId, to, invitations, change.ends);
  return {
    result: { ...base, changed: true, offTheRecord: endings?.offTheRecord ?? [] },
    change: {
      account: accountId,
      group: value.id,
      expect: [{ key: conversationKey(accountId, value.id), version }, ...(endings?.expect ?? [])],
      put: [
        conversationInput(kit, accountId, await rewrapped(kit, accountId, next)),
        ...(endings?.put ?? []),
        ...(change.ends === 'closed' || endings?.offTheRecord.length ? discardNote(kit, accountId, value.id) : []),
        ...endingSubscriptions(kit, push),
      ],
      append: [
        conversationEvent(kit, accountId, to, change.event, next, last),
        ...(endings?.append ?? []),
        auditEvent(kit, caller, change.action, { kind: 'conversation', id: value.id }),
      ],
    },
  };
}

/** An invitation that was sent between the read and the commit above; none can follow, because sending expects the record. */
async function endLatecomers(
  kit: Kit,
  caller: Caller,
  { accountId, conversationId }: ConversationPlace,
  to: Audience,
  reason: EndReason,
): Promise<void> {
  const [former] = to;
  const offTheRecord = await commitWithRetry(
    kit,
    async () => (await invitationsOf(kit, accountId, conversationId)).filter(({ value }) => value.agent.id === former),
    (invitations) => {
      const {
        expect,
        put,
        append,
        offTheRecord: ids,
      } = endInvitations(kit, caller, accountId, to, invitations, reason);
      if (put.length === 0) return { result: ids };
      const notes = ids.length > 0 ? discardNote(kit, accountId, conversationId) : [];
      return {
        result: ids,
        change: { account: accountId, group: conversationId, expect, put: [...put, ...notes], append },
      };
    },
  );
  await discardOffTheRecord(kit, accountId, conversationId, offTheRecord);
}
