// The event stream of an agent session: conversations assigned to the agent, waiting ones, and those that leave (SF-STA-05).

import { sendingOf } from '../../channels/gateway/sending.ts';
import type { StoredEvent } from '../../stores/types.ts';
import type { AgentCaller } from '../caller.ts';
import { openMessages, openSummary } from '../conversations/sayings.ts';
import {
  type Audience,
  conversationEventCodec,
  deliveryEventCodec,
  erasedEventCodec,
  eventTypes,
  invitationEventCodec,
  messageEventCodec,
  sendingEventCodec,
} from '../events.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { conversationKey } from '../records/keys.ts';
import { dropTranscriptKey, findTranscript } from '../transcript.ts';
import { invitationView } from '../views.ts';
import { sessionFeed } from './session-feed.ts';
import type { EventSource, StreamEvent } from './source.ts';

/** Opens the stream. @param after position to go on from */
export function agentFeed(kit: Kit, caller: AgentCaller, after: string | undefined): Promise<EventSource> {
  const wanted = { agentId: caller.session.agent.id };
  return sessionFeed(kit, caller, after, wanted, (event) => viewFor(kit, caller, event));
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
      if (!transcript) return undefined;
      const [view] = await openMessages(kit, account, group, transcript, [message]);
      return { id, event: event.type, data: { conversationId: group, message: view } };
    }
    case eventTypes.delivery: {
      const { to, about, delivery } = deliveryEventCodec.decode(body);
      return mine(to) ? { id, event: event.type, data: { conversationId: group, ...about, delivery } } : undefined;
    }
    case eventTypes.sending: {
      if (!mine(sendingEventCodec.decode(body).to)) return undefined;
      const [stored] = await kit.stores.records.get([conversationKey(account, group)]);
      const conversation = decodeRecord(conversationCodec, stored)?.value;
      const sending = conversation && (await sendingOf(kit, account, conversation));
      return sending && { id, event: event.type, data: { conversationId: group, sending } };
    }
    case eventTypes.conversation: {
      const { to, conversation, last } = conversationEventCodec.decode(body);
      const transcript = mine(to) ? await findTranscript(kit, account, group) : undefined;
      if (!transcript) return undefined;
      const summary = await openSummary(kit, account, transcript, conversation, last);
      return { id, event: event.type, data: { conversation: summary } };
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
