// The embedded files of the form page: choosing an encoding, answering conditional requests. Names carry a hash, so they never change.
import { pageAssets } from './assets.generated.ts';

/** One embedded file; bytes in base64, so that the module runs anywhere. */
export interface EmbeddedAsset {
  readonly type: string;
  readonly etag: string;
  readonly identity: string;
  readonly gzip?: string;
  readonly br?: string;
}

const encodings = ['br', 'gzip'] as const;

/** Decoded bodies by file and encoding. */
const bodies = new Map<string, Uint8Array<ArrayBuffer>>();

/**
 * The answer for one file.
 *
 * @param assets the embedded files; the kit's own unless a test brings others
 * @returns undefined for a name that is not among them
 */
export function assetResponse(
  name: string,
  request: Request,
  assets: Readonly<Record<string, EmbeddedAsset>> = pageAssets,
): Response | undefined {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) return undefined;
  const encoding = encodings.find((each) => asset[each] !== undefined && accepts(request, each));
  const etag = `"${asset.etag}${encoding ? `-${encoding}` : ''}"`;
  const headers: Record<string, string> = {
    'Cache-Control': 'public, max-age=31536000, immutable',
    ETag: etag,
    Vary: 'Accept-Encoding',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  headers['Content-Type'] = asset.type;
  if (encoding) headers['Content-Encoding'] = encoding;
  return new Response(bodyOf(name, asset, encoding), { status: 200, headers });
}

/** Whether the client takes an encoding (RFC 9110 §12.5.3). */
function accepts(request: Request, encoding: string): boolean {
  const offers = (request.headers.get('accept-encoding') ?? '').toLowerCase().split(',');
  return offers.some((offer) => {
    const [name = '', ...parameters] = offer.split(';').map((part) => part.trim());
    return name === encoding && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}

function matches(header: string | null, etag: string): boolean {
  return (header ?? '').split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}

function bodyOf(name: string, asset: EmbeddedAsset, encoding: 'br' | 'gzip' | undefined): Uint8Array<ArrayBuffer> {
  const text = (encoding && asset[encoding]) ?? asset.identity;
  const key = `${name}/${asset.etag}/${encoding ?? 'identity'}`;
  const known = bodies.get(key);
  if (known) return known;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  bodies.set(key, bytes);
  return bytes;
}
