// Keys in a file that only its owner can read: for one machine, or for several processes that mount the same file.
import { type Clock, type RandomBytes, systemClock } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { changeOwnFile, createOwnFile, keyFileInvalid, type ReadFile, readOwnFile } from './file-access.ts';
import { formatKeyFile, parseKeyFile } from './file-format.ts';
import { KeyRing } from './key-ring.ts';
import { emptyKeySet, type KeySet, rotated, without } from './key-set.ts';
import type { KeyedMac, KeyProvider, WrappedKey } from './types.ts';

/** Options of {@link fileKeys} and {@link createKeyFile}. */
export interface FileKeysOptions {
  /** Source of keys and nonces. */
  readonly random?: RandomBytes;
  readonly clock?: Clock;
}

/**
 * Opens a key file made by `tellsafe keys init`. It is read at once, so that a program without its keys does not start.
 *
 * Several processes may use one file: a key id that is not known makes them look whether the file has changed. A key that
 * another process destroyed stays usable here until this process starts again.
 *
 * @param path - the key file, mode 0600
 * @throws TellsafeError `key_file_invalid` when it is missing, readable by others, or not a whole key file
 * @example
 * ```ts
 * const keys = fileKeys('tellsafe.keys');
 * ```
 */
export function fileKeys(path: string, { random = webRandom, clock = systemClock }: FileKeysOptions = {}): KeyProvider {
  return new FileKeys(path, random, clock);
}

/**
 * Makes a key file with a first key of each kind, mode 0600.
 *
 * @throws TellsafeError `key_file_invalid` when it exists already or cannot be made
 */
export function createKeyFile(path: string, { random = webRandom, clock = systemClock }: FileKeysOptions = {}): void {
  const text = formatKeyFile(rotated(emptyKeySet, { random, now: clock() }));
  createOwnFile(path, text, temporarySuffix(random));
}

class FileKeys implements KeyProvider {
  readonly #path: string;
  readonly #random: RandomBytes;
  readonly #clock: Clock;
  #stamp: string;
  #ring: KeyRing;

  constructor(path: string, random: RandomBytes, clock: Clock) {
    this.#path = path;
    this.#random = random;
    this.#clock = clock;
    const { text, stamp } = readOwnFile(path);
    this.#stamp = stamp;
    this.#ring = new KeyRing(parse(path, text));
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
    this.#change((set) => rotated(set, { random: this.#random, now: this.#clock() }));
  }

  async destroy(keyId: string): Promise<void> {
    this.#change((set) => without(set, keyId));
  }

  /** The keys; read anew when this one is not among them and the file has changed. */
  #ringWith(keyId: string | undefined): KeyRing {
    if (keyId !== undefined && !this.#ring.holds(keyId)) {
      const file = readOwnFile(this.#path);
      if (file.stamp !== this.#stamp) this.#use(file);
    }
    return this.#ring;
  }

  #change(change: (set: KeySet) => KeySet): void {
    const file = changeOwnFile(this.#path, temporarySuffix(this.#random), (text) =>
      formatKeyFile(change(parse(this.#path, text))),
    );
    this.#use(file);
  }

  #use({ text, stamp }: ReadFile): void {
    const next = new KeyRing(parse(this.#path, text));
    const old = this.#ring.set;
    this.#ring = next;
    this.#stamp = stamp;
    for (const { key } of [...old.macKeys, ...old.wrapKeys]) key.fill(0);
  }
}

function parse(path: string, text: string): KeySet {
  const set = parseKeyFile(text);
  if (!set) throw keyFileInvalid(path, 'It is not a whole key file of version 1. Put a backup of it in place.');
  return set;
}

function temporarySuffix(random: RandomBytes): string {
  return toBase64url(random(9));
}
