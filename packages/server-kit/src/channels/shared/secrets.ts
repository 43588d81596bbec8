// Signatures of providers: HMACs under the current secret or, during a rotation, the previous one. Both are always tried, and compared
// in constant time.
import { equalBytes } from '@tellsafe/core/crypto';
import { asBuffer } from './bytes.ts';

/** The secret in use first; a second one is the one before it, while both are in use. */
export type Secrets = readonly [current: string, previous?: string];

/** Hash of an HMAC. */
export type HmacHash = 'SHA-1' | 'SHA-256' | 'SHA-512';

/** An HMAC. @param key UTF-8 of a text, or bytes */
export async function hmac(hash: HmacHash, key: string | Uint8Array, data: Uint8Array): Promise<Uint8Array> {
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key;
  const imported = await crypto.subtle.importKey('raw', asBuffer(bytes), { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', imported, asBuffer(data)));
}

/**
 * By which secret a signature was made.
 *
 * @param expected makes the signature that a secret would give
 * @param given the one that came
 */
export async function matchingSecret(
  secrets: Secrets,
  given: Uint8Array,
  expected: (secret: string) => Promise<Uint8Array | readonly Uint8Array[]>,
): Promise<'current' | 'previous' | undefined> {
  const matches = await Promise.all(
    secrets.map(async (secret) => {
      const made = await expected(secret as string);
      const all = made instanceof Uint8Array ? [made] : made;
      return all.map((each) => equalBytes(each, given)).includes(true);
    }),
  );
  if (matches[0]) return 'current';
  return matches[1] ? 'previous' : undefined;
}
