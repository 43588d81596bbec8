// One-time keys as texts. Text: base64url( purpose (1) ‖ conversation id (16) ‖ invitation id (16) ‖ secret (32) ‖ account id ).
// The ids only say where to look; what proves the key is the MAC over account, purpose and secret.
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { UUID_BYTES, uuidFromBytes, uuidToBytes } from '../ids.ts';
import { type Purpose, purposeByte, purposeOf } from './purpose.ts';
import { decodeWithAccount, encodeWithAccount } from './tail.ts';

/** What a one-time key says. */
export interface OneTimeKey {
  readonly purpose: Purpose;
  readonly accountId: string;
  readonly conversationId: string;
  readonly invitationId: string;
  /** 32 bytes. */
  readonly secret: Uint8Array;
}

/** Bytes of a one-time key's secret: 256 bits. */
export const ONE_TIME_KEY_SECRET_BYTES = 32;

const FIXED_BYTES = 1 + UUID_BYTES + UUID_BYTES + ONE_TIME_KEY_SECRET_BYTES;

/**
 * Writes a one-time key.
 *
 * @param key - its parts
 * @throws RangeError when the secret has not 32 bytes or the account id is not one
 * @throws TellsafeError `encoding_invalid` when an id is not a UUID
 */
export function encodeOneTimeKey(key: OneTimeKey): string {
  if (key.secret.length !== ONE_TIME_KEY_SECRET_BYTES) throw new RangeError('secret must be 32 bytes long');
  const purpose = Uint8Array.of(purposeByte(key.purpose));
  const parts = [purpose, uuidToBytes(key.conversationId), uuidToBytes(key.invitationId), key.secret];
  return encodeWithAccount(parts, key.accountId);
}

/**
 * Reads a one-time key.
 *
 * @param text - anything
 * @returns null for anything that is not exactly a one-time key
 */
export function parseOneTimeKey(text: unknown): OneTimeKey | null {
  const decoded = decodeWithAccount(text, FIXED_BYTES);
  const purpose = purposeOf(decoded?.fixed[0]);
  if (decoded === null || purpose === undefined) return null;
  const { fixed, accountId } = decoded;
  return {
    purpose,
    accountId,
    conversationId: uuidFromBytes(fixed.subarray(1, 1 + UUID_BYTES)),
    invitationId: uuidFromBytes(fixed.subarray(1 + UUID_BYTES, 1 + 2 * UUID_BYTES)),
    secret: fixed.slice(1 + 2 * UUID_BYTES),
  };
}

/**
 * What the stored MAC of a key covers; the MAC's own key is the account operator's pepper (SF-OTK-05).
 *
 * @param key - the parts that count
 */
export function oneTimeKeyMacInput(key: Pick<OneTimeKey, 'accountId' | 'purpose' | 'secret'>): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/otk/v1', key.accountId, key.purpose, key.secret);
}
