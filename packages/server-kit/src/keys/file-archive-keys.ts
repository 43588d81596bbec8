// Archive keys of a vault: private halves from the files of `tellsafe keys archive`, and opening with them. Nothing about answers.
import { TellsafeError } from '@tellsafe/core';
import { type ArchivedCopy, parseArchiveKeyFile } from '@tellsafe/core/answers/archive';
import { hpkeOpen, type SuiteId } from '@tellsafe/core/crypto/hpke';
import { recipientKeyIdSync } from '@tellsafe/core/crypto/sync';
import { fromBase64url } from '@tellsafe/core/encoding';
import { ownMemory } from '../own-memory.ts';
import { keyFileInvalid, readOwnFile, stampNow } from './file-access.ts';

interface Held {
  readonly suite: SuiteId;
  readonly privateKey: Uint8Array<ArrayBuffer>;
}

/** Archive keys that are held in memory. */
export class ArchiveKeys {
  readonly #held = new Map<string, Held>();

  /**
   * @param paths files without a passphrase, mode 0600
   * @throws TellsafeError `key_file_invalid` when one is missing, readable by others, locked, or no archive key file
   */
  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const { keyId, ...held } = readHeld(path);
      this.#held.set(keyId, held);
    }
  }

  /** Ids of the keys. */
  get ids(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** @throws TellsafeError `key_unknown`, `answers_invalid` */
  async open({ keyId, suite, enc, ciphertext, info, aad }: ArchivedCopy): Promise<Uint8Array> {
    const held = this.#held.get(keyId);
    if (!held) throw new TellsafeError('key_unknown');
    if (held.suite !== suite) throw new TellsafeError('answers_invalid');
    return hpkeOpen(suite, held.privateKey, enc, ciphertext, { info, aad });
  }

  /** Wipes every key. */
  destroy(): void {
    for (const { privateKey } of this.#held.values()) privateKey.fill(0);
    this.#held.clear();
  }
}

function readHeld(path: string): Held & { readonly keyId: string } {
  if (stampNow(path) === undefined)
    throw keyFileInvalid(path, 'It does not exist. Make it with: tellsafe keys archive');
  const { bytes } = readOwnFile(path);
  try {
    const { suite, keyId, publicKey, privateKey } = parseArchiveKeyFile(bytes);
    if (!privateKey) throw keyFileInvalid(path, 'It has a passphrase, which a server cannot type. Use a plain one.');
    if (recipientKeyIdSync(suite, fromBase64url(publicKey)) !== keyId) {
      throw keyFileInvalid(path, 'Its key id is not the one of its public key.');
    }
    return { suite, keyId, privateKey: ownMemory(privateKey) };
  } catch (error) {
    if (error instanceof TellsafeError && error.params?.key === 'path') throw error;
    throw keyFileInvalid(path, 'It is not a file of an archive key, as tellsafe keys archive makes it.', error);
  } finally {
    bytes.fill(0);
  }
}
