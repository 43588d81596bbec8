// Device keys and session keys in a browser. Apart from proof.ts, because a page has its key before it proves anything.
import { asBufferSource, webSubtle } from './subtle.ts';

/** Bytes of a device key or a session key. */
export const PROOF_KEY_BYTES = 32;

/**
 * Imports a device key or a session key so that it can sign and never leave again.
 *
 * @param bytes - exactly 32 bytes; **Security:** overwritten with zeros, also when the import fails
 * @throws RangeError when there are not 32 bytes
 * @throws TellsafeError `secure_context_required`
 */
export async function importProofKey(bytes: Uint8Array): Promise<CryptoKey> {
  try {
    if (bytes.length !== PROOF_KEY_BYTES) throw new RangeError('bytes must be 32 bytes long');
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    return await webSubtle().importKey('raw', asBufferSource(bytes), algorithm, false, ['sign']);
  } finally {
    bytes.fill(0);
  }
}
