// Files that consumers send by channels and agents may have: which types, and by which name they are saved. Free of zod. What runs or
// draws in a page of its own (HTML, SVG, scripts, archives) is not among them.

/** Largest file that is handed on, in bytes. */
export const FILE_LIMIT_BYTES = 16 * 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument';

/** Allowed media types, each with the end of its name. */
export const fileExtensions = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/heic': 'heic',
  'audio/mpeg': 'mp3',
  'audio/ogg': 'ogg',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'video/quicktime': 'mov',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  [`${office}.wordprocessingml.document`]: 'docx',
  [`${office}.spreadsheetml.sheet`]: 'xlsx',
  [`${office}.presentationml.presentation`]: 'pptx',
} as const satisfies Record<string, string>;

/** Media types that a page may show as a picture; every other file can only be saved. */
export const pictureTypes: readonly string[] = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

const MAX_STEM = 80;

/**
 * A name under which a file can be saved. **Security:** its end is that of the type, whatever the sender called it, and nothing in it
 * leads to another folder or turns the text around.
 *
 * @param given - as the consumer's provider tells it, if at all
 * @param mediaType - one of {@link fileExtensions}
 */
export function savedFileName(given: string | undefined, mediaType: string): string {
  const extension = (fileExtensions as Readonly<Record<string, string>>)[mediaType] ?? 'bin';
  const plain = (given ?? '')
    .replace(/[\p{C}\p{Zl}\p{Zp}\\/:*?"<>|]/gu, ' ')
    .replace(/\.[^.]{1,8}$/, '')
    .replace(/[.\s]+/g, ' ')
    .trim();
  const stem = [...plain].slice(0, MAX_STEM).join('').trim();
  return `${stem === '' ? 'file' : stem}.${extension}`;
}
