// Conversation statuses and how they change: pure rules, no storage and no time.
export {
  type ConversationEvent,
  type ConversationStatus,
  type ConversationTransition,
  conversationEvents,
  conversationStatuses,
  conversationTransitions,
  transitionConversation,
} from './status.ts';
