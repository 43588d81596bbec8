// Reads a key file so that it is seen whole, and only when nobody but its owner can read it. Knows nothing about keys.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TellsafeError } from '@tellsafe/core';

/** A file's bytes and what tells this version of it from another one. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly stamp: string;
}

/** What a version of a file is recognised by. */
interface Status {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

/** More than a file of 1,000 keys of each kind needs. */
const MOST_BYTES = 1024 * 1024;

/** A file that is replaced this often while it is read is not read. */
const ATTEMPTS = 10;

/**
 * Reads a key file. **Security:** its bytes are the caller's to wipe.
 *
 * @throws TellsafeError `key_file_invalid` when it is missing, not a file, too long, or readable by others
 */
export function readOwnFile(path: string): ReadFile {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const file = readOnce(path);
    // Who replaces a file overwrites the old one afterwards: what was read is whole when the name still means it.
    if (stampNow(path) === file.stamp) return file;
    file.bytes.fill(0);
  }
  throw keyFileInvalid(path, 'It changes too fast to be read.');
}

/**
 * What tells the file's versions apart, without reading it.
 *
 * @returns `undefined` when there is no such file, or it cannot be looked at
 */
export async function stampOf(path: string): Promise<string | undefined> {
  try {
    return stampFrom(await stat(path, { bigint: true }));
  } catch {
    return undefined;
  }
}

/** The same, at once. */
export function stampNow(path: string): string | undefined {
  try {
    return stampFrom(statSync(path, { bigint: true }));
  } catch {
    return undefined;
  }
}

/** The error for a key file that cannot be used. The hint says what to do. */
export function keyFileInvalid(path: string, hint: string, cause?: unknown): TellsafeError {
  return new TellsafeError('key_file_invalid', { key: 'path', value: path, hint }, { cause });
}

/** Tells whether the system refused something, and with which code. */
export function isSystemError(error: unknown, code?: string): error is Error & { code: string } {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return false;
  return code === undefined || error.code === code;
}

function readOnce(path: string): ReadFile {
  const descriptor = openToRead(path);
  try {
    const status = fstatSync(descriptor, { bigint: true });
    if (!status.isFile()) throw keyFileInvalid(path, 'This is not a file.');
    // Windows has no such mode bits.
    if (process.platform !== 'win32' && (status.mode & 0o077n) !== 0n) {
      throw keyFileInvalid(path, `Others can read it. Allow only its owner: chmod 600 ${path}`);
    }
    if (status.size > MOST_BYTES) throw keyFileInvalid(path, 'It is too long for a key file.');
    return { bytes: readBytes(descriptor, Number(status.size)), stamp: stampFrom(status) };
  } finally {
    closeSync(descriptor);
  }
}

/** Into memory of its own: pooled memory would be handed on. */
function readBytes(descriptor: number, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let read = 0; read < size; ) {
    const count = readSync(descriptor, bytes, read, size - read, null);
    if (count === 0) break;
    read += count;
  }
  return bytes;
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    const hint = isSystemError(error, 'ENOENT')
      ? `It does not exist. Make it with: tellsafe keys init ${path}`
      : 'It cannot be read.';
    throw keyFileInvalid(path, hint, error);
  }
}

function stampFrom({ dev, ino, size, mtimeNs, ctimeNs }: Status): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}
