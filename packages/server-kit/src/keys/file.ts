// Keys in a file that only its owner can read: for one machine, or for several processes that have the same file. Uses and
// watches the keys; the file itself is file-set.ts's matter.
import { type Clock, type RandomBytes, systemClock, TellsafeError } from '@tellsafe/core';
import { serverRandom } from '../random.ts';
import { every } from '../timer.ts';
import { stampNow, stampOf } from './file-access.ts';
import { ArchiveKeys } from './file-archive-keys.ts';
import { changeKeySet, type KeyFileSource, type ReadKeySet, readKeySet, refuseStaged } from './file-set.ts';
import { KeyRing } from './key-ring.ts';
import { type KeySet, rotated, without } from './key-set.ts';
import { LookLimit } from './look-limit.ts';
import type { ArchivedCopy, KeyedMac, KeyProvider, WrappedKey } from './types.ts';

export { createKeyFile, type KeyFileSource } from './file-set.ts';

/** Options of {@link fileKeys}. */
export interface FileKeysOptions extends KeyFileSource {
  /** How often the file is looked at for changes, 100 to 60,000 ms, default 2,000. */
  readonly checkEveryMs?: number;
  /** Files of archive keys, without a passphrase, that this vault opens history with; read once, default none. */
  readonly archive?: readonly string[];
  /** Hears that the file has changed and cannot be used: the keys from before stay in use, and it is looked at again. */
  readonly onWarning?: (error: unknown) => void;
}

/** Keys of a file. */
export interface FileKeys extends KeyProvider {
  readonly archiveKeyIds: readonly string[];
  openArchive(copy: ArchivedCopy): Promise<Uint8Array>;
  /** Stops watching the file. The keys that are held stay usable. */
  close(): void;
}

/**
 * Opens a key file made by `tellsafe keys init`. It is read at once, so that a program without its keys does not start.
 *
 * Any number of processes may use one file, or copies of it. Each looks every `checkEveryMs` whether the file has changed, and
 * at once when it meets a key id that it does not know; so what one rotates in is known to the others, and what is destroyed is
 * forgotten by them, its bytes wiped, within that time. No call reads or looks at the file otherwise.
 *
 * @param path the key file, mode 0600
 * @throws TellsafeError `key_file_invalid` when it is missing, readable by others, or not a whole key file; `setting_invalid`
 * @example
 * ```ts
 * const keys = fileKeys('tellsafe.keys');
 * ```
 */
export function fileKeys(path: string, options: FileKeysOptions = {}): FileKeys {
  const {
    random = serverRandom,
    clock = systemClock,
    checkEveryMs = 2_000,
    archive = [],
    onWarning = () => {},
  } = options;
  if (!Number.isInteger(checkEveryMs) || checkEveryMs < 100 || checkEveryMs > 60_000) {
    throw new TellsafeError('setting_invalid', { key: 'checkEveryMs', value: checkEveryMs, min: 100, max: 60_000 });
  }
  return new WatchedFile(path, { random, clock, checkEveryMs, archive, onWarning });
}

class WatchedFile implements FileKeys {
  readonly #path: string;
  readonly #random: RandomBytes;
  readonly #clock: Clock;
  readonly #onWarning: (error: unknown) => void;
  readonly #looks: LookLimit;
  readonly #archive: ArchiveKeys;
  readonly #stop: () => void;
  #checking = false;
  /** Why the latest look ended without an answer. */
  #failure: unknown;
  #stamp: string;
  #ring: KeyRing;

  constructor(path: string, { random, clock, checkEveryMs, archive, onWarning }: Required<FileKeysOptions>) {
    this.#path = path;
    this.#random = random;
    this.#clock = clock;
    this.#onWarning = onWarning;
    this.#looks = new LookLimit(clock);
    this.#archive = new ArchiveKeys(archive);
    const { set, stamp } = readKeySet(path);
    this.#stamp = stamp;
    this.#ring = new KeyRing(set);
    this.#stop = every(checkEveryMs, () => void this.#check());
  }

  async mac(data: Uint8Array, keyId?: string): Promise<KeyedMac> {
    return this.#ringWith(keyId).mac(data, keyId);
  }

  async wrap(dataKey: Uint8Array, context: Uint8Array): Promise<WrappedKey> {
    return this.#ring.wrap(dataKey, context, this.#random);
  }

  async unwrap(wrapped: WrappedKey, context: Uint8Array): Promise<Uint8Array> {
    return this.#ringWith(wrapped.keyId).unwrap(wrapped, context);
  }

  async rotate(): Promise<void> {
    this.#change((set) => {
      refuseStaged(this.#path, set);
      return rotated(set, { random: this.#random, now: this.#clock() });
    });
  }

  async destroy(keyId: string): Promise<void> {
    this.#change((set) => without(set, keyId));
  }

  get archiveKeyIds(): readonly string[] {
    return this.#archive.ids;
  }

  async openArchive(copy: ArchivedCopy): Promise<Uint8Array> {
    return this.#archive.open(copy);
  }

  close(): void {
    this.#stop();
  }

  /** The keys; read anew when this one is not among them and the file has changed. */
  #ringWith(keyId: string | undefined): KeyRing {
    if (keyId === undefined || this.#ring.holds(keyId)) return this.#ring;
    if (this.#looks.allows(keyId)) this.#look(keyId);
    // Unknown would say that the key is dead; nobody can tell while the file cannot be read.
    else if (this.#failure) throw this.#failure;
    return this.#ring;
  }

  #look(keyId: string): void {
    try {
      if (stampNow(this.#path) !== this.#stamp) this.#use(readKeySet(this.#path));
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
      this.#looks.repeat(keyId);
      throw error;
    }
  }

  #change(change: (set: KeySet) => KeySet): void {
    changeKeySet(this.#path, change, this.#random);
    this.#use(readKeySet(this.#path));
  }

  /** One look at a time: a file server that hangs must not gather them. */
  async #check(): Promise<void> {
    if (this.#checking) return;
    this.#checking = true;
    try {
      if ((await stampOf(this.#path)) !== this.#stamp) this.#use(readKeySet(this.#path));
      this.#failure = undefined;
    } catch (error) {
      this.#onWarning(error);
    } finally {
      this.#checking = false;
    }
  }

  #use({ set, stamp }: ReadKeySet): void {
    const old = this.#ring;
    this.#ring = new KeyRing(set);
    this.#stamp = stamp;
    old.destroy();
  }
}
