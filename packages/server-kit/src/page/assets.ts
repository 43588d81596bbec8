// The embedded files: choosing an encoding, answering conditional requests. Names carry a hash, so they never change; all but the
// one that a host page names in its script tag.
import type { IncomingRequest } from '../http/exchange.ts';

/** One embedded file; bytes in base64, so that the module runs anywhere. */
export interface EmbeddedAsset {
  readonly type: string;
  readonly etag: string;
  readonly identity: string;
  readonly gzip?: string;
  readonly br?: string;
}

/** Files by name. */
export type Assets = Readonly<Record<string, EmbeddedAsset>>;

/** Files that belong together, and who may load them. */
export interface AssetSet {
  /** Loaded when the first one is asked for: all languages are a megabyte, which would make every start slower. */
  load(): Promise<Assets>;
  /** `cross-origin` when pages of other origins load them. */
  readonly resourcePolicy: 'same-origin' | 'cross-origin';
  /** The one name without a hash: asked for again after some minutes, so that a new version of the kit arrives. */
  readonly entry?: string;
}

/** Files of the form page, for itself alone. */
export const pageFiles: AssetSet = {
  load: async () => (await import('./assets.generated.ts')).pageAssets,
  resourcePolicy: 'same-origin',
};

/** Files of the script tag, for the pages of the account's origins (CORS says which). */
export const widgetFiles: AssetSet = {
  load: async () => (await import('./assets.generated.ts')).widgetAssets,
  resourcePolicy: 'cross-origin',
  entry: 'tellsafe.js',
};

const FOR_EVER = 'public, max-age=31536000, immutable';
const FOR_MINUTES = 'public, max-age=300';

const encodings = ['br', 'gzip'] as const;

/** Decoded bodies by file and encoding. */
const bodies = new Map<string, Uint8Array<ArrayBuffer>>();

/**
 * The answer for one file.
 *
 * @returns undefined for a name that is not in the set
 */
export async function assetResponse(
  { load, resourcePolicy, entry }: AssetSet,
  name: string,
  request: Pick<IncomingRequest, 'headers'>,
): Promise<Response | undefined> {
  const assets = await load();
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined;
  if (!asset) return undefined;
  const encoding = encodings.find((each) => asset[each] !== undefined && accepts(request, each));
  const etag = `"${asset.etag}${encoding ? `-${encoding}` : ''}"`;
  const headers: Record<string, string> = {
    'Cache-Control': name === entry ? FOR_MINUTES : FOR_EVER,
    ETag: etag,
    // What a cache keeps for one origin would be refused by the browser for another.
    Vary: resourcePolicy === 'same-origin' ? 'Accept-Encoding' : 'Accept-Encoding, Origin',
    'Cross-Origin-Resource-Policy': resourcePolicy,
  };
  if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers });
  headers['Content-Type'] = asset.type;
  if (encoding) headers['Content-Encoding'] = encoding;
  return new Response(bodyOf(name, asset, encoding), { status: 200, headers });
}

/** Whether the client takes an encoding (RFC 9110 §12.5.3). */
function accepts(request: Pick<IncomingRequest, 'headers'>, encoding: string): boolean {
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
