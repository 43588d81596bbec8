// The event stream of a conversation's consumer side: its history from a position on, then what happens.
import { isTellsafeError } from '@tellsafe/core';
import type { StoredEvent } from '../../stores/types.ts';
import { openMessages } from '../conversations/sayings.ts';
import {
  conversationEventCodec,
  erasedEventCodec,
  eventTypes,
  type InvitationSnapshot,
  invitationEventCodec,
  messageEventCodec,
} from '../events.ts';
import { definitionOf } from '../forms/definitions.ts';
import { handleOf } from '../invitations/handles.ts';
import type { Kit } from '../kit.ts';
import type { ConversationRecord } from '../records/conversation.ts';
import { transcriptUnlessErased } from '../transcript.ts';
import type { EventSource, StreamEvent } from './source.ts';

/**
 * Opens the stream.
 *
 * @param after position to go on from, `''` for the whole history
 */
export function consumerFeed(kit: Kit, account: string, conversation: ConversationRecord, after: string): EventSource {
  const subscription = kit.hub.subscribe(account, conversation.id, { group: conversation.id });
  // Of the record no more is kept than what is needed: there may be ten thousand of them.
  const { id, transcriptKey } = conversation;
  const known = { id, transcriptKey };
  const isClosed = conversation.status === 'closed';
  let position = after;
  let over = false;
  return {
    next: async () => {
      for (;;) {
        if (over) return null;
        const piece = await subscription.after(position);
        const visible: StreamEvent[] = [];
        for (const event of piece.events) {
          const view = await viewFor(kit, account, known, event);
          if (view) visible.push(view);
          if (isEnd(event)) over = true;
        }
        position = piece.position;
        if (visible.length > 0) return visible;
        if (piece.events.length > 0) continue;
        return isClosed || subscription.ended ? null : [];
      }
    },
    listen: (listener) => subscription.listen(listener),
    beat: () => undefined,
    close: () => subscription.close(),
  };
}

/** A closed conversation says nothing more, an erased one is not there any more. */
function isEnd(event: StoredEvent): boolean {
  if (event.type === eventTypes.erased) return erasedEventCodec.decode(event.body).invitationId === undefined;
  if (event.type !== eventTypes.conversation) return false;
  return conversationEventCodec.decode(event.body).conversation.status === 'closed';
}

async function viewFor(
  kit: Kit,
  account: string,
  { id: conversationId, transcriptKey }: Pick<ConversationRecord, 'id' | 'transcriptKey'>,
  event: StoredEvent,
): Promise<StreamEvent | undefined> {
  const { position: id, body, type } = event;
  switch (type) {
    case eventTypes.conversation: {
      const { status, agent } = conversationEventCodec.decode(body).conversation;
      return { id, event: type, data: { status, ...(agent && { agentName: agent.name }) } };
    }
    case eventTypes.message: {
      const transcript = await transcriptUnlessErased(kit, account, { id: conversationId, transcriptKey });
      if (!transcript) return undefined;
      const { message } = messageEventCodec.decode(body);
      const [data] = await openMessages(kit, account, conversationId, transcript, [message]);
      return { id, event: type, data };
    }
    case eventTypes.invitation: {
      const data = await bubbleOf(kit, account, invitationEventCodec.decode(body).invitation);
      return data && { id, event: type, data };
    }
    default:
      return undefined;
  }
}

/** An invitation as the consumer's chat shows it; one whose pepper or form is gone cannot be shown. */
async function bubbleOf(kit: Kit, account: string, invitation: InvitationSnapshot) {
  const { id, status, form, at } = invitation;
  try {
    const definition = await definitionOf(kit, account, form.id, form.hash);
    const handle = await handleOf(kit, account, invitation);
    return { id, handle, name: form.name, description: definition.description, status, at: at.sent };
  } catch (error) {
    if (isTellsafeError(error, 'key_unknown') || isTellsafeError(error, 'form_unknown')) return undefined;
    throw error;
  }
}
