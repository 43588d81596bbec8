// Which browsers get the push messages of a conversation: one record per conversation, bounded, its addresses and keys sealed like
// the conversation's texts, so that they are erased with it (SF-INV-06, SF-RET-02).
import { TellsafeError } from '@tellsafe/core';
import { fromBase64url } from '@tellsafe/core/encoding';
import type { ConsumerPushResponse, ConsumerPushSubscribeRequest } from '@tellsafe/core/wire';
import type { AccountSettings } from '../accounts/settings.ts';
import { commitWithRetry, type Decision } from '../services/commit.ts';
import type { Kit } from '../services/kit.ts';
import { decodeRecord, jsonCodec } from '../services/records/codec.ts';
import { type ConversationRecord, conversationCodec, type SealedText } from '../services/records/conversation.ts';
import { conversationKey, pushKey } from '../services/records/keys.ts';
import { type Transcript, transcriptOf } from '../services/transcript.ts';
import type { Key, RecordInput, StoredRecord } from '../stores/types.ts';
import { mayPushTo } from './services.ts';

/** Most subscriptions of one conversation; a further one takes the place of the oldest. */
export const SUBSCRIPTION_LIMIT = 8;

/** How long subscriptions outlive the close of their conversation, so that open notifications can be told of it. */
export const AFTER_CLOSE_MS = 300_000;

/** One subscription as it is kept. */
interface KeptSubscription {
  /** MAC of the endpoint under the conversation's data key. */
  readonly id: string;
  /** Sealed JSON of {@link ConsumerPushSubscribeRequest}. */
  readonly sealed: SealedText;
}

/** The subscriptions of a conversation, the oldest first. */
interface PushRecord {
  readonly subscriptions: readonly KeptSubscription[];
}

const pushCodec = jsonCodec<PushRecord>();

/** A subscription, opened. */
export interface PushSubscription extends ConsumerPushSubscribeRequest {
  readonly id: string;
}

/**
 * Tells whether and how a browser can get the messages of a conversation.
 *
 * @param endpoint the browser's subscription, if it has one
 */
export async function pushStateOf(
  kit: Kit,
  account: AccountSettings,
  conversation: ConversationRecord,
  endpoint: string | undefined,
): Promise<ConsumerPushResponse> {
  if (!account.push) return { subscribed: false };
  const { publicKey } = account.push.vapid;
  if (endpoint === undefined) return { publicKey, subscribed: false };
  const [stored] = await kit.stores.records.get([pushKey(account.id, conversation.id)]);
  const id = idOf(await transcriptOf(kit, account.id, conversation), endpoint);
  return { publicKey, subscribed: keptIn(stored).some((one) => one.id === id) };
}

/**
 * Binds a browser's subscription to a conversation.
 *
 * @throws TellsafeError `request_invalid` when the account sends no messages, or the push service or key cannot be used;
 * `conversation_closed`
 */
export async function subscribe(
  kit: Kit,
  account: AccountSettings,
  conversation: ConversationRecord,
  subscription: ConsumerPushSubscribeRequest,
): Promise<void> {
  if (!account.push || !mayPushTo(account.push.services, subscription.endpoint)) throw unusable('endpoint');
  if (!(await isPoint(subscription.p256dh))) throw unusable('p256dh');
  const transcript = await transcriptOf(kit, account.id, conversation);
  const id = idOf(transcript, subscription.endpoint);
  await changeSubscriptions(kit, account.id, conversation.id, (kept, { status }) => {
    if (status === 'closed') throw new TellsafeError('conversation_closed');
    const newest = kept.at(-1);
    const text = JSON.stringify(subscription);
    if (newest?.id === id && transcript.open(fieldOf(id), newest.sealed) === text) return kept;
    const others = kept.filter((one) => one.id !== id).slice(1 - SUBSCRIPTION_LIMIT);
    return [...others, { id, sealed: transcript.seal(fieldOf(id), text) }];
  });
}

