// The key of a conversation's consumer side, for the kit's own web chat. Sent as `Authorization: Bearer`, never in a URL.
// Text: base64url( conversation id (16) ‖ MAC (32) ‖ account id ). The server derives the MAC again; nothing is stored.
import { UUID_BYTES, uuidFromBytes, uuidToBytes } from '../ids.ts';
import { decodeWithAccount, encodeWithAccount } from './tail.ts';

/** What a consumer key says. */
export interface ConsumerKey {
  readonly accountId: string;
  readonly conversationId: string;
  /** 32 bytes: the MAC of {@link consumerKeyInput}. */
  readonly mac: Uint8Array;
}

const MAC_BYTES = 32;

/**
 * Writes a consumer key.
 *
 * @param key - its parts
 * @throws RangeError when the MAC has not 32 bytes or the account id is not one
 * @throws TellsafeError `encoding_invalid` when the conversation id is not a UUID
 */
export function encodeConsumerKey(key: ConsumerKey): string {
  if (key.mac.length !== MAC_BYTES) throw new RangeError('mac must be 32 bytes long');
  return encodeWithAccount([uuidToBytes(key.conversationId), key.mac], key.accountId);
}

/**
 * Reads a consumer key.
 *
 * @param text - anything
 * @returns null for anything that is not exactly a consumer key
 */
export function parseConsumerKey(text: unknown): ConsumerKey | null {
  const decoded = decodeWithAccount(text, UUID_BYTES + MAC_BYTES);
  if (decoded === null) return null;
  const { fixed, accountId } = decoded;
  return { accountId, conversationId: uuidFromBytes(fixed.subarray(0, UUID_BYTES)), mac: fixed.slice(UUID_BYTES) };
}
