// The writable memory of another process, piece by piece, through Linux's /proc. Tests only.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;
/** So much of each piece comes again in the next one. */
export const OVERLAP_BYTES = 16 * 1024;
const PAGE_BYTES = 4096;
const ENTRY_BYTES = 8;

/**
 * Reads memory.
 *
 * @param parts - `private` leaves out what the process shares with others
 * @returns undefined where the system does not offer it
 */
export function memoryOf(pid: number, parts: 'all' | 'private'): Iterable<Buffer> | undefined {
  try {
    const maps = readFileSync(`/proc/${pid}/maps`, 'utf8');
    return readAll(maps.split('\n'), parts, openSync(`/proc/${pid}/mem`, 'r'), tryOpen(`/proc/${pid}/pagemap`));
  } catch {
    return undefined;
  }
}

function tryOpen(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

function* readAll(lines: readonly string[], parts: 'all' | 'private', memory: number, pages: number | undefined) {
  try {
    for (const line of lines) {
      const region = /^([0-9a-f]+)-([0-9a-f]+) rw.([ps])/.exec(line);
      if (!region || line.includes('[vvar]')) continue;
      const isShared = region[3] === 's';
      if (isShared && parts === 'private') continue;
      const [from, to] = [region[1], region[2]].map((text = '') => Number.parseInt(text, 16)) as [number, number];
      // What others have put into shared memory need not be in this one's list of pages.
      yield* readRegion(memory, isShared ? undefined : pages, from, to);
    }
  } finally {
    closeSync(memory);
    if (pages !== undefined) closeSync(pages);
  }
}

function* readRegion(memory: number, pages: number | undefined, from: number, to: number): Generator<Buffer> {
  for (let at = from; at < to; at += CHUNK_BYTES - OVERLAP_BYTES) {
    const wanted = Math.min(CHUNK_BYTES, to - at);
    // What was read with the piece before is touched by that.
    const known = at === from ? 0 : Math.min(OVERLAP_BYTES, wanted);
    const chunk = isTouched(pages, at + known, wanted - known) ? tryRead(memory, at, wanted) : undefined;
    if (chunk) yield chunk;
    if (wanted < CHUNK_BYTES) return;
  }
}

/** A region may vanish or be unreadable while the process runs. */
function tryRead(file: number, at: number, bytes: number): Buffer | undefined {
  const buffer = Buffer.allocUnsafe(bytes);
  try {
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, at));
  } catch {
    return undefined;
  }
}

/**
 * Whether any page is in memory or swapped out; most of what a program reserves never is.
 *
 * @see https://docs.kernel.org/admin-guide/mm/pagemap.html bits 63 and 62
 */
function isTouched(pages: number | undefined, at: number, bytes: number): boolean {
  if (pages === undefined) return true;
  const first = Math.floor(at / PAGE_BYTES);
  const count = Math.ceil((at + bytes) / PAGE_BYTES) - first;
  const entries = tryRead(pages, first * ENTRY_BYTES, count * ENTRY_BYTES);
  if (!entries || entries.length < count * ENTRY_BYTES) return true;
  for (let entry = 0; entry < count; entry += 1) {
    if ((entries[entry * ENTRY_BYTES + ENTRY_BYTES - 1] ?? 0) & 0xc0) return true;
  }
  return false;
}
