// Access to WebCrypto, with one clear refusal where it is missing.
import { TellsafeError } from '../errors.ts';

/**
 * The platform's WebCrypto.
 *
 * @throws TellsafeError `secure_context_required` on pages that are not served over HTTPS or from localhost
 * @see https://w3c.github.io/webcrypto/#crypto-interface
 */
export function webSubtle(): SubtleCrypto {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) throw new TellsafeError('secure_context_required');
  return subtle;
}

/**
 * Bytes as WebCrypto's types want them: not backed by shared memory. Nothing in this project uses shared memory.
 *
 * @param bytes - any bytes; not copied
 */
export function asBufferSource(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>;
}
