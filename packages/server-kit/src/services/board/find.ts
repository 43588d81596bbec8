// Conversations by who, where and when, for managers (SF-MGR-01). People are found by MACs of what they are called, exactly; nothing that
// was said is looked at.
import { TellsafeError } from '@tellsafe/core';
import type { ConversationFindRequest, ConversationFindResponse, FoundConversation } from '@tellsafe/core/wire';
import { webEntryPoint } from '../../accounts/entry-points.ts';
import { conversationsOfAddress } from '../../channels/gateway/contacts.ts';
import type { IndexQuery } from '../../stores/types.ts';
import { BOARD_LIST, CONSUMER_LIST, conversationLists } from '../conversations/records.ts';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { consumerMac } from '../privacy/consumers.ts';
import { decodeRecord } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { conversationKey } from '../records/keys.ts';
import { boardConversation } from './views.ts';

const DEFAULT_LIMIT = 50;

/** Most pages of the store that one call looks at: filters that fit little must not make it long. */
const MOST_PAGES = 10;

/**
 * Finds conversations.
 *
 * @throws TellsafeError `request_invalid` for an address without its channel, and a cursor that no page gave
 */
export async function findConversations(
  kit: Kit,
  account: string,
  wanted: ConversationFindRequest,
): Promise<ConversationFindResponse> {
  const { channel, address } = wanted;
  if (address !== undefined && channel === undefined) {
    throw new TellsafeError('request_invalid', { issues: [{ path: 'channel', code: 'type' }] });
  }
  const query = await queryOf(kit, account, wanted);
  // Under another of their names a person is found as long as the entry point knows it.
  const named =
    address === undefined || wanted.cursor !== undefined ? [] : await namedBy(kit, account, wanted, address);
  let { cursor } = wanted;
  for (let pages = 1; ; pages += 1) {
    const page = await pageOf(kit, { ...query, ...(cursor !== undefined && { cursor }) });
    cursor = page.cursor;
    const listed = page.records.map(({ body }) => conversationCodec.decode(body));
    const all = [...new Map([...named, ...listed].map((each) => [each.id, each])).values()];
    const conversations = all.filter((each) => fits(each, wanted)).map(foundConversation);
    if (conversations.length > 0 || cursor === undefined || pages === MOST_PAGES)
      return { conversations, ...(cursor !== undefined && { cursor }) };
  }
}

async function queryOf(
  kit: Kit,
  account: string,
  {
    consumerId,
    channel,
    address,
    agent,
    status = 'open',
    since,
    until,
    limit = DEFAULT_LIMIT,
  }: ConversationFindRequest,
): Promise<IndexQuery> {
  const person = consumerId ?? (address === undefined ? undefined : `${channel}:${address}`);
  if (person !== undefined) {
    return { account, limit, index: CONSUMER_LIST, value: await consumerMac(kit, account, person) };
  }
  const since_ = since === undefined ? {} : { from: since };
  if (agent !== undefined) {
    const to = until === undefined ? {} : { to: until - 1 };
    return { account, limit, index: conversationLists[status], value: agent, descending: true, ...since_, ...to };
  }
  // Closed ones are in the order of their end, which is no earlier than their start.
  return { account, limit, index: BOARD_LIST, value: status, descending: true, ...since_ };
}

function fits(
  { agent: holder, status: stands, startedAt, via = webEntryPoint }: ConversationRecord,
  { channel, entryPoint, agent, status, since = 0, until = Number.POSITIVE_INFINITY }: ConversationFindRequest,
): boolean {
  const isThere = (channel ?? via.channel) === via.channel && (entryPoint ?? via.entryPoint) === via.entryPoint;
  const isTheirs = agent === undefined || holder?.id === agent;
  return isThere && isTheirs && (status ?? stands) === stands && startedAt >= since && startedAt < until;
}

function foundConversation(conversation: ConversationRecord): FoundConversation {
  const { channel, entryPoint, label } = { label: undefined, ...(conversation.via ?? webEntryPoint) };
  return { ...boardConversation(conversation), channel, entryPoint, ...(label !== undefined && { label }) };
}

async function namedBy(
  kit: Kit,
  account: string,
  { channel, entryPoint }: ConversationFindRequest,
  address: string,
): Promise<readonly ConversationRecord[]> {
  const ids: string[] = [];
  for (const each of kit.accounts.get(account).entryPoints) {
    if (each.channel.name !== channel || (entryPoint ?? each.id) !== each.id) continue;
    ids.push(...(await conversationsOfAddress(kit, each, address)));
  }
  if (ids.length === 0) return [];
  const stored = await kit.stores.records.get(ids.map((id) => conversationKey(account, id)));
  return stored.flatMap((each) => decodeRecord(conversationCodec, each)?.value ?? []);
}
