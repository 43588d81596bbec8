// Finding what belongs to a consumer without keeping a readable id of theirs: conversations carry a MAC of the host's id, under a
// key of the account that is wrapped like every data key. Nothing can be told from the MAC without that key.
import { TellsafeError } from '@tellsafe/core';
import { DATA_KEY_BYTES } from '@tellsafe/core/crypto/at-rest';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, lengthPrefixed, toBase64url } from '@tellsafe/core/encoding';
import { END_OF_TIME } from '@tellsafe/core/retention';
import type { StoredRecord } from '../../stores/types.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { CONSUMER_LIST } from '../conversations/records.ts';
import type { DataKey } from '../data-keys.ts';
import type { Kit } from '../kit.ts';
import { type ConversationRecord, conversationCodec } from '../records/conversation.ts';
import { lookupKeyKey } from '../records/keys.ts';
import { dataKeyCodec, wrappedUnder } from '../records/submission.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';
import { contextOfKey } from './wrapped-keys.ts';

/** Longest id of a consumer that a host may give, in UTF-16 units. */
const MAX_CONSUMER_ID = 256;

/** Conversations read at once. */
const PAGE = 100;

/**
 * The MAC under which a consumer's conversations are found, base64url of 32 bytes.
 *
 * @throws RangeError when the id is not 1 to 256 characters
 */
export async function consumerMac(kit: Kit, accountId: string, consumerId: string): Promise<string> {
  if (typeof consumerId !== 'string' || consumerId.length < 1 || consumerId.length > MAX_CONSUMER_ID) {
    throw new RangeError(`consumerId must be 1 to ${MAX_CONSUMER_ID} characters`);
  }
  return toBase64url(await lookupMac(kit, accountId, 'tellsafe/consumer-id/v1', consumerId));
}

/**
 * A MAC under the account's key for whatever else must be found again without being kept, 32 bytes.
 *
 * @param parts what it is for, then what it is about
 */
export async function lookupMac(
  kit: Kit,
  accountId: string,
  ...parts: readonly [string, ...string[]]
): Promise<Uint8Array> {
  const key = await lookupKey(kit, accountId);
  return hmacSync(key.bytes, lengthPrefixed(parts[0], accountId, ...parts.slice(1)));
}

/**
 * Reads a MAC that {@link consumerMac} gave.
 *
 * @throws TellsafeError `request_invalid` when it cannot be one
 */
export function parseConsumerMac(text: string): string {
  if (/^[A-Za-z0-9_-]{43}$/.test(text)) return text;
  throw new TellsafeError('request_invalid', { issues: [{ path: 'id', code: 'format' }] });
}

/** Conversations of a consumer, the oldest first. */
export async function* conversationsOf(
  kit: Kit,
  account: string,
  consumer: string,
): AsyncGenerator<ConversationRecord, void> {
  const query = { account, index: CONSUMER_LIST, value: consumer, limit: PAGE };
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    for (const { body } of page.records) yield conversationCodec.decode(body);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/**
 * The account's key: made at first use, and brought under the current key-encryption key whenever it is fetched, so that it
 * outlives every rotation. Kept open for a minute like other data keys.
 */
async function lookupKey(kit: Kit, account: string): Promise<DataKey> {
  const { transcriptKeys } = kit.caches;
  const name = `${account}/consumers`;
  const cached = transcriptKeys.get(name, kit.clock());
  if (cached) return cached;
  const bytes = await commitWithRetry(
    kit,
    async () => (await kit.stores.records.get([lookupKeyKey(account)]))[0] ?? null,
    (stored) => decideLookupKey(kit, account, stored),
  );
  return transcriptKeys.set(name, bytes, kit.clock());
}

async function decideLookupKey(kit: Kit, account: string, stored: StoredRecord | null): Promise<Decision<Uint8Array>> {
  const key = lookupKeyKey(account);
  const held = stored && dataKeyCodec.decode(stored.body);
  const opened = held && { keyId: held.keyId, bytes: fromBase64url(held.bytes) };
  // Without its key-encryption key it is gone, and so is every conversation of that time.
  const dataKey =
    (opened && (await unlessDestroyed(kit.keys.unwrap(opened, contextOfKey(key))))) ?? kit.random(DATA_KEY_BYTES);
  const { keyId, bytes } = await kit.keys.wrap(dataKey, contextOfKey(key));
  if (stored && held?.keyId === keyId) return { result: dataKey };
  const body = dataKeyCodec.encode({ keyId, bytes: toBase64url(bytes) });
  return {
    result: dataKey,
    change: {
      account,
      group: key.group,
      expect: [{ key, version: stored?.version ?? 'absent' }],
      put: [{ ...key, body, expiresAt: END_OF_TIME, index: [wrappedUnder(keyId, kit.clock())] }],
    },
  };
}
