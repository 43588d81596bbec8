// Reads and writes key files so that a reader sees the old file or the new one, never half of one, and so that nobody but
// the owner can read them. Knows nothing about keys.
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { TellsafeError } from '@tellsafe/core';

/** A file's text and what tells this version of it from another one. */
export interface ReadFile {
  readonly text: string;
  readonly stamp: string;
}

const OWNER_ONLY = 0o600;

/**
 * Reads a key file.
 *
 * @throws TellsafeError `key_file_invalid` when it is missing, not a file, or readable by others
 */
export function readOwnFile(path: string): ReadFile {
  const descriptor = openToRead(path);
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) throw keyFileInvalid(path, 'This is not a file.');
    // Windows has no such mode bits.
    if (process.platform !== 'win32' && (status.mode & 0o077) !== 0) {
      throw keyFileInvalid(path, `Others can read it. Allow only its owner: chmod 600 ${path}`);
    }
    const stamp = [status.dev, status.ino, status.size, status.mtimeMs].join(' ');
    return { text: readFileSync(descriptor, 'utf8'), stamp };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Makes a new file with this text.
 *
 * @throws TellsafeError `key_file_invalid` when there is one already, or none can be made
 */
export function createOwnFile(path: string, text: string, suffix: string): void {
  const temporary = `${path}.${suffix}.tmp`;
  try {
    writeWhole(temporary, text);
    // Unlike a rename, a link never replaces what is there.
    linkSync(temporary, path);
    syncFolder(path);
  } catch (error) {
    const hint = isCode(error, 'EEXIST')
      ? 'It exists already and is left as it is.'
      : 'It cannot be made: the folder is missing or not writable.';
    throw keyFileInvalid(path, hint, error);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Changes a key file while no other process changes it.
 *
 * **Security:** the bytes of the old file are overwritten; media that keep old blocks (flash, snapshots) may still hold them.
 *
 * @param change - old text → new text
 * @returns the new file
 * @throws TellsafeError `key_file_invalid` when it cannot be read or written, or is being changed
 */
export function changeOwnFile(path: string, suffix: string, change: (text: string) => string): ReadFile {
  const lock = `${path}.lock`;
  takeLock(path, lock);
  const temporary = `${path}.${suffix}.tmp`;
  try {
    const text = change(readOwnFile(path).text);
    const target = realpathSync(path);
    const old = openSync(target, 'r+');
    try {
      writeWhole(temporary, text);
      renameSync(temporary, target);
      syncFolder(target);
      overwrite(old);
    } finally {
      closeSync(old);
    }
    return readOwnFile(path);
  } catch (error) {
    if (isSystemError(error)) throw keyFileInvalid(path, 'It cannot be written.', error);
    throw error;
  } finally {
    rmSync(temporary, { force: true });
    rmSync(lock, { force: true });
  }
}

/** The error for a key file that cannot be used. The hint says what to do. */
export function keyFileInvalid(path: string, hint: string, cause?: unknown): TellsafeError {
  return new TellsafeError('key_file_invalid', { key: 'path', value: path, hint }, { cause });
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const hint = isCode(error, 'ENOENT')
      ? `It does not exist. Make it with: tellsafe keys init ${path}`
      : 'It cannot be read.';
    throw keyFileInvalid(path, hint, error);
  }
}

function takeLock(path: string, lock: string): void {
  try {
    closeSync(openSync(lock, 'wx', OWNER_ONLY));
  } catch (error) {
    const hint = isCode(error, 'EEXIST')
      ? `Another process is changing it. If none is, delete ${lock}`
      : 'It cannot be written.';
    throw keyFileInvalid(path, hint, error);
  }
}

function writeWhole(path: string, text: string): void {
  const descriptor = openSync(path, 'wx', OWNER_ONLY);
  try {
    const bytes = Buffer.from(text, 'utf8');
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

function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error;
}

function isCode(error: unknown, code: string): boolean {
  return isSystemError(error) && error.code === code;
}
