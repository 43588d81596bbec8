// What agents are told of a channel before they write: whether texts and forms may be sent now, and until when (CN-GEN-06). The channel's
// own rules decide: its plan is asked with nothing in it.
import type { ConversationSending, Sending } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { audienceOf, sendingEvent } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { type ChannelStateRecord, channelStateCodec, contactCodec } from '../../services/records/channel.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../../services/records/conversation.ts';
import { channelStateKey, contactKey, conversationKey } from '../../services/records/keys.ts';
import type { OutboundMessage, Refusal, SendState } from '../types.ts';
import { entryPointOf } from './state.ts';

const HOUR_MS = 3_600_000;

/** A window that moved by less is not told anew. */
const TELL_MS = 60_000;

const reasons: Readonly<Partial<Record<Refusal['refused'], NonNullable<Sending['refused']>>>> = {
  opted_out: 'opted_out',
  closed: 'closed',
  window_closed: 'window_closed',
  template_required: 'window_closed',
};

const text: OutboundMessage = {
  outboxId: '00000000-0000-4000-8000-000000000000',
  to: { primary: '0', aliases: [] },
  author: { kind: 'human', agentId: 'agent' },
  purpose: 'agent_reply',
  body: { text: '.' },
};

const form: OutboundMessage = {
  ...text,
  purpose: 'form_invitation',
  body: { text: '.', link: { url: 'https://forms.invalid/', label: '.', title: '.' } },
};

/** What may be sent by the channels of some conversations, by id; the web and closed ones are left out. */
export async function sendingsOf(
  kit: Kit,
  account: string,
  conversations: readonly Pick<ConversationRecord, 'id' | 'status' | 'via'>[],
): Promise<ReadonlyMap<string, ConversationSending>> {
  const found = conversations.flatMap(({ id, status, via }) => {
    const entryPoint = status === 'open' ? entryPointOf(kit, account, { ...(via && { via }) }) : undefined;
    return entryPoint ? [{ id, entryPoint }] : [];
  });
  if (found.length === 0) return new Map();
  const stored = await kit.stores.records.get(found.map(({ id }) => channelStateKey(account, id)));
  const known = found.flatMap((each, at) => {
    const state = decodeRecord(channelStateCodec, stored[at])?.value;
    return state ? [{ ...each, state }] : [];
  });
  if (known.length === 0) return new Map();
  const contacts = await kit.stores.records.get(known.map(({ state }) => contactKey(account, state.contactId)));
  return new Map(
    known.map(({ id, entryPoint, state }, at) => {
      const consent = decodeRecord(contactCodec, contacts[at])?.value.consent?.state ?? 'unknown';
      const { lastInboundAt, closed = false, deviceFeatures } = state;
      const facts: SendState = {
        ...{ consent, closed, now: kit.clock() },
        ...(lastInboundAt !== undefined && { lastInboundAt }),
        ...(deviceFeatures && { deviceFeatures }),
      };
      return [id, { text: sendingIn(entryPoint, text, facts), form: sendingIn(entryPoint, form, facts) }];
    }),
  );
}

/** What may be sent by the channel of one conversation. */
export async function sendingOf(
  kit: Kit,
  account: string,
  conversation: Pick<ConversationRecord, 'id' | 'status' | 'via'>,
): Promise<ConversationSending | undefined> {
  return (await sendingsOf(kit, account, [conversation])).get(conversation.id);
}

/** Whether a change of what a channel knows is to be told to agents. */
export function isTold(
  { channel }: EntryPointSettings,
  before: Pick<ChannelStateRecord, 'closed' | 'lastInboundAt'> | undefined,
  after: Pick<ChannelStateRecord, 'closed' | 'lastInboundAt'>,
): boolean {
  if (before === undefined) return false; // the conversation itself is told
  if (before.closed !== after.closed) return true;
  const moved = (after.lastInboundAt ?? 0) - (before.lastInboundAt ?? 0);
  return channel.capabilities.window !== null && moved >= TELL_MS;
}

/** Tells agents that what may be sent in a conversation has changed; they read how it is then. */
export async function tellSending(kit: Kit, account: string, conversationId: string): Promise<void> {
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (conversation?.status !== 'open') return;
  const append = [sendingEvent(kit, account, { to: audienceOf(conversation) })];
  await kit.stores.records.commit({ account, group: conversationId, append });
}

function sendingIn({ channel, settings }: EntryPointSettings, message: OutboundMessage, state: SendState): Sending {
  const refusalAt = (now: number): Sending['refused'] => {
    const planned = channel.plan(message, { ...state, now }, settings);
    return 'refused' in planned ? reasons[planned.refused] : undefined;
  };
  const refused = refusalAt(state.now);
  if (refused) return { refused };
  const { window } = channel.capabilities;
  if (!window || state.lastInboundAt === undefined) return {};
  const hours = [window.freeformHours, ...(window.humanAgentDays === undefined ? [] : [window.humanAgentDays * 24])];
  const ends = hours.map((length) => (state.lastInboundAt ?? 0) + length * HOUR_MS);
  const until = ends.find((end) => end > state.now && refusalAt(end) === 'window_closed');
  return until === undefined ? {} : { until };
}
