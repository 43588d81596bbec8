// The bytes that tie a sealed copy to its place: HPKE's `info`.
import { lengthPrefixed } from '../encoding/length-prefixed.ts';
import type { PayloadClass, RecipientKey, SealContext } from './types.ts';

/**
 * `info` of one sealed copy.
 *
 * @param context - account, conversation, invitation, definition
 * @param payloadClass - which payload
 * @param recipient - whose copy
 * @see RFC 9180 §5.1
 */
export function sealInfo(
  context: SealContext,
  payloadClass: PayloadClass,
  recipient: Pick<RecipientKey, 'role' | 'keyId'>,
): Uint8Array<ArrayBuffer> {
  const { accountId, conversationId, invitationId, definitionHash } = context;
  return lengthPrefixed(
    'tellsafe/answers/v1',
    accountId,
    conversationId,
    invitationId,
    definitionHash,
    payloadClass,
    recipient.role,
    recipient.keyId,
  );
}

/**
 * Tells whether a payload of this class is meant for a recipient: the archive never gets off-the-record answers (SF-ACC-04).
 *
 * @param recipient - a recipient of the form
 * @param payloadClass - which payload
 */
export function mayReceive(recipient: Pick<RecipientKey, 'role'>, payloadClass: PayloadClass): boolean {
  return recipient.role === 'agent' || payloadClass === 'recorded';
}
