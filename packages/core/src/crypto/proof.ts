// Proofs, the side that makes them (pages and agent clients): "this request comes from the holder of this key".
// Symmetric on purpose: checking costs a server microseconds and it stores nothing (the key is derived again).
import { toBase64url } from '../encoding/base64url.ts';
import type { RandomBytes } from '../ids.ts';
import { sha256 } from './digest.ts';
import { PROOF_NONCE_BYTES, PROOF_VERSION, type ProofRequest, proofMacInput } from './proof-format.ts';
import { webSubtle } from './subtle.ts';

export { importProofKey, PROOF_KEY_BYTES } from './proof-key.ts';

/**
 * Makes the value of the `Tellsafe-Proof` header.
 *
 * @param key - from `importProofKey`
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
