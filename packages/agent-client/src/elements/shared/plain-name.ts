// Names that people typed, for places that take no markup.
import { visiblePieces } from './visible-text.ts';

/** A name as plain text: what acts without being seen becomes a symbol, and its direction stays inside. */
export function plainName(name: string): string {
  const visible = visiblePieces(name).map((piece) => ('text' in piece ? piece.text : piece.symbol));
  return `\u2068${visible.join('')}\u2069`;
}
