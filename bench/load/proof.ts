// Proofs as docs/protocol.md §5 has them, made synchronously: a client of its own, so that the load stays cheap.
import { createHmac, hash, randomBytes } from 'node:crypto';
import { lengthPrefixed } from '@tellsafe/core/encoding';

/** The value of the `Tellsafe-Proof` header of a POST. */
export function proofOf(key: Buffer, subject: string, path: string, body: string): string {
  const at = `${Date.now()}`;
  const nonce = randomBytes(16);
  const digest = hash('sha256', body, 'buffer');
  const input = lengthPrefixed('tellsafe/proof/v1', subject, 'POST', path, digest, at, nonce);
  const mac = createHmac('sha256', key).update(input).digest('base64url');
  return `v1.${subject}.${at}.${nonce.toString('base64url')}.${mac}`;
}
