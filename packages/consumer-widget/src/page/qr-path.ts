// A QR code as the path of an SVG: drawn by the `qr` library, put into the page as a shape, never as markup.
import encodeQR from 'qr';

/** Empty modules that a camera needs around a code. @see ISO/IEC 18004 §5.3.8 */
const QUIET_MODULES = 4;

/** A code to draw. */
export interface QrPath {
  /** Modules on each side, the quiet zone included. */
  readonly size: number;
  /** Dark modules as the `d` of a path. */
  readonly path: string;
}

/**
 * Makes the code of a text.
 *
 * @param text - at most about 2,000 characters
 */
export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_MODULES });
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size: rows.length, path: dark.join('') };
}
