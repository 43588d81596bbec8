// Proofs, the side that checks them (servers): synchronous, stateless.
import { fromBase64url, isBase64url } from '../encoding/base64url.ts';
import { isUuid } from '../ids.ts';
import { equalBytes } from './constant-time.ts';
import { syncHash } from './hash-sync.ts';
import { PROOF_NONCE_BYTES, PROOF_VERSION, type ProofRequest, proofMacInput } from './proof-format.ts';

/** A proof as it came, nothing checked but its form. */
export interface Proof {
  /** Agent session id, or `device`. */
  readonly subject: string;
  readonly atMs: number;
  readonly nonce: Uint8Array;
  readonly mac: Uint8Array;
}

/** How far the time of a proof may be from the server's clock, in either direction. */
export const PROOF_WINDOW_MS = 60_000;

const wholeMs = /^(?:0|[1-9]\d{0,15})$/;

/**
 * Parses the value of the `Tellsafe-Proof` header.
 *
 * @param header - the header's value, or nothing
 * @returns the proof, or null when it has not exactly the form of one
 */
export function parseProof(header: string | null | undefined): Proof | null {
  const parts = header?.split('.', 6) ?? [];
  const [version, subject = '', at = '', nonce, mac] = parts;
  if (parts.length !== 5 || version !== PROOF_VERSION) return null;
  if (subject !== 'device' && !isUuid(subject)) return null;
  if (!wholeMs.test(at) || !Number.isSafeInteger(Number(at))) return null;
  if (!isBase64url(nonce, PROOF_NONCE_BYTES) || !isBase64url(mac, 32)) return null;
  return { subject, atMs: Number(at), nonce: fromBase64url(nonce), mac: fromBase64url(mac) };
}

/**
 * Checks a proof. The MAC is checked first, so that only the holder of the key learns that its clock is off.
 *
 * @param key - the device key or session key, derived again
 * @param proof - from {@link parseProof}
 * @param request - the request as received; `subject` is whom the server takes the caller for
 * @param nowMs - the server's clock, epoch milliseconds
 * @param windowMs - tolerated distance in either direction, both ends included
 * @returns `ok`, `stale` (genuine, wrong time) or `invalid`
 */
export function verifyProof(
  key: Uint8Array,
  proof: Proof,
  request: ProofRequest,
  nowMs: number,
  windowMs: number = PROOF_WINDOW_MS,
): 'ok' | 'stale' | 'invalid' {
  const input = proofMacInput(request, syncHash.sha256(request.body), proof.atMs, proof.nonce);
  const genuine = equalBytes(syncHash.hmac(key, [input]), proof.mac);
  if (!genuine || proof.subject !== request.subject) return 'invalid';
  return Math.abs(nowMs - proof.atMs) <= windowMs ? 'ok' : 'stale';
}
