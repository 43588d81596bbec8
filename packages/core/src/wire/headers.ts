// Media types and the size limits that both sides of the wire share. Not the proof (crypto/proof).

/** Media type of every problem (RFC 9457 §3). */
export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** Media type of event streams (HTML Living Standard §9.2). */
export const EVENT_STREAM_MEDIA_TYPE = 'text/event-stream';

/** Largest request body in bytes; more is `body_too_large` (design.md §5). */
export const BODY_LIMIT_BYTES = 65_536;

/** Largest message text, in UTF-16 code units. */
export const MESSAGE_LIMIT = 4_000;

/** What the kit's channels take of a text, where that is less. */
const channelLimits: Readonly<Record<string, number>> = { 'sms-twilio': 1_600, messenger: 2_000, rcs: 3_072 };

/**
 * Longest text that an agent may write in a conversation, in UTF-16 units.
 *
 * @param channel by which the consumer writes; left out for the web
 */
export function messageLimitOf(channel?: string): number {
  return (channel !== undefined && Object.hasOwn(channelLimits, channel) && channelLimits[channel]) || MESSAGE_LIMIT;
}

/** Most conversations in one list. */
export const CONVERSATION_LIST_LIMIT = 100;

/** Most conversations of one page of an account's board. */
export const BOARD_PAGE_LIMIT = 100;

/** Most forms of one conversation in the board's list, the newest; a conversation alone comes with all. */
export const BOARD_FORM_LIMIT = 20;
