// The invitation of a handle and the device of a claim, without promises, for servers.
import { hashSync } from '../crypto/sync.ts';
import { toBase64url } from '../encoding/base64url.ts';
import { claimInput } from './claim.ts';
import { type Handle, invitationIdFrom, invitationIdInput } from './handle.ts';

/**
 * The invitation that a handle names.
 *
 * @param handle - its parts
 * @returns UUID
 */
export function invitationIdOfSync(handle: Handle): string {
  return invitationIdFrom(hashSync(invitationIdInput(handle)));
}

/**
 * The device that made a claim.
 *
 * @param claim - exactly 32 bytes
 * @returns device id, 43 characters
 * @throws RangeError when the claim has another length
 */
export function deviceIdOfSync(claim: Uint8Array): string {
  return toBase64url(hashSync(claimInput(claim)));
}
