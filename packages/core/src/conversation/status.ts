// The two statuses of a conversation and the one table of how it changes. Not who may cause a change.

/** Every status of a conversation. */
export const conversationStatuses = ['open', 'closed'] as const;

/** Status of a conversation. `closed` is an end: access to answers ends with it (SF-ACC-02). */
export type ConversationStatus = (typeof conversationStatuses)[number];

/** Everything that can happen to a conversation. */
export const conversationEvents = ['start', 'message', 'assign', 'transfer', 'close'] as const;

/** Something that happened to a conversation. */
export type ConversationEvent = (typeof conversationEvents)[number];

/**
 * Next status by status and event; `none` is the row of a conversation that does not exist yet. A missing cell refuses.
 * Closing twice changes nothing, so that a repeated request gets the same answer.
 */
export const conversationTransitions: Readonly<
  Record<'none' | ConversationStatus, Readonly<Partial<Record<ConversationEvent, ConversationStatus>>>>
> = {
  none: { start: 'open' },
  open: { message: 'open', assign: 'open', transfer: 'open', close: 'closed' },
  closed: { close: 'closed' },
};

/** What an event does: the status afterwards and whether it differs, or why the event is refused. */
export type ConversationTransition =
  | { readonly status: ConversationStatus; readonly changed: boolean; readonly refused?: never }
  | { readonly refused: 'ended' | 'not_allowed'; readonly status?: never; readonly changed?: never };

/**
 * Applies an event to a status.
 *
 * @param status where the conversation is, `none` before it starts
 * @param event what happened
 * @returns the new status, or `ended` when the conversation is closed, `not_allowed` when the table has no such change
 */
export function transitionConversation(
  status: 'none' | ConversationStatus,
  event: ConversationEvent,
): ConversationTransition {
  const next = conversationTransitions[status][event];
  if (next === undefined) return { refused: status === 'closed' ? 'ended' : 'not_allowed' };
  return { status: next, changed: next !== status };
}
