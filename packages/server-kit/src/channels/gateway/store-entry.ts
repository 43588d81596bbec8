// Storing what a consumer said or did: the entries, their dedupe record and the channel's state in one commit of the conversation. Where no
// conversation is open one begins in the same commit.
import { TellsafeError } from '@tellsafe/core';
import { languageSchema } from '@tellsafe/core/wire/settings';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { originOf } from '../../accounts/entry-point-settings.ts';
import { languageFor } from '../../accounts/entry-points.ts';
import { consumerCaller } from '../../services/caller.ts';
import { COMMIT_ATTEMPTS, commitChange } from '../../services/commit.ts';
import { newConversation, startOf } from '../../services/conversations/start.ts';
import { audienceOf, retainUntil, sendingEvent } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { type ChannelStateRecord, channelStateCodec } from '../../services/records/channel.ts';
import { decodeRecord, type Versioned } from '../../services/records/codec.ts';
import {
  type ConversationRecord,
  conversationCodec,
  lastMessageCodec,
  requestCodec,
} from '../../services/records/conversation.ts';
import {
  channelStateKey,
  conversationKey,
  erasureKey,
  lastMessageKey,
  requestKey,
} from '../../services/records/keys.ts';
import { draftTranscript, type Transcript, transcriptUnlessErased } from '../../services/transcript.ts';
import { sealedFields } from '../../services/views.ts';
import type { Commit, RecordInput } from '../../stores/types.ts';
import type { InboundEvent } from '../types.ts';
import { mergeAddress, openAddress, sealAddress } from './address.ts';
import { changeContact, contactOf, findContact, type PlacedContact, placeContact } from './contacts.ts';
import { cleanLine, type Entry } from './entries.ts';
import { eventIdOf } from './names.ts';
import { routeOf } from './routing.ts';
import { keepEntries } from './sayings.ts';
import { isTold } from './sending.ts';

/** What became of an event. */
export type Kept = 'stored' | 'duplicate';

/** What an event changes. */
export interface EntryChange {
  /** Whether a conversation begins when none is open; else the event is about nothing. */
  readonly begins: boolean;
  readonly entries: (contactId: string) => Promise<readonly Entry[]>;
  /** What the channel knows afterwards, but for the address. */
  readonly state: (known: ChannelStateRecord | undefined) => Omit<ChannelStateRecord, 'contactId' | 'address'>;
}

/** Who writes when nobody signed in. */
const consumer = consumerCaller(null, false);

/** Longest id of a consumer, UTF-16 units. */
const MAX_CONSUMER_ID = 256;

/** What is known of the conversation that a person is in. */
interface Found {
  readonly conversation?: Versioned<ConversationRecord>;
  readonly transcript?: Transcript;
  readonly state?: Versioned<ChannelStateRecord>;
  readonly isRepeat: boolean;
  /** Closed, erased or past its retention: nothing more comes into it. */
  readonly isOver: boolean;
}

/**
 * Stores what an event says. When it rejects, nothing is stored, and the event may be told again.
 *
 * @throws TellsafeError `store_unavailable`; `conflict` when too many others wrote meanwhile
 */
export async function storeEntry(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: InboundEvent,
  change: EntryChange,
): Promise<Kept> {
  const { accountId } = entryPoint;
  const eventId = await eventIdOf(kit, entryPoint, event);
  const find = change.begins ? contactOf : findContact;
  const contactId = await find(kit, entryPoint, event.consumer);
  if (contactId === undefined) return 'stored';
  for (let attempt = 0; attempt < COMMIT_ATTEMPTS; attempt += 1) {
    const { contact } = await changeContact(kit, accountId, contactId, (current) => current);
    const { conversationId } = contact;
    if (conversationId === undefined) {
      if (!change.begins) return 'stored';
      await placeContact(kit, accountId, contactId, undefined);
      continue;
    }
    const placed: PlacedContact = { ...contact, conversationId };
    const found = await look(kit, accountId, placed, eventId);
    if (found.isRepeat) return 'duplicate';
    if (!change.begins && (found.isOver || !found.conversation)) return 'stored';
    if (found.isOver) await placeContact(kit, accountId, contactId, conversationId);
    else if (await commitEntry(kit, entryPoint, event, change, { contact: placed, found, eventId })) return 'stored';
  }
  throw new TellsafeError('conflict');
}

async function look(kit: Kit, account: string, contact: PlacedContact, eventId: string): Promise<Found> {
  const { conversationId, former } = contact;
  const ids = [conversationId, ...former.map(({ id }) => id)];
  const [storedConversation, storedState, storedLast, storedErasure, ...requests] = await kit.stores.records.get([
    conversationKey(account, conversationId),
    channelStateKey(account, conversationId),
    lastMessageKey(account, conversationId),
    erasureKey(account, conversationId, conversationId),
    ...ids.map((id) => requestKey(account, id, 'channel', eventId)),
  ]);
  const conversation = decodeRecord(conversationCodec, storedConversation);
  const state = decodeRecord(channelStateCodec, storedState);
  const transcript = conversation && (await transcriptUnlessErased(kit, account, conversation.value));
  const isLeftOver = !conversation && [storedState, storedLast, storedErasure].some(Boolean);
  return {
    ...(conversation && { conversation }),
    ...(transcript && { transcript }),
    ...(state && { state }),
    isRepeat: requests.some(Boolean),
    isOver: isLeftOver || (conversation !== undefined && (conversation.value.status === 'closed' || !transcript)),
  };
}

