// Record of a conversation, of its last message and of requests that were already answered. Texts inside are sealed at rest.
import type { ConversationStatus } from '@tellsafe/core/conversation';
import { jsonCodec } from './codec.ts';
import { packedCodec } from './packed-codec.ts';
import { rememberingCodec } from './remembering-codec.ts';

/** An agent as conversations and invitations name one. */
export interface AgentName {
  readonly id: string;
  readonly name: string;
}

/** A text sealed with the conversation's data key, base64url. */
export type SealedText = string;

/** A conversation. It changes at assign, transfer and close only, never with a message. */
export interface ConversationRecord {
  readonly id: string;
  readonly status: ConversationStatus;
  readonly agent: AgentName | null;
  /** The agent who handed it over last, so that a repeated transfer gets the same answer. */
  readonly handedOverBy?: string;
  readonly startedAt: number;
  /** When it last went back into the queue; absent when it never did. */
  readonly waitingSince?: number;
  readonly closedAt?: number;
  readonly consumerName?: SealedText;
  readonly language?: string;
  /** By which channel and entry point the consumer writes; absent for the web. The label is the one that held at the start. */
  readonly via?: { readonly channel: string; readonly entryPoint: string; readonly label?: string };
  /** MAC of the host's id of the consumer (services/privacy/consumers.ts), base64url. */
  readonly consumer?: string;
  /** Which pepper the consumer key is derived from. */
  readonly macKeyId: string;
  /** The wrapped data key of the transcript (SF-RET-02), bytes in base64url. */
  readonly transcriptKey: { readonly keyId: string; readonly bytes: string };
}

export const conversationCodec = rememberingCodec(jsonCodec<ConversationRecord>());

/** The last message of a conversation, for lists. */
export interface LastMessageRecord {
  readonly messageId: string;
  readonly at: number;
  /** Absent where the consumer can take it back: then it is in the message's saying (records/channel.ts). */
  readonly text?: SealedText;
}

export const lastMessageCodec = jsonCodec<LastMessageRecord>();

/** What a request id led to, so that a repeat gets the same answer. */
export interface RequestRecord {
  /** Id of what was made: a message, an invitation. */
  readonly madeId: string;
  readonly at: number;
  /** MAC of the request's content under the conversation's data key, base64url: a repeat must be the same request. */
  readonly contentMac: string;
}

export const requestCodec = packedCodec<RequestRecord>({ madeId: 'plain', at: 'plain', contentMac: 'plain' });
