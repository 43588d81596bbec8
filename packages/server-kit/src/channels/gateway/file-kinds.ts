// Whether the bytes of a file are what it says it is. A type that is declared and not seen is refused, so that nothing which a browser would
// run comes along under the name of a picture.
import { fileExtensions } from '@tellsafe/core/wire';

/** The types that channels may fetch. */
export const fileTypes: readonly string[] = [...Object.keys(fileExtensions), 'image/jpg', 'audio/mp3', 'audio/x-m4a'];

const aliases: Readonly<Record<string, string>> = {
  'image/jpg': 'image/jpeg',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
};

type Look = (bytes: Uint8Array) => boolean;

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, Math.min(to, bytes.length)));
const begins =
  (...starts: readonly string[]): Look =>
  (bytes) =>
    starts.some((start) => text(bytes, 0, start.length) === start);
/** ISO/IEC 14496-12 §4.3: a file type box comes first. */
const boxed: Look = (bytes) => text(bytes, 4, 8) === 'ftyp';

/** First bytes of each type. @see https://mimesniff.spec.whatwg.org/ and RFC 3533, RFC 4867, RFC 8081 */
const looks: Readonly<Record<string, Look>> = {
  'image/png': begins('\x89PNG\r\n\x1a\n'),
  'image/jpeg': begins('\xff\xd8\xff'),
  'image/gif': begins('GIF87a', 'GIF89a'),
  'image/webp': (bytes) => text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 12) === 'WEBP',
  'image/heic': boxed,
  'audio/mpeg': (bytes) => text(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0),
  'audio/ogg': begins('OggS'),
  'audio/aac': (bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xf6) === 0xf0,
  'audio/amr': begins('#!AMR'),
  'audio/mp4': boxed,
  'video/mp4': boxed,
  'video/3gpp': boxed,
  'video/quicktime': (bytes) => boxed(bytes) || text(bytes, 4, 8) === 'moov',
  'application/pdf': begins('%PDF-'),
  'text/plain': isPlainText,
};

/**
 * The type of a file, when its bytes are of it.
 *
 * @param declared as the provider says it
 * @returns undefined when it is not allowed, or the bytes are something else
 */
export function seenType(declared: string, bytes: Uint8Array): string | undefined {
  const type = aliases[declared] ?? declared;
  if (!Object.hasOwn(fileExtensions, type)) return undefined;
  // What is left are documents of Office, which are ZIP archives (ECMA-376 part 2).
  const look = looks[type] ?? begins('PK\x03\x04');
  return look(bytes) ? type : undefined;
}

/** UTF-8 without control characters, and no markup. */
function isPlainText(bytes: Uint8Array): boolean {
  try {
    const read = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return !/[^\P{Cc}\t\n\r]/u.test(read) && !/<(?:!doctype|html|svg|script|\?xml|body|iframe)/i.test(read);
  } catch {
    return false;
  }
}
