// Memory for short-lived byte strings, many to a piece: engines take far longer to make an array with memory of its own than to cut one off.

/** Bytes that are asked for at once. */
const PIECE_BYTES = 32_768;

let piece = new Uint8Array();
let used = 0;

/**
 * An array of zeros for bytes that nobody keeps for long: a piece is given back when nobody has any part of it any more. No part is given
 * out twice. **Security:** not for secrets that are to be wiped, and not for receivers that look at the memory around an array.
 *
 * @param length - bytes, from 0
 */
export function roomFor(length: number): Uint8Array<ArrayBuffer> {
  if (used + length > piece.length) {
    piece = new Uint8Array(Math.max(length, PIECE_BYTES));
    used = 0;
  }
  const start = used;
  used += length;
  return piece.subarray(start, used);
}
