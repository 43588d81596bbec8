// What is derived from the pepper instead of being stored: the exact bytes under each MAC (HMAC-SHA-256 by the key provider).
// Each has its own first part, so that no MAC of one kind is ever valid as another.
import { lengthPrefixed } from '../encoding/length-prefixed.ts';

/**
 * Under the secret of a handle; the first 16 bytes of the MAC are the secret.
 *
 * @param accountId - account
 * @param conversationId - conversation
 * @param nonce - 16 random bytes, stored in the invitation
 */
export function handleSecretInput(
  accountId: string,
  conversationId: string,
  nonce: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/handle-secret/v1', accountId, conversationId, nonce);
}

/** Names one invitation. */
export interface InvitationAddress {
  readonly accountId: string;
  readonly conversationId: string;
  readonly invitationId: string;
}

/**
 * Under the secret of a submit key, so that a repeated `open` gets the same key.
 *
 * @param address - the invitation
 * @param deviceId - the device that opened the form
 * @param generation - which of the device's submit keys; a random number, so that no key comes again after a restore
 * @throws RangeError when the generation is not a whole number from 0
 */
export function submitSecretInput(
  address: InvitationAddress,
  deviceId: string,
  generation: number,
): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(generation) || generation < 0) throw new RangeError('generation must be 0 or more');
  const { accountId, conversationId, invitationId } = address;
  const parts = [accountId, conversationId, invitationId, deviceId, String(generation)];
  return lengthPrefixed('tellsafe/submit-secret/v1', ...parts);
}

/**
 * Under a device key.
 *
 * @param address - the invitation
 * @param deviceId - the device that opened the form
 */
export function deviceKeyInput(address: InvitationAddress, deviceId: string): Uint8Array<ArrayBuffer> {
  const { accountId, conversationId, invitationId } = address;
  return lengthPrefixed('tellsafe/device/v1', accountId, conversationId, invitationId, deviceId);
}

/**
 * Under the key of an agent session.
 *
 * @param accountId - account
 * @param sessionId - agent session
 */
export function sessionKeyInput(accountId: string, sessionId: string): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/session/v1', accountId, sessionId);
}

/**
 * Under the MAC of a consumer key.
 *
 * @param accountId - account
 * @param conversationId - conversation
 * @param macKeyId - the pepper in use when the conversation started, stored in the conversation
 */
export function consumerKeyInput(accountId: string, conversationId: string, macKeyId: string): Uint8Array<ArrayBuffer> {
  return lengthPrefixed('tellsafe/consumer/v1', accountId, conversationId, macKeyId);
}
