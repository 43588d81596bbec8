// Starting a conversation: its record, its data key and its consumer key.
import { createUuid } from '@tellsafe/core';
import { auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import { audienceOf, conversationEvent } from '../events.ts';
import type { Kit } from '../kit.ts';
import { consumerMac } from '../privacy/consumers.ts';
import type { AgentName, ConversationRecord } from '../records/conversation.ts';
import { conversationKey } from '../records/keys.ts';
import { createTranscriptKey, type Transcript, transcriptOf } from '../transcript.ts';
import { sealedFields } from '../views.ts';
import { consumerKeyOf } from './consumer-key.ts';
import { conversationInput } from './records.ts';

/** What is known when a conversation starts. */
export interface ConversationStart {
  readonly accountId: string;
  /** Name of the consumer, 1 to 80 characters. */
  readonly name?: string;
  /** BCP 47. */
  readonly language?: string;
  /**
   * The host's own id of the consumer, 1 to 256 characters, by which everything about them can be exported and erased. Only a MAC
   * of it is kept. From the host alone: a page could claim to be anyone.
   */
  readonly consumerId?: string;
  /** Assigned at once; without it the conversation waits in the queue. */
  readonly agent?: AgentName;
  /** By which channel and entry point; absent for the web. */
  readonly via?: ConversationRecord['via'];
}

/** A started conversation. */
export interface StartedConversation {
  readonly conversationId: string;
  /** **Security:** whoever holds it is the consumer. It is told here only. */
  readonly consumerKey: string;
}

/**
 * Starts a conversation.
 *
 * @throws RangeError when the consumer id is not 1 to 256 characters
 */
export async function startConversation(
  kit: Kit,
  caller: Caller,
  start: ConversationStart,
): Promise<StartedConversation> {
  const { accountId } = start;
  const id = createUuid(kit.random);
  const transcriptKey = await createTranscriptKey(kit, accountId, id);
  const transcript = await transcriptOf(kit, accountId, { id, transcriptKey });
  const conversation = await newConversation(kit, start, { id, transcriptKey, transcript });
  const consumerKey = await consumerKeyOf(kit, accountId, conversation);
  const started = { conversationId: id, consumerKey };
  return commitWithRetry(
    kit,
    async () => conversation,
    () => ({
      result: started,
      change: { account: accountId, group: id, ...startOf(kit, caller, accountId, conversation) },
    }),
  );
}

/**
 * The record of a conversation that starts now.
 *
 * @throws RangeError when the consumer id is not 1 to 256 characters
 */
export async function newConversation(
  kit: Kit,
  { accountId, name, language, consumerId, agent, via }: ConversationStart,
  {
    id,
    transcriptKey,
    transcript,
  }: Pick<ConversationRecord, 'id' | 'transcriptKey'> & { readonly transcript: Transcript },
): Promise<ConversationRecord> {
  const consumer = consumerId === undefined ? undefined : await consumerMac(kit, accountId, consumerId);
  const { keyId } = await kit.keys.mac(new Uint8Array());
  return {
    id,
    status: 'open',
    agent: agent ?? null,
    startedAt: kit.clock(),
    ...(name !== undefined && { consumerName: transcript.seal(sealedFields.consumerName, name) }),
    ...(language !== undefined && { language }),
    ...(via && { via }),
    ...(consumer !== undefined && { consumer }),
    macKeyId: keyId,
    transcriptKey,
  };
}

/** The parts of the commit that starts a conversation. */
export function startOf(kit: Kit, caller: Caller, accountId: string, conversation: ConversationRecord) {
  const { id } = conversation;
  return {
    expect: [{ key: conversationKey(accountId, id), version: 'absent' as const }],
    put: [conversationInput(kit, accountId, conversation)],
    append: [
      conversationEvent(kit, accountId, audienceOf(conversation), 'start', conversation, undefined),
      auditEvent(kit, caller, 'conversation-start', { kind: 'conversation', id }),
    ],
  };
}
