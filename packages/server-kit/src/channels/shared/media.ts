// Fetching a file from a provider: the credential goes to the provider's own origins alone, never along a redirect; size, type and digest
// are held to while the bytes come in.
import type { ChannelIo, ChannelName, MediaLimits, MediaResult } from '../types.ts';
import { asBuffer, readUpTo, toHex } from './bytes.ts';
import { classify, httpCodes } from './error-classes.ts';
import { isPublicName } from './public-name.ts';
import { REQUEST_TIMEOUT_MS } from './requests.ts';

/** A file to fetch. */
export interface MediaRequest {
  readonly url: string;
  /** Origins that may be asked with the credential. */
  readonly origins: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts of the public network to which the provider's redirects may lead, without the credential. Default none. */
  readonly redirectTo?: RegExp;
  /** Lower-case hex. */
  readonly sha256?: string;
}

const MAX_REDIRECTS = 3;

/** Fetches a file. Never rejects. */
export async function fetchMedia(
  channel: ChannelName,
  io: ChannelIo,
  request: MediaRequest,
  limits: MediaLimits,
): Promise<MediaResult> {
  let { url, headers } = request;
  if (!URL.canParse(url) || !request.origins.includes(new URL(url).origin))
    return { ok: false, reason: 'foreign_origin' };
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
      const response = await io.fetch(url, { headers, redirect: 'manual', signal });
      const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (next === null) return await readMedia(channel, response, request, limits);
      await response.body?.cancel();
      const target = URL.canParse(next, url) ? new URL(next, url) : undefined;
      if (!target || !mayFollow(request, target)) return { ok: false, reason: 'foreign_origin' };
      url = target.href;
      if (!request.origins.includes(target.origin)) headers = {};
    }
    return { ok: false, reason: 'foreign_origin' };
  } catch {
    return { ok: false, reason: 'unavailable', error: classify(channel, ['network']) };
  }
}

function mayFollow({ origins, redirectTo }: MediaRequest, target: URL): boolean {
  if (origins.includes(target.origin)) return true;
  return redirectTo !== undefined && isPublicName(target) && redirectTo.test(target.hostname);
}

async function readMedia(
  channel: ChannelName,
  response: Response,
  { sha256 }: MediaRequest,
  limits: MediaLimits,
): Promise<MediaResult> {
  if (!response.ok) {
    await response.body?.cancel();
    const error = classify(channel, httpCodes(response.status));
    // Files are announced before they are there.
    return { ok: false, reason: response.status === 404 ? 'not_yet' : 'unavailable', error };
  }
  const mediaType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!allowsType(limits.types, mediaType)) {
    await response.body?.cancel();
    return { ok: false, reason: 'type_refused' };
  }
  const bytes = await readUpTo(response.body, limits.maxBytes);
  if (!bytes) return { ok: false, reason: 'too_large' };
  if (sha256 !== undefined && (await digestOf(bytes)) !== sha256.toLowerCase())
    return { ok: false, reason: 'digest_mismatch' };
  return { ok: true, mediaType, bytes };
}

/** Whether a media type is among those allowed; `*` and a subtype of `*` stand for any. */
export function allowsType(types: readonly string[], mediaType: string): boolean {
  return types.some(
    (type) => type === '*' || type === mediaType || (type.endsWith('/*') && mediaType.startsWith(type.slice(0, -1))),
  );
}

async function digestOf(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', asBuffer(bytes))));
}
