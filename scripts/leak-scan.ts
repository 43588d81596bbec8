// Looks for marked values wherever a program could have left them: files, output, heap snapshots, the memory of processes. One pass
// over the bytes finds any number of marks in all their spellings. Tests only.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
  return json === mark ? found : found.set('JSON', Buffer.from(json));
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
const CHUNK_BYTES = 8 * 1024 * 1024;
/** At least the longest needle. */
const OVERLAP_BYTES = 64 * 1024;

/** Finds marks. */
export class LeakScanner {
  /** Says of each hash of four bytes whether a needle begins so; most places need no other look. */
  readonly #heads = new Uint8Array(2 ** TABLE_BITS);
  readonly #needles = new Map<number, Needle[]>();

  /** @param marks - at least 14 bytes each */
  constructor(marks: readonly Mark[]) {
    for (const [mark, value] of marks.entries()) {
      for (const [encoding, bytes] of spellings(value)) this.#add({ mark, encoding, bytes });
    }
  }

  /** Scans bytes. */
  bytes(place: string, bytes: Uint8Array): readonly Leak[] {
    const leaks = new Map<Needle, Leak>();
    let head = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      head = ((head << 8) | (bytes[at] ?? 0)) >>> 0;
      if (this.#heads[hashOf(head)] === 0) continue;
      for (const needle of this.#needles.get(head) ?? []) {
        const start = at + 1 - HEAD_BYTES;
        const { mark, encoding } = needle;
        const isHere = start >= 0 && needle.bytes.equals(bytes.subarray(start, start + needle.bytes.length));
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
    let memory: number;
    let maps: string;
    try {
      maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
      memory = openSync(`/proc/${pid}/mem`, 'r');
    } catch {
      return undefined;
    }
    const wanted = parts === 'all' ? /^([0-9a-f]+)-([0-9a-f]+) rw/ : /^([0-9a-f]+)-([0-9a-f]+) rw.p/;
    try {
      const found = maps.split('\n').flatMap((line) => {
        const region = wanted.exec(line);
        if (!region?.[1] || !region[2] || line.includes('[vvar]')) return [];
        const place = `memory of ${pid}`;
        return this.#region(place, memory, Number.parseInt(region[1], 16), Number.parseInt(region[2], 16));
      });
      return found.filter((leak, at) => found.findIndex((one) => isSame(one, leak)) === at);
    } finally {
      closeSync(memory);
    }
  }

  #add(needle: Needle): void {
    const head = needle.bytes.readUInt32BE();
    this.#heads[hashOf(head)] = 1;
    const alike = this.#needles.get(head);
    if (alike) alike.push(needle);
    else this.#needles.set(head, [needle]);
  }

  #region(place: string, memory: number, from: number, to: number): readonly Leak[] {
    const leaks: Leak[] = [];
    const buffer = Buffer.alloc(Math.min(CHUNK_BYTES, to - from));
    for (let at = from; at < to; at += CHUNK_BYTES - OVERLAP_BYTES) {
      const wanted = Math.min(CHUNK_BYTES, to - at);
      let read = 0;
      try {
        read = readSync(memory, buffer, 0, wanted, at);
      } catch {
        continue; // a region may vanish or be unreadable while the process runs
      }
      leaks.push(...this.bytes(place, buffer.subarray(0, read)));
      if (wanted < CHUNK_BYTES) break;
    }
    return leaks;
  }
}

/** Multiplicative hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4. */
function hashOf(head: number): number {
  return Math.imul(head, 0x9e3779b1) >>> (32 - TABLE_BITS);
}

function isSame(left: Leak, right: Leak): boolean {
  return left.place === right.place && left.mark === right.mark && left.encoding === right.encoding;
}

/** Names and sizes of the files below a folder, to show that a scan had something to look at. */
export function filesIn(folder: string): { name: string; bytes: number }[] {
  return readdirSync(folder).map((name) => ({ name, bytes: statSync(join(folder, name)).size }));
}
