// Looks for marked answers wherever the server could have left them: files, output, heap snapshot, process memory.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A place where a mark was found. It names the encoding, never what stands around the mark. */
export interface Leak {
  readonly place: string;
  readonly encoding: string;
}

/** The spellings in which a value could have been kept: eight encodings of security.md T10. */
export function spellings(mark: string): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(mark, 'utf8');
  return new Map([
    ['utf-8', bytes],
    ['utf-16', Buffer.from(mark, 'utf16le')],
    ['base64', middle(bytes.toString('base64'))],
    ['base64 +1', middle(Buffer.concat([Buffer.from('.'), bytes]).toString('base64'))],
    ['base64 +2', middle(Buffer.concat([Buffer.from('..'), bytes]).toString('base64'))],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ['reversed', Buffer.from([...mark].reverse().join(''))],
  ]);
}

/** The part of a base64 text that does not depend on what stands before or after the value. */
function middle(text: string): Buffer {
  return Buffer.from(text.replace(/=+$/, '').slice(4, -4));
}

/** Finds any of the marks, in any spelling, in a piece of bytes. */
export function scanBytes(place: string, bytes: Buffer, marks: readonly string[]): Leak[] {
  return marks.flatMap((mark) =>
    [...spellings(mark)].filter(([, needle]) => bytes.includes(needle)).map(([encoding]) => ({ place, encoding })),
  );
}

/** Scans every file below a folder: databases, write-ahead logs, keys, snapshots. */
export function scanFolder(folder: string, marks: readonly string[]): Leak[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => scanBytes(path, readFileSync(path), marks));
}

/** Names and sizes of the files below a folder, to show that a scan had something to look at. */
export function filesIn(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}

/**
 * Scans the writable memory of a process through Linux's /proc: also buffers that no heap snapshot shows.
 *
 * @returns undefined where the system does not offer it
 */
export function scanMemory(pid: number, marks: readonly string[]): Leak[] | undefined {
  let memory: number;
  let maps: string;
  try {
    maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
    memory = openSync(`/proc/${pid}/mem`, 'r');
  } catch {
    return undefined;
  }
  try {
    return maps.split('\n').flatMap((line) => {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
      if (!region?.[1] || !region[2] || line.includes('[vvar]')) return [];
      return scanRegion(memory, Number.parseInt(region[1], 16), Number.parseInt(region[2], 16), marks);
    });
  } finally {
    closeSync(memory);
  }
}

const CHUNK_BYTES = 8 * 1024 * 1024;
const OVERLAP_BYTES = 256;

function scanRegion(memory: number, from: number, to: number, marks: readonly string[]): Leak[] {
  const leaks: Leak[] = [];
  const buffer = Buffer.alloc(CHUNK_BYTES);
  for (let at = from; at < to; at += CHUNK_BYTES - OVERLAP_BYTES) {
    const wanted = Math.min(CHUNK_BYTES, to - at);
    let read = 0;
    try {
      read = readSync(memory, buffer, 0, wanted, at);
    } catch {
      continue; // a region may vanish or be unreadable while the process runs
    }
    leaks.push(...scanBytes('process memory', buffer.subarray(0, read), marks));
    if (wanted < CHUNK_BYTES) break;
  }
  return leaks;
}
