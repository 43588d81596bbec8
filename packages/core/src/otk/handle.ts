// @tellsafe/core/otk/handle: the public name of an invitation. It lets a device watch, begin and decline, never see questions.
// Text: base64url( conversation id (16) ‖ secret (16) ‖ account id ). Nothing about it is stored; no library is needed.
import { sha256 } from '../crypto/digest.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import { UUID_BYTES, uuidFromBytes, uuidToBytes, withVersion4 } from '../ids.ts';
import { decodeWithAccount, encodeWithAccount } from './tail.ts';

/** What a handle says. */
export interface Handle {
  readonly accountId: string;
  readonly conversationId: string;
  /** 16 bytes. */
  readonly secret: Uint8Array;
}

/** Bytes of a handle's secret: 128 bits. */
export const HANDLE_SECRET_BYTES = 16;

/**
 * Writes a handle.
 *
 * @param handle - its parts
 * @throws RangeError when the secret has not 16 bytes or the account id is not one
 * @throws TellsafeError `encoding_invalid` when the conversation id is not a UUID
 */
export function encodeHandle(handle: Handle): string {
  if (handle.secret.length !== HANDLE_SECRET_BYTES) throw new RangeError('secret must be 16 bytes long');
  return encodeWithAccount([uuidToBytes(handle.conversationId), handle.secret], handle.accountId);
}

/**
 * Reads a handle.
 *
 * @param text - anything
 * @returns null for anything that is not exactly a handle
 */
export function parseHandle(text: unknown): Handle | null {
  const decoded = decodeWithAccount(text, UUID_BYTES + HANDLE_SECRET_BYTES);
  if (decoded === null) return null;
  const { fixed, accountId } = decoded;
  return {
    accountId,
    conversationId: uuidFromBytes(fixed.subarray(0, UUID_BYTES)),
    secret: fixed.slice(UUID_BYTES),
  };
}

/**
 * Bytes whose SHA-256 names the invitation of a handle.
 *
 * @param handle - its parts
 */
export function invitationIdInput(handle: Handle): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/handle/v1', handle.accountId, handle.conversationId, handle.secret);
}

/**
 * Turns the SHA-256 of {@link invitationIdInput} into the invitation id.
 *
 * @param digest - 32 bytes
 */
export function invitationIdFrom(digest: Uint8Array): string {
  return uuidFromBytes(withVersion4(digest.subarray(0, UUID_BYTES)));
}

/**
 * The invitation that a handle names. One way: the id tells nothing about the handle.
 *
 * @param handle - its parts
 * @returns UUID
 * @throws TellsafeError `secure_context_required` without WebCrypto
 */
export async function invitationIdOf(handle: Handle): Promise<string> {
  return invitationIdFrom(await sha256(invitationIdInput(handle)));
}
