// Archive keys that a manager has imported: in this page's memory for the session, never in a storage.
import { TellsafeError } from '@tellsafe/core';
import { type ArchiveKeyName, openArchiveKeyFile } from '@tellsafe/core/answers/archive';
import type { RandomBytes } from '@tellsafe/core/crypto';
import { unwrapPrivateKey, type WrappedPrivateKey, wrapPrivateKey } from './key-wrapping.ts';
import type { OpeningKey } from './recipient-keys.ts';

/** An archive key that is imported, by its public parts. */
export type ImportedArchiveKey = Pick<ArchiveKeyName, 'keyId' | 'suite'>;

/** The imported keys of a session. */
export interface ArchiveKeys {
  /** @throws {TellsafeError} `key_file_invalid`; `session_invalid` when the session ended meanwhile */
  add(file: Uint8Array, passphrase: string | undefined, isLive: () => boolean): Promise<ImportedArchiveKey>;
  /** @throws {TellsafeError} `key_unknown` when it is not imported */
  use<Result>(keyId: string, run: (key: OpeningKey) => Promise<Result>): Promise<Result>;
  all(): readonly ImportedArchiveKey[];
  destroyAll(): void;
}

type Held = ImportedArchiveKey & ({ readonly key: CryptoKey } | { readonly wrapped: WrappedPrivateKey });

/**
 * No keys yet.
 *
 * **Security:** an `x25519` key becomes non-extractable at once. Of `xwing` no platform has such a key: its seed is kept as
 * ciphertext under a non-extractable AES-GCM key, is bytes for the moment of one reading, and is wiped after it.
 */
export function createArchiveKeys(random: RandomBytes): ArchiveKeys {
  const held = new Map<string, Held>();
  return {
    async add(file, passphrase, isLive) {
      const { keyId, suite, privateKey } = await openArchiveKeyFile(file, passphrase);
      const name = { keyId, suite };
      const isBytes = privateKey instanceof Uint8Array;
      const entry: Held = isBytes
        ? { ...name, wrapped: await wrapPrivateKey(privateKey, random) }
        : { ...name, key: privateKey };
      if (!isLive()) throw new TellsafeError('session_invalid');
      held.set(keyId, entry);
      return name;
    },
    async use(keyId, run) {
      const entry = held.get(keyId);
      if (!entry) throw new TellsafeError('key_unknown', { keyId });
      const privateKey = 'key' in entry ? entry.key : await unwrapPrivateKey(entry.wrapped);
      try {
        return await run({ suite: entry.suite, keyId, privateKey });
      } finally {
        if (privateKey instanceof Uint8Array) privateKey.fill(0);
      }
    },
    all: () => [...held.values()].map(({ keyId, suite }) => ({ keyId, suite })),
    destroyAll: () => held.clear(),
  };
}
