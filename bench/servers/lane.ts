// What the load needs to know of a server: agents that are signed in, and their conversations.
import type { FormDefinition } from '@tellsafe/core/form';

/** An agent session that sends forms, one at a time, into its conversations. */
export interface Lane {
  readonly sessionId: string;
  /** base64url. */
  readonly sessionKey: string;
  readonly conversationIds: readonly string[];
}

/** A server that can be loaded. */
export interface Target {
  readonly port: number;
  readonly accountId: string;
  readonly definition: FormDefinition;
  readonly definitionHash: string;
  readonly lanes: readonly Lane[];
}

/** Conversations of one lane: a busy agent's. */
export const CONVERSATIONS_PER_LANE = 4;

/** Request header of the load: the conversation of a send or submit. */
export const CONVERSATION_HEADER = 'x-conversation';
/**
 * Response header to it. A handle reaches the consumer's device through the chat, and a submission id the agent through its
 * event stream; neither is part of a lifecycle, so the server of the benchmark tells them beside its answer.
 */
export const TOLD_HEADER = 'x-told';
