// Looks for marked values wherever a program could have left them: files, output, heap snapshots, the memory of processes. One pass
// over the bytes finds any number of marks in all their spellings. Tests only.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { memoryOf, OVERLAP_BYTES } from './process-memory.ts';

/** A text, or bytes such as a key or a ciphertext. */
export type Mark = string | Uint8Array;

/** A place where a mark was found. It names mark and encoding, never what stands around the mark. */
export interface Leak {
  readonly place: string;
  /** Which of the scanner's marks. */
  readonly mark: number;
  readonly encoding: string;
}

/** Fewer bytes could stand somewhere by accident, and base64 of them has no middle that is the same everywhere. */
const LEAST_MARK_BYTES = 14;

/**
 * The spellings in which a value could have been kept: the eight encodings of security.md T10, and where they differ from these
 * base64url and JSON.
 *
 * @throws RangeError when the mark is shorter than 14 bytes
 */
export function spellings(mark: Mark): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(mark);
  if (bytes.length < LEAST_MARK_BYTES) throw new RangeError(`a mark must be at least ${LEAST_MARK_BYTES} bytes long`);
  const found = new Map([
    ['utf-8', bytes],
    ['base64', middle(bytes.toString('base64'))],
    ['base64 +1', middle(Buffer.concat([Buffer.from('.'), bytes]).toString('base64'))],
    ['base64 +2', middle(Buffer.concat([Buffer.from('..'), bytes]).toString('base64'))],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
  ]);
  for (const [name, spelling] of [...found].slice(1, 4)) {
    const url = spelling.toString().replaceAll('+', '-').replaceAll('/', '_');
    if (url !== spelling.toString()) found.set(`${name} url`, Buffer.from(url));
  }
  if (typeof mark !== 'string') return found.set('reversed', Buffer.from(bytes).reverse());
  found.set('utf-16', Buffer.from(mark, 'utf16le')).set('reversed', Buffer.from([...mark].reverse().join('')));
  const json = JSON.stringify(mark).slice(1, -1);
  if (json !== mark) found.set('JSON', Buffer.from(json));
  // As V8 writes it into a heap snapshot.
  const escaped = json.replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return escaped === json ? found : found.set('JSON in ASCII', Buffer.from(escaped));
}

/** The part of a base64 text that does not depend on what stands before or after the value. */
function middle(text: string): Buffer {
  return Buffer.from(text.replace(/=+$/, '').slice(4, -4));
}

interface Needle {
  readonly mark: number;
  readonly encoding: string;
  readonly bytes: Buffer;
}

const TABLE_BITS = 22;
const HEAD_BYTES = 4;
/** By so many bytes needles are told apart before they are compared; the shortest one has as many. */
const START_BYTES = 12;

/** Finds marks. */
export class LeakScanner {
  /** Says of each hash of four bytes whether a needle begins so; most places need no other look. */
  readonly #heads = new Uint8Array(2 ** TABLE_BITS);
  /** By their first bytes, as Latin-1. */
  readonly #needles = new Map<string, Needle[]>();

  /** @param marks - at least 14 bytes each */
  constructor(marks: readonly Mark[]) {
    const known = new Set<string>();
    for (const [mark, value] of marks.entries()) {
      const name = Buffer.from(value).toString('latin1');
      if (known.has(name)) continue;
      known.add(name);
      for (const [encoding, bytes] of spellings(value)) this.#add({ mark, encoding, bytes });
    }
  }

  /** Scans bytes. */
  bytes(place: string, given: Uint8Array): readonly Leak[] {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const leaks = new Map<Needle, Leak>();
    let head = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      head = ((head << 8) | (bytes[at] ?? 0)) >>> 0;
      if (this.#heads[hashOf(head)] === 0) continue;
      const start = at + 1 - HEAD_BYTES;
      if (start < 0) continue;
      for (const needle of this.#needles.get(bytes.toString('latin1', start, start + START_BYTES)) ?? []) {
        const { mark, encoding } = needle;
        const isHere = needle.bytes.equals(bytes.subarray(start, start + needle.bytes.length));
        if (isHere) leaks.set(needle, { place, mark, encoding });
      }
    }
    return [...leaks.values()];
  }

  /** Scans a file. */
  file(path: string): readonly Leak[] {
    return this.bytes(path, readFileSync(path));
  }

  /** Scans every file below a folder: databases, write-ahead logs, dumps, keys, snapshots; their names as well. */
  folder(folder: string): readonly Leak[] {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries.map(({ parentPath, name }) => join(parentPath, name));
    const files = entries.flatMap((entry, at) => (entry.isFile() ? (paths[at] ?? []) : []));
    return [
      ...this.bytes(`names in ${folder}`, Buffer.from(paths.join('\n'))),
      ...files.flatMap((path) => this.file(path)),
    ];
  }

  /**
   * Scans the writable memory of a process through Linux's /proc: also buffers that no heap snapshot shows.
   *
   * @param parts - `private` leaves out what it shares with other processes
   * @returns undefined where the system does not offer it
   */
  memory(pid: number, parts: 'all' | 'private' = 'all'): readonly Leak[] | undefined {
    const chunks = memoryOf(pid, parts);
    if (!chunks) return undefined;
    const found = new Map<string, Leak>();
    for (const chunk of chunks) {
      for (const leak of this.bytes(`memory of ${pid}`, chunk)) found.set(`${leak.mark} ${leak.encoding}`, leak);
    }
    return [...found.values()];
  }

  #add(needle: Needle): void {
    if (needle.bytes.length > OVERLAP_BYTES) throw new RangeError(`a mark must be shorter than ${OVERLAP_BYTES} bytes`);
    this.#heads[hashOf(needle.bytes.readUInt32BE())] = 1;
    const start = needle.bytes.toString('latin1', 0, START_BYTES);
    const alike = this.#needles.get(start);
    if (alike) alike.push(needle);
    else this.#needles.set(start, [needle]);
  }
}

/** Multiplicative hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4. */
function hashOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> (32 - TABLE_BITS);
}

/** Names and sizes of the files below a folder, to show that a scan had something to look at. */
export function filesIn(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}
