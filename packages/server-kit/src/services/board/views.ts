// What managers see of conversations and forms (SF-ACC-03): statuses, instants, names of agents and forms. **Security:** nothing here
// can open a text: no transcript, no data key, no answers.
import type { BoardChange, BoardConversation, BoardForm } from '@tellsafe/core/wire';
import type { ConversationEvent, InvitationSnapshot } from '../events.ts';

/** A conversation. */
export function boardConversation(conversation: ConversationEvent['conversation']): BoardConversation {
  const { id, status, agent, startedAt, waitingSince, closedAt, via } = conversation;
  return {
    conversationId: id,
    status,
    agent,
    startedAt,
    waitingSince: waitingSince ?? startedAt,
    ...(closedAt !== undefined && { closedAt }),
    ...(via && { via }),
  };
}

/** A form. @param readAt when its answers were read first */
export function boardForm(snapshot: InvitationSnapshot, readAt: number | undefined): BoardForm {
  const { id, conversationId, form, status, agent, via, at, expiresAt } = snapshot;
  return {
    invitationId: id,
    conversationId,
    formId: form.id,
    formName: form.name,
    status,
    agent,
    channel: via?.channel ?? 'web',
    at: { ...at, ...(readAt !== undefined && { read: readAt }) },
    expiresAt,
  };
}

/** What happened to a conversation. */
export function boardChange({ change, at, conversation }: ConversationEvent): BoardChange {
  return { change, at, agent: conversation.agent };
}
