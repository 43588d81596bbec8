// The event stream of an agent session: conversations assigned to the agent, waiting ones, and those that leave (SF-STA-05).

import type { StoredEvent } from '../../stores/types.ts';
import { loadSession } from '../agent-sessions/sessions.ts';
import type { AgentCaller } from '../caller.ts';
import {
  type Audience,
  conversationEventCodec,
  erasedEventCodec,
  eventTypes,
  invitationEventCodec,
  messageEventCodec,
  sessionEndedEventCodec,
} from '../events.ts';
import type { Kit } from '../kit.ts';
import { isLiveSession } from '../records/agent-session.ts';
import { dropTranscriptKey, findTranscript } from '../transcript.ts';
import { conversationSummary, invitationView, messageView } from '../views.ts';
import type { EventSource, StreamEvent } from './source.ts';

/**
 * Opens the stream of a session.
 *
 * @param after position to go on from; without it the stream begins now, which is before the answer is sent
 */
export async function agentFeed(kit: Kit, caller: AgentCaller, after: string | undefined): Promise<EventSource> {
  const { session } = caller;
  let position = after ?? (await kit.stores.records.latest({ account: session.accountId }));
  const subscription = kit.hub.subscribe(session.accountId, session.id);
  let idleEndsAt = session.idleEndsAt;
  let over = false;

  const alive = async (): Promise<boolean> => {
    if (kit.clock() < idleEndsAt) return true;
    const current = await loadSession(kit, session.accountId, session.id);
    idleEndsAt = current?.value.idleEndsAt ?? 0;
    return current !== undefined && isLiveSession(current.value, kit.clock());
  };
  const ending = (id: string): readonly StreamEvent[] => {
    over = true;
    return [{ id, event: eventTypes.sessionEnded, data: {} }];
  };

  return {
    next: async () => {
      if (over) return null;
      for (;;) {
        if (!(await alive())) return ending(position);
        const events = await kit.hub.after(session.accountId, position);
        const visible: StreamEvent[] = [];
        for (const event of events) {
          position = event.position;
          if (isEndOf(session.id, event)) return [...visible, ...ending(position)];
          const view = await viewFor(kit, caller, event);
          if (view) visible.push(view);
        }
        if (visible.length > 0) return visible;
        if (events.length === 0 && !(await subscription.changed())) return null;
      }
    },
    // A logout comes as an event; only idling out happens in silence.
    beat: () => {
      if (kit.clock() >= idleEndsAt) subscription.wake();
    },
    close: () => subscription.close(),
  };
}

function isEndOf(sessionId: string, event: StoredEvent): boolean {
  return event.type === eventTypes.sessionEnded && sessionEndedEventCodec.decode(event.body).sessionId === sessionId;
}

async function viewFor(kit: Kit, { session }: AgentCaller, event: StoredEvent): Promise<StreamEvent | undefined> {
  const { account, group, position: id, body } = event;
  const mine = (to: Audience) => to.includes(null) || to.includes(session.agent.id);
  switch (event.type) {
    case eventTypes.invitation: {
      const { to, invitation } = invitationEventCodec.decode(body);
      return mine(to)
        ? { id, event: event.type, data: { invitation: invitationView(invitation, session.id) } }
        : undefined;
    }
    case eventTypes.message: {
      const { to, message } = messageEventCodec.decode(body);
      const transcript = mine(to) ? await findTranscript(kit, account, group) : undefined;
      return (
        transcript && {
          id,
          event: event.type,
          data: { conversationId: group, message: messageView(transcript, message) },
        }
      );
    }
    case eventTypes.conversation: {
      const { to, conversation, last } = conversationEventCodec.decode(body);
      const transcript = mine(to) ? await findTranscript(kit, account, group) : undefined;
      return (
        transcript && {
          id,
          event: event.type,
          data: { conversation: conversationSummary(transcript, conversation, last) },
        }
      );
    }
    case eventTypes.erased: {
      const { to, invitationId } = erasedEventCodec.decode(body);
      // Another process erased it: this one must not go on opening what it has read already.
      if (invitationId === undefined) dropTranscriptKey(kit, account, group);
      const data = { conversationId: group, ...(invitationId !== undefined && { invitationId }) };
      return mine(to) ? { id, event: event.type, data } : undefined;
    }
    default:
      return undefined;
  }
}
