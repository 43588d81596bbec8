// Which of the known words somebody may have meant.

/** Letters that may differ: one in a short word, two in a longer one. */
const allowedEdits = (word: string) => (word.length < 6 ? 1 : 2);

/** The known words that differ from what was typed by a letter or two, the closest first; none is repeated. */
export function similarTo(typed: string, known: readonly string[]): readonly string[] {
  return known
    .map((word) => ({ word, edits: editsBetween(typed, word) }))
    .filter(({ word, edits }) => edits <= allowedEdits(word))
    .sort((one, other) => one.edits - other.edits)
    .map(({ word }) => word);
}

/** Letters put in, taken out, replaced or swapped with their neighbour (Damerau's distance, restricted). */
function editsBetween(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Number.POSITIVE_INFINITY;
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= one.length; row += 1) {
    const costs = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const at = (up: number, left: number) => (up === 0 ? costs : (rows[row - up] ?? []))[column - left] ?? 0;
      const same = one[row - 1] === other[column - 1];
      const isSwap = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      const swapped = row > 1 && column > 1 && isSwap ? at(2, 2) + 1 : Number.POSITIVE_INFINITY;
      costs.push(Math.min(at(1, 1) + (same ? 0 : 1), at(1, 0) + 1, at(0, 1) + 1, swapped));
    }
    rows.push(costs);
  }
  return rows[one.length]?.[other.length] ?? Number.POSITIVE_INFINITY;
}