/** Takes a browser's subscription off a conversation. */
export async function unsubscribe(
  kit: Kit,
  account: AccountSettings,
  conversation: ConversationRecord,
  endpoint: string,
): Promise<void> {
  const id = idOf(await transcriptOf(kit, account.id, conversation), endpoint);
  await dropSubscriptions(kit, account.id, conversation.id, [id]);
}

/** Removes subscriptions that are over. */
export async function dropSubscriptions(
  kit: Kit,
  account: string,
  conversationId: string,
  ids: readonly string[],
): Promise<void> {
  await changeSubscriptions(kit, account, conversationId, (kept) => {
    const left = kept.filter(({ id }) => !ids.includes(id));
    return left.length === kept.length ? kept : left;
  });
}

/** Opens what the record of {@link pushKey} holds. */
export function subscriptionsIn(stored: StoredRecord | null | undefined, transcript: Transcript): PushSubscription[] {
  return keptIn(stored).map(({ id, sealed }) => {
    const opened = JSON.parse(transcript.open(fieldOf(id), sealed)) as ConsumerPushSubscribeRequest;
    return { id, ...opened };
  });
}

/** The part of a commit that closes a conversation: its subscriptions end soon after. */
export function endingSubscriptions(kit: Kit, stored: StoredRecord | null | undefined): readonly RecordInput[] {
  if (!stored) return [];
  const { account, group, collection, id, body, expiresAt } = stored;
  return [{ account, group, collection, id, body, expiresAt: Math.min(expiresAt, kit.clock() + AFTER_CLOSE_MS) }];
}

/** @param change the same list says that nothing changes */
async function changeSubscriptions(
  kit: Kit,
  account: string,
  conversationId: string,
  change: (kept: readonly KeptSubscription[], conversation: ConversationRecord) => readonly KeptSubscription[],
): Promise<void> {
  const keys: readonly Key[] = [conversationKey(account, conversationId), pushKey(account, conversationId)];
  await commitWithRetry(
    kit,
    () => kit.stores.records.get(keys),
    ([storedConversation = null, stored = null]): Decision<void> => {
      const conversation = decodeRecord(conversationCodec, storedConversation);
      if (!conversation || !storedConversation) throw new TellsafeError('consumer_key_invalid');
      const kept = keptIn(stored);
      const subscriptions = change(kept, conversation.value);
      if (subscriptions === kept) return { result: undefined };
      const key = pushKey(account, conversationId);
      // It lives no longer than the conversation, nor than a close has said.
      const expiresAt =
        conversation.value.status === 'closed' && stored ? stored.expiresAt : storedConversation.expiresAt;
      return {
        result: undefined,
        change: {
          account,
          group: conversationId,
          expect: [
            { key: conversationKey(account, conversationId), version: conversation.version },
            { key, version: stored?.version ?? 'absent' },
          ],
          ...(subscriptions.length === 0
            ? { remove: [key] }
            : { put: [{ ...key, body: pushCodec.encode({ subscriptions }), expiresAt }] }),
        },
      };
    },
  );
}

function keptIn(stored: StoredRecord | null | undefined): readonly KeptSubscription[] {
  return decodeRecord(pushCodec, stored)?.value.subscriptions ?? [];
}

function idOf(transcript: Transcript, endpoint: string): string {
  return transcript.contentMac('push-endpoint', endpoint).slice(0, 22);
}

function fieldOf(id: string): string {
  return `push:${id}`;
}

function unusable(path: string): TellsafeError {
  return new TellsafeError('request_invalid', { issues: [{ path, code: 'value' }] });
}

/** A key that is no point of the curve would fail at each message. */
async function isPoint(p256dh: string): Promise<boolean> {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  return crypto.subtle.importKey('raw', fromBase64url(p256dh).slice(), curve, false, []).then(
    () => true,
    () => false,
  );
}
