// What goes out by a channel is written in the very commit that makes it: a message and its sending are one.
import { createUuid } from '@tellsafe/core';
import { type LocaleTag, pickLocale } from '@tellsafe/core/i18n/channel';
import { languageFor } from '../../accounts/entry-points.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import type { ConversationRecord } from '../../services/records/conversation.ts';
import { deadlineOf, type InvitationRecord } from '../../services/records/invitation.ts';
import type { Transcript } from '../../services/transcript.ts';
import type { Expectation, RecordInput } from '../../stores/types.ts';
import type { Author } from '../types.ts';
import {
  type OutboxQueue,
  type OutboxRecord,
  outboxInput,
  outboxKey,
  outboxQueueCodec,
  outboxQueueKey,
  queueInput,
} from './records.ts';

/** How long something without an end of its own is tried, ms. */
export const OUTBOX_LIFE_MS = 86_400_000;

/** What goes out. */
export type Outgoing =
  | {
      readonly purpose: 'agent_reply' | 'system';
      readonly messageId: string;
      /** **Security:** without card numbers: masked before. */
      readonly text: string;
      readonly agentId?: string;
    }
  | { readonly purpose: 'form_invitation'; readonly invitation: InvitationRecord }
  | { readonly purpose: 'form_submitted'; readonly invitation: InvitationRecord; readonly messageId: string };

/** Parts of a commit in the conversation's group. */
export interface OutboxParts {
  readonly expect: readonly Expectation[];
  readonly put: readonly RecordInput[];
}

const nothing: OutboxParts = { expect: [], put: [] };

/** The name under which a text is sealed until it is sent. */
export function sealedTextOf(outboxId: string): string {
  return `outbox:${outboxId}`;
}

/** The language that a conversation's entry point speaks; the consumer's own where it has none (SF-LANG-02). */
export function channelLanguage(kit: Kit, account: string, { via, language }: ConversationRecord): LocaleTag {
  const own = via && languageFor(kit.accounts.get(account), { channel: via.channel, entryPoint: via.entryPoint });
  return pickLocale([own ?? '', language ?? '']);
}

/**
 * What a commit needs besides so that something goes out: nothing for a conversation of the web.
 *
 * @param transcript the conversation's
 */
export async function enqueue(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
  transcript: Transcript,
  outgoing: Outgoing,
): Promise<OutboxParts> {
  const { id: conversationId, via } = conversation;
  if (!via) return nothing;
  const queueAt = outboxQueueKey(account, conversationId);
  const known = decodeRecord(outboxQueueCodec, (await kit.stores.records.get([queueAt]))[0]);
  const now = kit.clock();
  const { head = 0, tail: seq = 0 } = known?.value ?? {};
  const queue: OutboxQueue = {
    ...(known?.value ?? { conversationId, entryPoint: via.entryPoint }),
    ...{ head, tail: seq + 1, dueAt: known?.value.dueAt ?? now },
  };
  const id = createUuid(kit.random);
  const record: OutboxRecord = {
    ...{ id, conversationId, entryPoint: via.entryPoint, seq, state: 'queued', queuedAt: now, attempts: 0 },
    ...{ purpose: outgoing.purpose, lang: channelLanguage(kit, account, conversation) },
    ...contentOf(outgoing, id, transcript, now),
  };
  return {
    expect: [
      { key: queueAt, version: known?.version ?? 'absent' },
      { key: outboxKey(account, conversationId, seq), version: 'absent' },
    ],
    put: [queueInput(kit, account, queue), outboxInput(kit, account, record)],
  };
}

function contentOf(
  outgoing: Outgoing,
  id: string,
  transcript: Transcript,
  now: number,
): Pick<OutboxRecord, 'author' | 'deadline' | 'messageId' | 'invitationId' | 'text'> {
  const automation = (name: string): Author => ({ kind: 'automation', name });
  switch (outgoing.purpose) {
    case 'form_invitation': {
      const { id: invitationId, agent } = outgoing.invitation;
      const author: Author = { kind: 'human', agentId: agent.id };
      return { author, deadline: deadlineOf(outgoing.invitation), invitationId };
    }
    case 'form_submitted': {
      const { messageId, invitation } = outgoing;
      const deadline = now + OUTBOX_LIFE_MS;
      return { author: automation('form-submitted'), deadline, messageId, invitationId: invitation.id };
    }
    default: {
      const { messageId, text, agentId } = outgoing;
      const author: Author = agentId === undefined ? automation('host') : { kind: 'human', agentId };
      return { author, deadline: now + OUTBOX_LIFE_MS, messageId, text: transcript.seal(sealedTextOf(id), text) };
    }
  }
}
