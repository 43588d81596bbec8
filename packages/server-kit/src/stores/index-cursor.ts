// The cursor of a list by index: the last entry's order and the tie-breaking number that the store gave its record.

/** Where a page ended. */
export interface IndexCursor {
  readonly order: number;
  readonly tie: number;
}

const cursorPattern = /^(-?[0-9]{1,16})\.([0-9]{1,16})$/;

/** Writes a cursor. */
export function formatIndexCursor({ order, tie }: IndexCursor): string {
  return `${order}.${tie}`;
}

/**
 * Reads a cursor.
 *
 * @throws RangeError when it is not one of a list by index
 */
export function parseIndexCursor(text: string): IndexCursor {
  const [, order, tie] = cursorPattern.exec(text) ?? [];
  const cursor = { order: Number(order), tie: Number(tie) };
  if (!Number.isSafeInteger(cursor.order) || !Number.isSafeInteger(cursor.tie)) {
    throw new RangeError('cursor must be one of a list by index');
  }
  return cursor;
}
