// Texts of a conversation at rest: sealed with the conversation's own data key, which the key provider wraps (SF-RET-02).
import { atRestContext, DATA_KEY_BYTES, openAtRest, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url, fromUtf8, lengthPrefixed, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { Kit } from './kit.ts';
import { decodeRecord } from './records/codec.ts';
import type { ConversationRecord, SealedText } from './records/conversation.ts';
import { conversationCodec } from './records/conversation.ts';
import { conversationKey } from './records/keys.ts';

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
  const dataKey = kit.random(DATA_KEY_BYTES);
  const { keyId, bytes } = await kit.keys.wrap(dataKey, keyContext(account, conversationId));
  kit.caches.transcriptKeys.set(cacheKey(account, conversationId), Uint8Array.from(dataKey));
  return { keyId, bytes: toBase64url(bytes) };
}

/** The transcript of a conversation whose record is at hand. */
export async function transcriptOf(
  kit: Kit,
  account: string,
  conversation: Pick<ConversationRecord, 'id' | 'transcriptKey'>,
): Promise<Transcript> {
  const cached = kit.caches.transcriptKeys.get(cacheKey(account, conversation.id));
  if (cached) return transcript(kit, cached, account, conversation.id);
  const { keyId, bytes } = conversation.transcriptKey;
  const dataKey = await kit.keys.unwrap({ keyId, bytes: fromBase64url(bytes) }, keyContext(account, conversation.id));
  kit.caches.transcriptKeys.set(cacheKey(account, conversation.id), dataKey);
  return transcript(kit, dataKey, account, conversation.id);
}

/**
 * The transcript of a conversation by its id, for readers of feeds.
 *
 * @returns undefined when the conversation is gone
 */
export async function findTranscript(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<Transcript | undefined> {
  const cached = kit.caches.transcriptKeys.get(cacheKey(account, conversationId));
  if (cached) return transcript(kit, cached, account, conversationId);
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored);
  return conversation && transcriptOf(kit, account, conversation.value);
}

function transcript(kit: Kit, dataKey: Uint8Array, account: string, conversationId: string): Transcript {
  const context = (id: string) => atRestContext(account, 'transcript', conversationId, id);
  return {
    seal: (id, text) => toBase64url(sealAtRest(dataKey, utf8(text), context(id), kit.random)),
    open: (id, sealed) => fromUtf8(openAtRest(dataKey, fromBase64url(sealed), context(id))),
    contentMac: (...parts) => toBase64url(hmacSync(dataKey, lengthPrefixed('tellsafe/request-content/v1', ...parts))),
  };
}

function keyContext(account: string, conversationId: string): Uint8Array {
  return atRestContext(account, 'conversation', conversationId, conversationId);
}

function cacheKey(account: string, conversationId: string): string {
  return `${account}/${conversationId}`;
}
