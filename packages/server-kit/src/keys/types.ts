// The key provider port: the one-time key pepper (MAC keys) and the key-encryption keys that wrap data keys. Both are
// versioned; a new version is used for new work, the older ones serve what was made with them until they are destroyed.

import type { ArchivedCopy } from '@tellsafe/core/answers/archive';

/** A data key, encrypted. */
export interface WrappedKey {
  /** Which key-encryption key wrapped it. */
  readonly keyId: string;
  readonly bytes: Uint8Array;
}

/** A MAC and the id of the key that made it. */
export interface KeyedMac {
  readonly keyId: string;
  /** HMAC-SHA-256, 32 bytes. */
  readonly mac: Uint8Array;
}

/** What was sealed to an archive key, and what it is bound to. */
export type { ArchivedCopy } from '@tellsafe/core/answers/archive';

/** Holds the operator's keys and uses them; the raw keys never leave it. */
export interface KeyProvider {
  /**
   * HMAC-SHA-256 of the data under the pepper.
   *
   * @param keyId an older pepper; without it the current one.
   * @throws TellsafeError `key_unknown` when this key is not held.
   */
  mac(data: Uint8Array, keyId?: string): Promise<KeyedMac>;
  /**
   * Encrypts a 32-byte data key under the current key-encryption key, bound to the context.
   *
   * @throws RangeError when the data key is not 32 bytes long.
   */
  wrap(dataKey: Uint8Array, context: Uint8Array): Promise<WrappedKey>;
  /**
   * Decrypts a data key.
   *
   * @throws TellsafeError `key_unknown` when the key is not held, `at_rest_invalid` when bytes or context are not the ones
   * that were wrapped.
   */
  unwrap(wrapped: WrappedKey, context: Uint8Array): Promise<Uint8Array>;
  /**
   * Makes a new pepper and a new key-encryption key current; the older ones keep serving. Other processes with the same keys
   * must know the new ones as soon as they meet what was made with them.
   */
  rotate(): Promise<void>;
  /**
   * Forgets a key for ever: what it wrapped cannot be opened and what it signed cannot be checked any more. Here at once; in
   * other processes with the same keys within a time that the provider states.
   *
   * @throws TellsafeError `key_unknown` when the key is not held.
   * @throws RangeError when it is a current key; rotate first.
   */
  destroy(keyId: string): Promise<void>;
  /** Ids of the archive keys whose private halves are held; absent where brands keep theirs themselves. */
  readonly archiveKeyIds?: readonly string[];
  /**
   * Opens what was sealed to an archive key (HPKE, RFC 9180 §6.1). Needed by accounts with `archive: 'vault'`.
   *
   * @returns the bytes; the caller wipes them
   * @throws TellsafeError `key_unknown` when the key is not held, `answers_invalid` when it does not open.
   */
  openArchive?(copy: ArchivedCopy): Promise<Uint8Array>;
}
