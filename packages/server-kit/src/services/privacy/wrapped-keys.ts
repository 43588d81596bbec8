// Wrapping data keys anew, so that a key-encryption key can be retired without loss and takes with it only what was erased or is
// over: in the database, in its log and in every backup (docs/decisions/0011).
import { TellsafeError } from '@tellsafe/core';
import { atRestContext } from '@tellsafe/core/crypto/at-rest';
import { fromBase64url, toBase64url } from '@tellsafe/core/encoding';
import type { KeyProvider } from '../../keys/types.ts';
import type { Key, Store, StoredRecord } from '../../stores/types.ts';
import { auditEntry, type Caller } from '../caller.ts';
import { conversationIndex } from '../conversations/records.ts';
import type { Kit } from '../kit.ts';
import { conversationCodec } from '../records/conversation.ts';
import { type DataKeyRecord, dataKeyCodec, WRAPPED_UNDER, wrappedUnder } from '../records/submission.ts';
import { unlessDestroyed } from '../unless-destroyed.ts';

/** What to wrap anew. */
export interface KeyRenewal {
  /** The key-encryption key that is to be retired; it must have been replaced. */
  readonly keyId: string;
  /** Most data keys that one call wraps in each store, 1 to 1000, default 1000. */
  readonly limit?: number;
}

/** What one call did. */
export interface RenewedKeys {
  /** Data keys that are under the current key-encryption key now. */
  readonly renewed: number;
  /** Data keys that are under the other one still: call again. At 0 it can be retired without loss. */
  readonly left: boolean;
}

/** Where a data key is wrapped, for its wrapping: the address of the record that holds it. */
export function contextOfKey({ account, collection, group, id }: Key): Uint8Array {
  return atRestContext(account, collection, group, id);
}

/**
 * Wraps living data keys under the current key-encryption key. Their records change in nothing else, and live no longer.
 *
 * @throws RangeError for a limit outside of its range, or when the key is the current one
 */
export async function renewKeys(kit: Kit, caller: Caller, { keyId, limit = 1000 }: KeyRenewal): Promise<RenewedKeys> {
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) {
    throw new RangeError('limit must be a whole number from 1 to 1000');
  }
  const holders = await holdersBehind(kit, keyId);
  if (holders.length === 0) throw new RangeError('keyId must not be the current key; rotate first');
  let renewed = 0;
  let left = false;
  for (const { id: account } of kit.accounts.all) {
    let count = 0;
    for (const holder of holders) {
      const { store } = holder;
      const query = { account, index: WRAPPED_UNDER, value: keyId };
      const { records } = await store.list({ ...query, limit });
      for (const record of records) if (await renewOne(kit, holder, record)) count += 1;
      left ||= (await store.list({ ...query, limit: 1 })).records.length > 0;
    }
    renewed += count;
    if (count > 0) {
      const entry = auditEntry(kit, caller, 'keys-renew', { kind: 'store', id: 'all' }, 'done');
      await kit.audit.record(account, { ...entry, count });
    }
  }
  return { renewed, left };
}

/** A store, and what wraps the data keys in it. */
interface Holder {
  readonly store: Store;
  readonly keys: KeyProvider;
}

/** Those that wrap with another key now. Answers with keys of their own may have left behind what is current for the records. */
async function holdersBehind(kit: Kit, keyId: string): Promise<readonly Holder[]> {
  const { stores, vault } = kit;
  const all: Holder[] = [{ store: stores.records, keys: kit.keys }];
  if (vault && vault.sealed !== stores.records) all.push({ store: vault.sealed, keys: vault.keys });
  const context = contextOfKey({ account: '', collection: '', group: '', id: '' });
  const current = await Promise.all(all.map(async ({ keys }) => (await keys.wrap(new Uint8Array(32), context)).keyId));
  return all.filter((_, at) => current[at] !== keyId);
}

/** @returns false when the record changed meanwhile: it is listed again if it still needs it */
async function renewOne(kit: Kit, { store, keys }: Holder, record: StoredRecord): Promise<boolean> {
  const { account, group, collection, id, version, expiresAt } = record;
  const key = { account, group, collection, id };
  const isConversation = collection === 'conversation';
  const conversation = isConversation ? conversationCodec.decode(record.body) : undefined;
  const wrapped = conversation?.transcriptKey ?? dataKeyCodec.decode(record.body);
  const renewed = await rewrap(keys, key, wrapped);
  if (!renewed) throw new TellsafeError('key_unknown');
  const body = conversation
    ? conversationCodec.encode({ ...conversation, transcriptKey: renewed })
    : dataKeyCodec.encode(renewed);
  const index = conversation
    ? conversationIndex({ ...conversation, transcriptKey: renewed })
    : [wrappedUnder(renewed.keyId, record.index?.[0]?.order ?? kit.clock())];
  return store.commit({
    account,
    group,
    expect: [{ key, version }],
    put: [{ ...key, body, expiresAt, index }],
  });
}

async function rewrap(
  keys: KeyProvider,
  key: Key,
  { keyId, bytes }: DataKeyRecord,
): Promise<DataKeyRecord | undefined> {
  const context = contextOfKey(key);
  const dataKey = await unlessDestroyed(keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, context));
  if (!dataKey) return undefined;
  const wrapped = await keys.wrap(dataKey, context);
  dataKey.fill(0);
  return { keyId: wrapped.keyId, bytes: toBase64url(wrapped.bytes) };
}
