// Texts of a conversation at rest: sealed with the conversation's own data key, which the key provider wraps (SF-RET-02).
import { TellsafeError } from '@tellsafe/core';
import { atRestContext, DATA_KEY_BYTES, openAtRest, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, fromUtf8, lengthPrefixed, toBase64url, utf8 } from '@tellsafe/core/encoding';
import { DataKey } from './data-keys.ts';
import type { Kit } from './kit.ts';
import { decodeRecord } from './records/codec.ts';
import type { ConversationRecord, SealedText } from './records/conversation.ts';
import { conversationCodec } from './records/conversation.ts';
import { conversationKey } from './records/keys.ts';
import { unlessDestroyed } from './unless-destroyed.ts';

/** Seals, opens and recognises the texts of one conversation. */
export interface Transcript {
  /** @param id what the text belongs to: a message id, or the name of a field */
  seal(id: string, text: string): SealedText;
  open(id: string, sealed: SealedText): string;
  /** base64url MAC of a request's content: equal for equal contents, and tells nothing else. */
  contentMac(...parts: readonly string[]): string;
}

/** Makes the data key of a new conversation. */
export async function createTranscriptKey(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<ConversationRecord['transcriptKey']> {
  const draft = await draftTranscript(kit, account, conversationId);
  draft.keep();
  return draft.transcriptKey;
}

/** The transcript of a conversation that may come to be. */
export interface DraftTranscript {
  readonly transcriptKey: ConversationRecord['transcriptKey'];
  readonly transcript: Transcript;
  /** The conversation is stored. Until then nobody else may use its key: another draft of the same conversation may win. */
  keep(): void;
  /** It did not come to be. */
  drop(): void;
}

/** Makes the data key of a conversation that others may be making as well. */
export async function draftTranscript(kit: Kit, account: string, conversationId: string): Promise<DraftTranscript> {
  const bytes = kit.random(DATA_KEY_BYTES);
  const transcriptKey = await wrap(kit, account, conversationId, bytes);
  const dataKey = new DataKey(bytes);
  return {
    transcriptKey,
    transcript: transcript(kit, dataKey, account, conversationId),
    keep: () => {
      kit.caches.transcriptKeys.set(cacheKey(account, conversationId), Uint8Array.from(dataKey.bytes), kit.clock());
      dataKey.wipe();
    },
    drop: () => dataKey.wipe(),
  };
}

/**
 * The transcript of a conversation whose record is at hand.
 *
 * @throws TellsafeError `conversation_unknown` when the key-encryption key of its data key was destroyed: it is erased
 */
export async function transcriptOf(kit: Kit, account: string, conversation: KeyedConversation): Promise<Transcript> {
  const dataKey = await unlessDestroyed(dataKeyOf(kit, account, conversation));
  if (!dataKey) throw new TellsafeError('conversation_unknown');
  return transcript(kit, dataKey, account, conversation.id);
}

/**
 * The same, for lists and readers of feeds.
 *
 * @returns undefined when the conversation is erased
 */
export async function transcriptUnlessErased(
  kit: Kit,
  account: string,
  conversation: KeyedConversation,
): Promise<Transcript | undefined> {
  const dataKey = await unlessDestroyed(dataKeyOf(kit, account, conversation));
  return dataKey && transcript(kit, dataKey, account, conversation.id);
}

/**
 * The transcript of a conversation by its id, for readers of feeds.
 *
 * @returns undefined when the conversation is gone or erased
 */
export async function findTranscript(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<Transcript | undefined> {
  const cached = kit.caches.transcriptKeys.get(cacheKey(account, conversationId), kit.clock());
  if (cached) return transcript(kit, cached, account, conversationId);
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored);
  return conversation && transcriptUnlessErased(kit, account, conversation.value);
}

/**
 * The conversation with its data key under the current key-encryption key. Whoever stores a conversation anew keeps it for the
 * retention from then on, and with it what opens it: so a key-encryption key is needed no longer than the retention after it was
 * replaced.
 *
 * @throws TellsafeError `conversation_unknown` when the conversation is erased
 */
export async function rewrapped(
  kit: Kit,
  account: string,
  conversation: ConversationRecord,
): Promise<ConversationRecord> {
  const dataKey = await unlessDestroyed(dataKeyOf(kit, account, conversation));
  if (!dataKey) throw new TellsafeError('conversation_unknown');
  const transcriptKey = await wrap(kit, account, conversation.id, dataKey.bytes);
  return transcriptKey.keyId === conversation.transcriptKey.keyId ? conversation : { ...conversation, transcriptKey };
}

/** Forgets the data key of a conversation that is erased. What began before may end. */
export function dropTranscriptKey(kit: Kit, account: string, conversationId: string): void {
  kit.caches.transcriptKeys.drop(cacheKey(account, conversationId), kit.clock());
}

type KeyedConversation = Pick<ConversationRecord, 'id' | 'transcriptKey'>;

async function dataKeyOf(kit: Kit, account: string, { id, transcriptKey }: KeyedConversation): Promise<DataKey> {
  const { transcriptKeys } = kit.caches;
  const cached = transcriptKeys.get(cacheKey(account, id), kit.clock());
  if (cached) return cached;
  const { keyId, bytes } = transcriptKey;
  const dataKey = await kit.keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, keyContext(account, id));
  return transcriptKeys.set(cacheKey(account, id), dataKey, kit.clock());
}

async function wrap(
  kit: Kit,
  account: string,
  conversationId: string,
  dataKey: Uint8Array,
): Promise<ConversationRecord['transcriptKey']> {
  const { keyId, bytes } = await kit.keys.wrap(dataKey, keyContext(account, conversationId));
  return { keyId, bytes: toBase64url(bytes) };
}

function transcript(kit: Kit, dataKey: DataKey, account: string, conversationId: string): Transcript {
  const context = (id: string) => atRestContext(account, 'transcript', conversationId, id);
  return {
    seal: (id, text) => toBase64url(sealAtRest(dataKey.bytes, utf8(text), context(id), kit.random)),
    open: (id, sealed) => fromUtf8(openAtRest(dataKey.bytes, fromBase64url(sealed), context(id))),
    contentMac: (...parts) =>
      toBase64url(hmacSync(dataKey.bytes, lengthPrefixed('tellsafe/request-content/v1', ...parts))),
  };
}

function keyContext(account: string, conversationId: string): Uint8Array {
  return atRestContext(account, 'conversation', conversationId, conversationId);
}

function cacheKey(account: string, conversationId: string): string {
  return `${account}/${conversationId}`;
}
