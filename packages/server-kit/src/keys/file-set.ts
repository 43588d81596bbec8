// A set of keys as a file: made, read, changed.
import { type Clock, type RandomBytes, systemClock } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { keyFileInvalid, readOwnFile } from './file-access.ts';
import { changeOwnFile, createOwnFile } from './file-change.ts';
import { formatKeyFile, KEYS_PER_KIND, parseKeyFile } from './file-format.ts';
import { emptyKeySet, hasStaged, type KeySet, rotated, wipe } from './key-set.ts';

/** Where keys and instants come from. */
export interface KeyFileSource {
  /** Source of keys and nonces. */
  readonly random?: RandomBytes;
  readonly clock?: Clock;
}

/** The keys of a file, and which version of the file they are from. */
export interface ReadKeySet {
  readonly set: KeySet;
  readonly stamp: string;
}

/**
 * Makes a key file with a first key of each kind, mode 0600.
 *
 * @throws TellsafeError `key_file_invalid` when it exists already or cannot be made
 */
export function createKeyFile(path: string, { random = webRandom, clock = systemClock }: KeyFileSource = {}): void {
  const set = rotated(emptyKeySet, { random, now: clock() });
  const bytes = formatKeyFile(set);
  try {
    createOwnFile(path, bytes, temporarySuffix(random));
  } finally {
    wipe(set);
    bytes.fill(0);
  }
}

/**
 * Reads a key file. **Security:** the keys are the caller's to wipe.
 *
 * @throws TellsafeError `key_file_invalid` when it is missing, readable by others, or not a whole key file
 */
export function readKeySet(path: string): ReadKeySet {
  const { bytes, stamp } = readOwnFile(path);
  return { set: parse(path, bytes), stamp };
}

/**
 * Changes the keys of a file.
 *
 * @param change old keys → new keys; must not have effects
 * @throws TellsafeError `key_file_invalid` when the file cannot be read or written, or would hold too many keys
 */
export function changeKeySet(path: string, change: (set: KeySet) => KeySet, random: RandomBytes = webRandom): void {
  changeOwnFile(path, temporarySuffix(random), (bytes) => {
    const old = parse(path, bytes);
    let next = old;
    try {
      next = change(old);
      if (Math.max(next.macKeys.length, next.wrapKeys.length) > KEYS_PER_KIND) {
        throw keyFileInvalid(path, `It holds ${KEYS_PER_KIND} keys of a kind already; see: tellsafe keys retire`);
      }
      return formatKeyFile(next);
    } finally {
      wipe(next);
      wipe(old);
    }
  });
}

/** Refuses a rotation before the keys that are staged have become current. */
export function refuseStaged(path: string, set: KeySet): void {
  if (hasStaged(set)) throw keyFileInvalid(path, `Keys are staged in it: tellsafe keys rotate --activate ${path}`);
}

function parse(path: string, bytes: Uint8Array): KeySet {
  const set = parseKeyFile(bytes);
  bytes.fill(0);
  if (!set) throw keyFileInvalid(path, 'It is not a whole key file of version 1. Put a backup of it in place.');
  return set;
}

function temporarySuffix(random: RandomBytes): string {
  return toBase64url(random(9));
}
