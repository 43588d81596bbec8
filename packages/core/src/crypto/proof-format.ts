// Format of a proof: the MAC's input and the header's parts, shared by the side that makes and the side that checks.
import { lengthPrefixed } from '../encoding/length-prefixed.ts';

/** Name of the header that carries a proof. */
export const PROOF_HEADER = 'Tellsafe-Proof';

/** Version that starts the header's value. */
export const PROOF_VERSION = 'v1';

/** Random bytes in each proof. */
export const PROOF_NONCE_BYTES = 16;

/** The request that a proof belongs to. */
export interface ProofRequest {
  /** Agent session id, or `device`. */
  readonly subject: string;
  /** HTTP method; upper-cased in the proof. */
  readonly method: string;
  /** Path and query relative to the base path, starting with `/v1/`. */
  readonly path: string;
  /** Body as sent; empty for requests without one. */
  readonly body: Uint8Array;
}

/**
 * What the MAC of a proof covers.
 *
 * @param request - the request
 * @param bodyHash - SHA-256 of the body, 32 bytes
 * @param atMs - instant of the proof, epoch milliseconds of the server's clock as the client knows it
 * @param nonce - 16 random bytes
 */
export function proofMacInput(
  request: Omit<ProofRequest, 'body'>,
  bodyHash: Uint8Array,
  atMs: number,
  nonce: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const { subject, method, path } = request;
  return lengthPrefixed('tellsafe/proof/v1', subject, method.toUpperCase(), path, bodyHash, String(atMs), nonce);
}
