// How places in a feed are written: 16 decimal digits, so that text order is feed order. The same in every store.
import type { Position } from './types.ts';

const POSITION_DIGITS = 16;
const positionPattern = /^[0-9]{16}$/;

/**
 * Tells whether text from outside (a `Last-Event-ID`) can be a position. `''` is one: the beginning.
 *
 * @param text - anything
 */
export function isPosition(text: unknown): text is Position {
  if (typeof text !== 'string') return false;
  return text === '' || (positionPattern.test(text) && Number.isSafeInteger(Number(text)));
}

/**
 * Writes a sequence number as a position; 0 is the beginning.
 *
 * @param sequence - safe integer ≥ 0
 */
export function formatPosition(sequence: number): Position {
  return sequence === 0 ? '' : String(sequence).padStart(POSITION_DIGITS, '0');
}

/**
 * The sequence number of a position, 0 for the beginning.
 *
 * @throws RangeError when the text is no position
 */
export function parsePosition(position: Position): number {
  if (!isPosition(position)) throw new RangeError('after must be a position of this store');
  return position === '' ? 0 : Number(position);
}
