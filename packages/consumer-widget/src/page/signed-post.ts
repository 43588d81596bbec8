// Requests with a device proof (protocol: Tellsafe-Proof), signed with the server's clock as far as its answers tell it.
import { createProof, PROOF_HEADER } from '@tellsafe/core/crypto';
import { type RandomBytes, utf8 } from '@tellsafe/core/encoding';
import { failedWith } from '../internal/request-failure.ts';
import type { DeviceTransport } from './device-transport.ts';

/** What is posted, and by whom. */
export interface SignedPost {
  /** Non-extractable device key. */
  readonly key: CryptoKey;
  /** Path below the base path, starting `/v1/`. */
  readonly path: string;
  /** A value, or bytes of JSON that are sent exactly as they are. */
  readonly body: unknown;
  readonly signal: AbortSignal;
}

/**
 * Posts JSON with a proof of the device key. When the server finds the proof too old or too new, its clock is known better now:
 * the request is signed anew and sent once more.
 *
 * @param means - transport and randomness
 * @param post - what and by whom
 * @returns the answer's JSON
 * @throws {RequestFailure} the server's code, or `network_failed`
 */
export async function postSigned(
  { transport, random }: { readonly transport: DeviceTransport; readonly random: RandomBytes },
  { key, path, body, signal }: SignedPost,
): Promise<unknown> {
  const bytes = body instanceof Uint8Array ? body : utf8(JSON.stringify(body));
  const attempt = async () => {
    const request = { subject: 'device', method: 'POST', path, body: bytes };
    const proof = await createProof(key, request, { atMs: transport.serverNow(), random });
    return transport.post(path, bytes, { headers: { [PROOF_HEADER]: proof }, signal });
  };
  try {
    return await attempt();
  } catch (error) {
    if (!failedWith(error, 'proof_stale')) throw error;
    return attempt();
  }
}
