// The event stream of an account's board: statuses of every conversation and form, for managers (SF-ACC-03, SF-STA-05).
import { AUDIT_EVENT } from '../../audit/audit.ts';
import { decodeAuditEntry } from '../../audit/entry.ts';
import type { StoredEvent } from '../../stores/types.ts';
import { boardConversation, boardForm } from '../board/views.ts';
import type { AgentCaller } from '../caller.ts';
import { conversationEventCodec, erasedEventCodec, eventTypes, invitationEventCodec } from '../events.ts';
import type { Kit } from '../kit.ts';
import { sessionFeed } from './session-feed.ts';
import type { EventSource, StreamEvent } from './source.ts';

/** Opens the stream. @param after position to go on from */
export function boardFeed(kit: Kit, caller: AgentCaller, after: string | undefined): Promise<EventSource> {
  return sessionFeed(kit, caller, after, { quiet: true }, boardView);
}

/** **Security:** messages are never looked at, so that none can get here. */
function boardView({ type, body, group, position: id }: StoredEvent): StreamEvent | undefined {
  switch (type) {
    case eventTypes.conversation: {
      const { conversation } = conversationEventCodec.decode(body);
      return { id, event: 'conversation', data: { conversation: boardConversation(conversation) } };
    }
    case eventTypes.invitation: {
      const { invitation } = invitationEventCodec.decode(body);
      return { id, event: 'form', data: { form: boardForm(invitation, undefined) } };
    }
    case eventTypes.erased: {
      const { invitationId } = erasedEventCodec.decode(body);
      return invitationId === undefined ? { id, event: 'erased', data: { conversationId: group } } : undefined;
    }
    case AUDIT_EVENT:
      return readingView(id, group, body);
    default:
      return undefined;
  }
}

/** The audit alone knows of a reading by the agent. */
function readingView(id: string, conversationId: string, body: Uint8Array): StreamEvent | undefined {
  const entry = decodeAuditEntry(body);
  if (entry?.action !== 'answers-read' || entry.outcome !== 'done' || entry.object.kind !== 'invitation') {
    return undefined;
  }
  return { id, event: 'read', data: { conversationId, invitationId: entry.object.id, at: entry.at } };
}
