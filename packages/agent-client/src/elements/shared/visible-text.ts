// Makes hostile text safe to look at: control, direction and invisible characters become symbols. Never markup, only text.

/** A piece of a text: as it is, or a symbol for a character that must not act. */
export type TextPiece = { readonly text: string } | { readonly symbol: string };

/** Unicode Control Pictures block: U+2400 shows NUL, and so on. */
const CONTROL_PICTURES = 0x2400;

const names: Readonly<Record<number, string>> = {
  127: '\u2421',
  133: 'NEL',
  173: 'SHY',
  1564: 'ALM',
  6158: 'MVS',
  8203: 'ZWSP',
  8204: 'ZWNJ',
  8205: 'ZWJ',
  8206: 'LRM',
  8207: 'RLM',
  8232: 'LS',
  8233: 'PS',
  8234: 'LRE',
  8235: 'RLE',
  8236: 'PDF',
  8237: 'LRO',
  8238: 'RLO',
  8288: 'WJ',
  8294: 'LRI',
  8295: 'RLI',
  8296: 'FSI',
  8297: 'PDI',
  65279: 'BOM',
  65533: '\ufffd',
};

/**
 * Characters that act without being seen: controls, format characters, line and paragraph separators, unpaired surrogates,
 * fillers that look like nothing. Joiners inside words and emoji are ordinary writing and stay.
 */
const acting =
  /(?<!\ufe0f|[\p{L}\p{M}\p{Extended_Pictographic}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{Extended_Pictographic}])|(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]/gu;

/**
 * Cuts a text into pieces for display.
 *
 * @param text - anything
 * @returns pieces in order; the joined `text` pieces hold no character that acts
 */
export function visiblePieces(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(acting)) {
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ symbol: symbolOf(match[0].codePointAt(0) ?? 0) });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/**
 * A text for the clipboard: without the characters that {@link visiblePieces} shows as symbols, so that pasting it into a
 * terminal cannot press Enter.
 *
 * @param text - anything
 */
export function withoutActing(text: string): string {
  return text.replace(acting, '');
}

function symbolOf(codePoint: number): string {
  if (codePoint < 0x20) return String.fromCodePoint(CONTROL_PICTURES + codePoint);
  return names[codePoint] ?? `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}
