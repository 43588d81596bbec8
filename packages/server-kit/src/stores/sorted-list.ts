// A list that stays sorted while items come and go, in pieces so that a million items cost no long moves.
// Owns no items: comparing two of them must never change while they are inside.

/** Negative when `a` stands before `b`; 0 only when they are the same item. */
export type Compare<T> = (a: T, b: T) => number;

/** Items of one piece before it is split in two. */
const PIECE_ITEMS = 512;

/** A sorted list with insertion, removal and walks from any place in both directions. */
export class SortedList<T> {
  readonly #compare: Compare<T>;
  /** Never holds an empty piece. */
  #pieces: T[][] = [];

  constructor(compare: Compare<T>) {
    this.#compare = compare;
  }

  /** True when nothing is inside. */
  get isEmpty(): boolean {
    return this.#pieces.length === 0;
  }

  /** How many items there are; counted piece by piece. */
  get size(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.length, 0);
  }

  /** Puts an item at its place. */
  add(item: T): void {
    const last = this.#pieces.at(-1);
    // Most items come after all others.
    if (last && last.length < PIECE_ITEMS && this.#compare(last.at(-1) as T, item) < 0) {
      last.push(item);
      return;
    }
    const before = (other: T) => this.#compare(other, item) < 0;
    const at = Math.min(
      firstNot(this.#pieces, (piece) => before(piece.at(-1) as T)),
      this.#pieces.length - 1,
    );
    const piece = this.#pieces[at];
    if (piece === undefined) {
      this.#pieces.push([item]);
      return;
    }
    const place = firstNot(piece, before);
    if (place === piece.length) piece.push(item);
    else piece.splice(place, 0, item);
    if (piece.length > PIECE_ITEMS) {
      // New items mostly come after all others of their kind: then the piece before stays full, and memory is not half empty.
      const cut = place === PIECE_ITEMS ? PIECE_ITEMS : PIECE_ITEMS / 2;
      // Copies have no spare room, as an array has that grew.
      this.#pieces.splice(at, 1, piece.slice(0, cut), piece.slice(cut));
    }
  }

  /** Takes an item out; nothing happens when it is not inside. */
  remove(item: T): void {
    const before = (other: T) => this.#compare(other, item) < 0;
    const pieceAt = firstNot(this.#pieces, (piece) => before(piece.at(-1) as T));
    const piece = this.#pieces[pieceAt];
    if (piece === undefined) return;
    const at = firstNot(piece, before);
    if (piece[at] !== item) return;
    piece.splice(at, 1);
    if (piece.length === 0) this.#pieces.splice(pieceAt, 1);
  }

  /**
   * Walks forward. The list must not change during the walk.
   *
   * @param skip - true for the items before the first one wanted; must be true for a prefix of the list
   */
  *forward(skip: (item: T) => boolean): Generator<T> {
    let pieceAt = firstNot(this.#pieces, (piece) => skip(piece.at(-1) as T));
    let at = firstNot(this.#pieces[pieceAt] ?? [], skip);
    for (; pieceAt < this.#pieces.length; pieceAt += 1, at = 0) {
      const piece = this.#pieces[pieceAt] as T[];
      for (; at < piece.length; at += 1) yield piece[at] as T;
    }
  }

  /**
   * Walks backward. The list must not change during the walk.
   *
   * @param keep - true for the items up to the first one wanted, seen from the end; must be true for a prefix of the list
   */
  *backward(keep: (item: T) => boolean): Generator<T> {
    let pieceAt = firstNot(this.#pieces, (piece) => keep(piece[0] as T)) - 1;
    let at = firstNot(this.#pieces[pieceAt] ?? [], keep) - 1;
    while (pieceAt >= 0) {
      const piece = this.#pieces[pieceAt] as T[];
      for (; at >= 0; at -= 1) yield piece[at] as T;
      pieceAt -= 1;
      at = (this.#pieces[pieceAt]?.length ?? 0) - 1;
    }
  }
}

/** Index of the first item for which the test fails; the test must hold for a prefix. */
function firstNot<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(items[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
