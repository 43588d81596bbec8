// Where the next page of a report begins, as opaque text.
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import { invalidQuery } from './invalid-query.ts';

/** Where a page of figures begins: at a period, after the row of this name. */
export interface FigureCursor {
  readonly start: number;
  /** Absent: with the first row of the period. */
  readonly after?: string;
}

/** A cursor as text. */
export function formatCursor({ start, after }: FigureCursor): string {
  return toBase64url(utf8(JSON.stringify(after === undefined ? [start] : [start, after])));
}

/**
 * Reads a cursor.
 *
 * @param from where the report begins
 * @param to where it ends
 * @throws TellsafeError `request_invalid` for what no page of this report gave
 */
export function parseCursor(cursor: string, from: number, to: number): FigureCursor {
  const [start, after, ...more] = parts(cursor);
  const isStart = typeof start === 'number' && Number.isSafeInteger(start) && start >= from && start < to;
  if (!isStart || more.length > 0) throw invalidQuery('cursor');
  if (after === undefined) return { start };
  if (typeof after !== 'string') throw invalidQuery('cursor');
  return { start, after };
}

function parts(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64url(cursor)));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
