// SHA-256 by WebCrypto, for pages. Servers hash synchronously, see sync.ts.
import { asBufferSource, webSubtle } from './subtle.ts';

/** Bytes of a SHA-256 digest. */
export const SHA256_BYTES = 32;

/**
 * SHA-256.
 *
 * @param bytes - any length
 * @returns 32 bytes
 * @throws TellsafeError `secure_context_required` without WebCrypto
 */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await webSubtle().digest('SHA-256', asBufferSource(bytes)));
}
