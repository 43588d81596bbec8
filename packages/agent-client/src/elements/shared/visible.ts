// Text that somebody else chose, as it can be shown: characters that act without being seen are symbols.
import { html, type TemplateResult } from 'lit';
import { visiblePieces } from './visible-text.ts';

/** A text whose acting characters are symbols; to stand inside a `<bdi>`. */
export function visibleText(text: string): readonly (string | TemplateResult)[] {
  return visiblePieces(text).map((piece) =>
    'text' in piece ? piece.text : html`<span class="symbol">${piece.symbol}</span>`,
  );
}
