// One change of a message on its way as a commit: its record, its place in the queue, what the agent is told, and what it means for the
// invitation whose link it holds.
import { transitionInvitation } from '@tellsafe/core/invitation';
import { systemCaller } from '../../services/caller.ts';
import { commitWithRetry, type Decision } from '../../services/commit.ts';
import { audienceOf, deliveryEvent } from '../../services/events.ts';
import { changeOf } from '../../services/invitations/change.ts';
import { loadInvitation } from '../../services/invitations/records.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord, type Versioned } from '../../services/records/codec.ts';
import { conversationCodec } from '../../services/records/conversation.ts';
import { type InvitationRecord, statusAt } from '../../services/records/invitation.ts';
import { conversationKey } from '../../services/records/keys.ts';
import type { Commit } from '../../stores/types.ts';
import {
  advanced,
  type OutboxQueue,
  type OutboxRecord,
  outboxCodec,
  outboxInput,
  outboxKey,
  outboxQueueCodec,
  outboxQueueKey,
  queueInput,
} from './records.ts';
import { invitationEventOf } from './states.ts';
import { deliveryView } from './view.ts';

/** A place in a conversation's queue. */
export interface OutboxPlace {
  readonly account: string;
  readonly conversationId: string;
  readonly seq: number;
}

/** What is stored at a place. */
export interface OutboxAt {
  readonly record: Versioned<OutboxRecord>;
  readonly queue: Versioned<OutboxQueue>;
}

/** What becomes of it; what is left out stays. */
export interface OutboxNext {
  readonly record?: OutboxRecord;
  readonly queue?: OutboxQueue;
}

/** Reads a place. @returns undefined when it is gone */
export async function loadOutbox(kit: Kit, place: OutboxPlace): Promise<OutboxAt | undefined> {
  const { account, conversationId, seq } = place;
  const [storedRecord, storedQueue] = await kit.stores.records.get([
    outboxKey(account, conversationId, seq),
    outboxQueueKey(account, conversationId),
  ]);
  const record = decodeRecord(outboxCodec, storedRecord);
  const queue = decodeRecord(outboxQueueCodec, storedQueue);
  return record && queue && { record, queue };
}

/**
 * Changes what is at a place.
 *
 * @param decide gives what it becomes; `undefined` leaves everything as it is
 * @returns the record afterwards; `undefined` when nothing changed
 */
export async function changeOutbox(
  kit: Kit,
  place: OutboxPlace,
  decide: (record: OutboxRecord, queue: OutboxQueue) => OutboxNext | undefined,
): Promise<OutboxRecord | undefined> {
  let before: OutboxRecord | undefined;
  const changed = await commitWithRetry(
    kit,
    async () => loadOutbox(kit, place),
    async (at): Promise<Decision<OutboxRecord | undefined>> => {
      const next = at && decide(at.record.value, at.queue.value);
      if (!next) return { result: undefined };
      before = at.record.value;
      return { result: next.record ?? at.record.value, change: await commitOf(kit, place, at, next) };
    },
  );
  if (changed && changed.state !== before?.state) {
    kit.telemetry.record('tellsafe.outbox.changes', 1, { 'tellsafe.state': changed.state });
  }
  return changed;
}

/** A place whose message is gone from the store: the next one's turn. @returns whether this process did it */
export async function skipPlace(kit: Kit, { account, conversationId, seq }: OutboxPlace): Promise<boolean> {
  const key = outboxQueueKey(account, conversationId);
  const queue = decodeRecord(outboxQueueCodec, (await kit.stores.records.get([key]))[0]);
  if (!queue || queue.value.head !== seq) return false;
  const put = [queueInput(kit, account, advanced(queue.value, kit.clock()))];
  const expect = [{ key, version: queue.version }];
  return kit.stores.records.commit({ account, group: conversationId, expect, put });
}

async function commitOf(kit: Kit, place: OutboxPlace, at: OutboxAt, next: OutboxNext): Promise<Commit> {
  const { account, conversationId, seq } = place;
  const told = next.record ? await tellingOf(kit, account, at.record.value, next.record) : [];
  return {
    account,
    group: conversationId,
    expect: [
      { key: outboxKey(account, conversationId, seq), version: at.record.version },
      { key: outboxQueueKey(account, conversationId), version: at.queue.version },
      ...told.flatMap(({ expect = [] }) => expect),
    ],
    put: [
      ...(next.record ? [outboxInput(kit, account, next.record)] : []),
      ...(next.queue ? [queueInput(kit, account, next.queue)] : []),
      ...told.flatMap(({ put = [] }) => put),
    ],
    append: told.flatMap(({ append = [] }) => append),
  };
}

/** What others learn of a change. */
async function tellingOf(
  kit: Kit,
  account: string,
  before: OutboxRecord,
  after: OutboxRecord,
): Promise<readonly Partial<Commit>[]> {
  const delivery = deliveryView(after);
  if (!delivery || JSON.stringify(delivery) === JSON.stringify(deliveryView(before))) return [];
  const { conversationId, messageId, invitationId } = after;
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (!conversation) return [];
  const about = messageId !== undefined ? { messageId } : { invitationId: invitationId ?? '' };
  const event = deliveryEvent(kit, account, { to: audienceOf(conversation), about, delivery });
  const effect = after.purpose === 'form_invitation' ? await effectOf(kit, account, after) : undefined;
  return [{ append: [event] }, ...(effect ? [effect] : [])];
}

/** The change of the invitation, when there is one (SF-STA-04, SF-STA-05). */
async function effectOf(kit: Kit, accountId: string, record: OutboxRecord): Promise<Commit | undefined> {
  const event = invitationEventOf(record.state);
  if (!event) return undefined;
  const { conversationId, invitationId = '' } = record;
  const { invitation, conversation } = await loadInvitation(kit, { accountId, conversationId, invitationId });
  if (!invitation || !conversation) return undefined;
  const now = kit.clock();
  const next = transitionInvitation(statusAt(invitation.value, now), event);
  if (next.refused || !next.changed) return undefined;
  const { at } = invitation.value;
  const changed: InvitationRecord = {
    ...invitation.value,
    status: next.status,
    at: { ...at, ...(event === 'receive' ? { received: now } : { ended: now }) },
  };
  const action = event === 'receive' ? 'invitation-receive' : 'invitation-fail';
  return changeOf(kit, {
    accountId,
    caller: systemCaller,
    action,
    invitation,
    conversation,
    next: changed,
    visible: true,
  });
}
