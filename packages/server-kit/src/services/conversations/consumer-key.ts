// The key of a conversation's consumer side: derived from the pepper, checked in constant time, never kept.
import { TellsafeError } from '@tellsafe/core';
import { equalBytes } from '@tellsafe/core/crypto';
import { type ConsumerKey, consumerKeyInput, encodeConsumerKey, parseConsumerKey } from '@tellsafe/core/otk';
import type { AccountSettings } from '../../accounts/settings.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { conversationKey } from '../records/keys.ts';
import { transcriptUnlessErased } from '../transcript.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';

/** The consumer key of a conversation, as its holder sends it. */
export async function consumerKeyOf(kit: Kit, account: string, conversation: ConversationRecord): Promise<string> {
  const mac = await macOf(kit, account, conversation);
  return encodeConsumerKey({ accountId: account, conversationId: conversation.id, mac });
}

/**
 * The conversation of a consumer key.
 *
 * @throws TellsafeError `consumer_key_invalid` for every way this can fail
 */
export async function conversationOfConsumerKey(
  kit: Kit,
  text: string | null,
): Promise<{ readonly account: AccountSettings; readonly conversation: ConversationRecord }> {
  const key = parseConsumerKey(text);
  const account = key && kit.accounts.find(key.accountId);
  if (!key || !account) throw new TellsafeError('consumer_key_invalid');
  const [stored] = await kit.stores.records.get([conversationKey(account.id, key.conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  if (!conversation || !(await matches(kit, account.id, conversation, key))) {
    throw new TellsafeError('consumer_key_invalid');
  }
  // The consumer of an erased conversation starts a new one.
  if (!(await transcriptUnlessErased(kit, account.id, conversation))) throw new TellsafeError('consumer_key_invalid');
  return { account, conversation };
}

async function matches(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
  key: ConsumerKey,
): Promise<boolean> {
  const mac = await unlessDestroyed(macOf(kit, account, conversation));
  return mac !== undefined && equalBytes(mac, key.mac);
}

async function macOf(kit: Kit, account: string, { id, macKeyId }: ConversationRecord): Promise<Uint8Array> {
  return (await kit.keys.mac(consumerKeyInput(account, id, macKeyId), macKeyId)).mac;
}
