// Proofs as docs/protocol.md §5 has them, made synchronously: a client of its own, so that the load stays cheap.
import { hash, randomBytes } from 'node:crypto';
import { hmacSync } from '@tellsafe/core/crypto/sync';
import { lengthPrefixed } from '@tellsafe/core/encoding';

/** The value of the `Tellsafe-Proof` header of a POST. */
export function proofOf(key: Buffer, subject: string, path: string, body: string): string {
  const at = `${Date.now()}`;
  const nonce = randomBytes(16);
  const digest = hash('sha256', body, 'buffer');
  const input = lengthPrefixed('tellsafe/proof/v1', subject, 'POST', path, digest, at, nonce);
  const mac = Buffer.from(hmacSync(key, input));
  return `v1.${subject}.${at}.${nonce.toString('base64url')}.${mac.toString('base64url')}`;
}
