// Proofs, the side that makes them (pages and agent clients): "this request comes from the holder of this key".
// Symmetric on purpose: checking costs a server microseconds and it stores nothing (the key is derived again).
import { toBase64url } from '../encoding/base64url.ts';
import type { RandomBytes } from '../ids.ts';
import { sha256 } from './digest.ts';
import { PROOF_NONCE_BYTES, PROOF_VERSION, type ProofRequest, proofMacInput } from './proof-format.ts';
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

/**
 * Makes the value of the `Tellsafe-Proof` header.
 *
 * @param key - from {@link importProofKey}
 * @param request - the request exactly as it will be sent
 * @param options - `atMs`: epoch milliseconds of the server's clock as far as it is known; `random`
 * @returns `v1.<subject>.<atMs>.<nonce>.<mac>`
 * @throws RangeError when `atMs` is not a whole number of milliseconds
 * @throws TellsafeError `secure_context_required`
 */
export async function createProof(
  key: CryptoKey,
  request: ProofRequest,
  options: { readonly atMs: number; readonly random: RandomBytes },
): Promise<string> {
  const { atMs, random } = options;
  if (!Number.isSafeInteger(atMs) || atMs < 0) throw new RangeError('atMs must be epoch milliseconds');
  const nonce = random(PROOF_NONCE_BYTES);
  const input = proofMacInput(request, await sha256(request.body), atMs, nonce);
  const mac = new Uint8Array(await webSubtle().sign('HMAC', key, input));
  return [PROOF_VERSION, request.subject, atMs, toBase64url(nonce), toBase64url(mac)].join('.');
}
