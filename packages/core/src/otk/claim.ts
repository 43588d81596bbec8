// A page's claim: random bytes that it makes once and sends once, so that one device, not one request, opens a form.
import { sha256 } from '../crypto/digest.ts';
import { toBase64url } from '../encoding/base64url.ts';
import { lengthPrefixed } from '../encoding/length-prefixed.ts';

/** Bytes of a claim. */
export const CLAIM_BYTES = 32;

/**
 * Bytes whose SHA-256 names the device.
 *
 * @param claim - exactly 32 bytes
 * @throws RangeError when the claim has another length
 */
export function claimInput(claim: Uint8Array): Uint8Array<ArrayBuffer> {
  if (claim.length !== CLAIM_BYTES) throw new RangeError('claim must be 32 bytes long');
  return lengthPrefixed('tellsafe/claim/v1', claim);
}

/**
 * The device that made a claim.
 *
 * @param claim - exactly 32 bytes
 * @returns device id, 43 characters
 * @throws RangeError when the claim has another length
 */
export async function deviceIdOf(claim: Uint8Array): Promise<string> {
  return toBase64url(await sha256(claimInput(claim)));
}
