// Memory for many small byte strings: pages of equal slots. An array for each would take three times its own length in
// objects around it, and more work to make and clean up than what it is for. Knows no records.
import { roomFor } from '@tellsafe/core/encoding';

/** Bytes of a page. */
const PAGE_BYTES = 65_536;
/** Longer ones get a page of their own. */
const LONGEST_SLOT = 16_384;

/** A page: so many slots of one size, or one slot of any size. */
export interface Page {
  readonly bytes: Uint8Array;
  readonly slotBytes: number;
  /** Slots that were used and wiped. */
  free: number[];
  /** Where the slots begin that were never used. */
  next: number;
  used: number;
}

/** Where a byte string lies. */
export interface Piece {
  readonly page: Page;
  readonly at: number;
  readonly length: number;
}

/** Pages by the size of their slots. */
export class BytePages {
  /** Those with room, by slot size. */
  readonly #open = new Map<number, Page[]>();

  /** Copies bytes into a slot. */
  keep(bytes: Uint8Array): Piece {
    const { length } = bytes;
    const page = this.#pageFor(length);
    const at = page.free.pop() ?? page.next;
    if (at === page.next) page.next += page.slotBytes;
    page.used += 1;
    if (isFull(page)) this.#close(page);
    page.bytes.set(bytes, at);
    return { page, at, length };
  }

  /** Wipes a piece, whose place then belongs to others. */
  wipe({ page, at, length }: Piece): void {
    page.bytes.fill(0, at, at + length);
    const wasFull = isFull(page);
    page.used -= 1;
    page.free.push(at);
    if (page.slotBytes > LONGEST_SLOT) return;
    const pages = this.#pagesOf(page.slotBytes);
    if (wasFull) pages.push(page);
    if (page.used > 0) return;
    // One empty page may stay for the next ones.
    if (pages.length > 1) pages.splice(pages.indexOf(page), 1);
    page.free = [];
    page.next = 0;
  }

  #pageFor(length: number): Page {
    const slotBytes = slotFor(length);
    if (slotBytes > LONGEST_SLOT) return newPage(slotBytes, slotBytes);
    const pages = this.#pagesOf(slotBytes);
    const last = pages.at(-1);
    if (last) return last;
    const page = newPage(PAGE_BYTES, slotBytes);
    pages.push(page);
    return page;
  }

  #pagesOf(slotBytes: number): Page[] {
    const known = this.#open.get(slotBytes);
    if (known) return known;
    const pages: Page[] = [];
    this.#open.set(slotBytes, pages);
    return pages;
  }

  /** Only the last of the pages is filled. */
  #close(page: Page): void {
    if (page.slotBytes <= LONGEST_SLOT) this.#pagesOf(page.slotBytes).pop();
  }
}

/** A copy of a piece. */
export function bytesOf({ page, at, length }: Piece): Uint8Array {
  const copy = roomFor(length);
  copy.set(page.bytes.subarray(at, at + length));
  return copy;
}

function newPage(bytes: number, slotBytes: number): Page {
  return { bytes: new Uint8Array(new ArrayBuffer(bytes)), slotBytes, free: [], next: 0, used: 0 };
}

function isFull({ bytes, slotBytes, free, next }: Page): boolean {
  return free.length === 0 && next + slotBytes > bytes.length;
}

/** Sizes in steps that waste little: a slot is at most an eighth longer than what lies in it, or 15 bytes. */
function slotFor(length: number): number {
  if (length > LONGEST_SLOT) return length;
  const step = length <= 1024 ? 16 : length <= 4096 ? 128 : 1024;
  return Math.max(1, Math.ceil(length / step)) * step;
}
