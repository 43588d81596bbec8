// Makes and changes key files so that a crash at any point leaves the old file or the new one, whole, and nobody but the owner
// can read either. Knows nothing about keys.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError, keyFileInvalid, readOwnFile } from './file-access.ts';

const OWNER_ONLY = 0o600;

/**
 * Makes a new file with these bytes.
 *
 * @param suffix names the temporary file; 12 random characters of base64url
 * @throws TellsafeError `key_file_invalid` when there is one already, or none can be made
 */
export function createOwnFile(path: string, bytes: Uint8Array, suffix: string): void {
  const temporary = `${path}.${suffix}.tmp`;
  try {
    writeWhole(temporary, bytes);
    // Unlike a rename, a link never replaces what is there.
    linkSync(temporary, path);
    syncFolder(path);
  } catch (error) {
    const hint = isSystemError(error, 'EEXIST')
      ? 'It exists already and is left as it is.'
      : 'It cannot be made: the folder is missing or not writable.';
    throw keyFileInvalid(path, hint, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Changes a key file while no other process changes it. Behind a symbolic link the file itself is changed.
 *
 * **Security:** the bytes of the old file are overwritten, and those of temporary files that a crash left behind. Media and file
 * systems that keep old blocks (flash, copy-on-write, journals, snapshots) may still hold them.
 *
 * @param change old bytes, which are its own to wipe → new bytes, which are wiped once they are written
 * @throws TellsafeError `key_file_invalid` when it cannot be read or written, belongs to another user, or is being changed
 */
export function changeOwnFile(path: string, suffix: string, change: (bytes: Uint8Array) => Uint8Array): void {
  const target = realTarget(path);
  const lock = `${target}.lock`;
  takeLock(path, lock);
  try {
    checkOwner(path, target);
    removeLeftovers(target);
    const old = readOwnFile(target);
    const bytes = change(old.bytes);
    replace(target, `${target}.${suffix}.tmp`, bytes);
  } catch (error) {
    if (isSystemError(error)) throw keyFileInvalid(path, 'It cannot be written.', error);
    throw error;
  } finally {
    rmSync(lock, { force: true });
  }
}

function replace(target: string, temporary: string, bytes: Uint8Array): void {
  const old = openSync(target, 'r+');
  try {
    writeWhole(temporary, bytes);
    renameSync(temporary, target);
    syncFolder(target);
    overwrite(old);
  } finally {
    bytes.fill(0);
    closeSync(old);
    rmSync(temporary, { force: true });
  }
}

function realTarget(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    // Says what is wrong in the words that it is always said in.
    readOwnFile(path);
    throw keyFileInvalid(path, 'It cannot be read.', error);
  }
}

function takeLock(path: string, lock: string): void {
  try {
    closeSync(openSync(lock, 'wx', OWNER_ONLY));
  } catch (error) {
    const hint = isSystemError(error, 'EEXIST')
      ? `Another process is changing it. If none is, delete ${lock}`
      : 'It cannot be written.';
    throw keyFileInvalid(path, hint, error);
  }
}

/** A new file belongs to whoever makes it: made by root, the program that uses it could not read it any more. */
function checkOwner(path: string, target: string): void {
  const user = process.geteuid?.();
  if (user === undefined || statSync(target).uid === user) return;
  throw keyFileInvalid(path, 'It belongs to another user. Change it as its owner, who has to go on reading it.');
}

/** What a crash left behind between writing and renaming holds keys. */
function removeLeftovers(target: string): void {
  const folder = dirname(target);
  for (const name of readdirSync(folder)) {
    const suffix = name.startsWith(`${basename(target)}.`) ? name.slice(basename(target).length + 1) : '';
    if (!/^[\w-]{12}\.tmp$/.test(suffix)) continue;
    const leftover = openSync(join(folder, name), 'r+');
    try {
      if (fstatSync(leftover).nlink === 1) overwrite(leftover);
    } finally {
      closeSync(leftover);
    }
    rmSync(join(folder, name));
  }
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'wx', OWNER_ONLY);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function overwrite(descriptor: number): void {
  writeSync(descriptor, new Uint8Array(fstatSync(descriptor).size), 0, undefined, 0);
  fsyncSync(descriptor);
}

/** A new name is on disk only when its folder is. Windows cannot sync folders. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(dirname(resolve(path)), 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