interface Place {
  readonly contact: PlacedContact;
  readonly found: Found;
  readonly eventId: string;
}

/** @returns false when somebody else wrote meanwhile */
async function commitEntry(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: InboundEvent,
  change: EntryChange,
  place: Place,
): Promise<boolean> {
  const { conversation, transcript } = place.found;
  if (conversation && transcript) {
    const key = conversationKey(entryPoint.accountId, conversation.value.id);
    const open = { expect: [{ key, version: conversation.version }], put: [], append: [] };
    return commitChange(
      kit,
      await commitOf(kit, entryPoint, event, change, place, conversation.value, transcript, open),
    );
  }
  const { conversationId } = place.contact;
  const { accountId } = entryPoint;
  const draft = await draftTranscript(kit, accountId, conversationId);
  const begun = await beginning(kit, entryPoint, event, place.contact, draft);
  const { expect, put, append } = startOf(kit, consumer, accountId, begun);
  const absent = { key: erasureKey(accountId, conversationId, conversationId), version: 'absent' as const };
  const start = { expect: [...expect, absent], put, append };
  const commit = await commitOf(kit, entryPoint, event, change, place, begun, draft.transcript, start);
  const done = await commitChange(kit, commit);
  if (done) draft.keep();
  else draft.drop();
  return done;
}

async function beginning(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: InboundEvent,
  { conversationId, former }: PlacedContact,
  draft: Awaited<ReturnType<typeof draftTranscript>>,
): Promise<ConversationRecord> {
  const { accountId } = entryPoint;
  const place = { conversationId, consumer: event.consumer, formerId: former[0]?.id };
  const { agent, label } = await routeOf(kit, entryPoint, place);
  const { name: given, locale } = event.type === 'message' ? event : {};
  const name = cleanLine(given);
  const own = languageSchema.safeParse(locale).data;
  const language = own ?? languageFor(kit.accounts.get(accountId), originOf(entryPoint));
  const consumerId = `${entryPoint.channel.name}:${event.consumer.primary}`;
  const start = {
    accountId,
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(agent && { agent }),
    ...(consumerId.length <= MAX_CONSUMER_ID && { consumerId }),
    via: { ...originOf(entryPoint), ...(label !== undefined && { label }) },
  };
  return newConversation(kit, start, { id: conversationId, ...draft });
}

async function commitOf(
  kit: Kit,
  entryPoint: EntryPointSettings,
  event: InboundEvent,
  change: EntryChange,
  { contact, found: { state }, eventId }: Place,
  conversation: ConversationRecord,
  transcript: Transcript,
  base: Required<Pick<Commit, 'expect' | 'put' | 'append'>>,
): Promise<Commit> {
  const { accountId: account } = entryPoint;
  const { id: group, consumerName } = conversation;
  const at = kit.clock();
  const expiresAt = retainUntil(kit, account);
  const entries = await change.entries(contact.id);
  const name = consumerName === undefined ? {} : { name: transcript.open(sealedFields.consumerName, consumerName) };
  const key = requestKey(account, group, 'channel', eventId);
  const stateKey = channelStateKey(account, group);
  const known = state && openAddress(transcript, state.value);
  const next: ChannelStateRecord = {
    ...change.state(state?.value),
    contactId: contact.id,
    address: sealAddress(transcript, mergeAddress(known, event.consumer)),
  };
  const request = {
    madeId: entries[0]?.message.id ?? group,
    at,
    contentMac: transcript.contentMac('channel', eventId),
  };
  const shown = entries.filter(({ message: { note } }) => note === undefined || note === 'unsupported').at(-1)?.message;
  const last = shown && { messageId: shown.id, at };
  const kept = await keepEntries(kit, { account, conversation, transcript }, entries, { ...name, at });
  const records: RecordInput[] = [
    { ...key, body: requestCodec.encode(request), expiresAt },
    { ...stateKey, body: channelStateCodec.encode(next), expiresAt },
    ...(last ? [{ ...lastMessageKey(account, group), body: lastMessageCodec.encode(last), expiresAt }] : []),
    ...kept.put,
  ];
  const told = isTold(entryPoint, state?.value, next)
    ? [sendingEvent(kit, account, { to: audienceOf(conversation) })]
    : [];
  return {
    ...{ account, group },
    expect: [
      ...base.expect,
      { key, version: 'absent' },
      { key: stateKey, version: state?.version ?? 'absent' },
      ...kept.expect,
    ],
    put: [...base.put, ...records],
    append: [...base.append, ...kept.append, ...told],
  };
}
