// Where a request comes from, as the browser says: nothing, a page of this very origin, or a page of another one.
import { PROOF_HEADER } from '@tellsafe/core/wire';
import type { IncomingRequest, OutgoingAnswer } from './exchange.ts';

/** The web origin of a request. */
export interface RequestOrigin {
  /** The Origin header. */
  readonly origin: string | null;
  /** The page is of the origin that the request went to. */
  readonly sameOrigin: boolean;
}

/** Reads the origin of a request. */
export function originOf(request: IncomingRequest): RequestOrigin {
  const origin = request.headers.get('origin');
  return { origin, sameOrigin: origin !== null && origin === request.origin };
}

/** Request headers that pages of other origins may set. */
const ALLOWED_HEADERS = ['Content-Type', 'Authorization', 'Last-Event-ID', PROOF_HEADER].join(', ');

/** Seconds a browser may remember a preflight. */
const PREFLIGHT_SECONDS = '600';

/** What clients read: the server's clock, when to try again, and by which id the server knows the request. */
const READABLE_HEADERS = 'Date, Retry-After, X-Request-Id';

/** Lets a page of an allowed origin see the answer. */
export function allowOrigin(headers: OutgoingAnswer['headers'], origin: string): void {
  headers['access-control-allow-origin'] = origin;
  headers['access-control-expose-headers'] = READABLE_HEADERS;
}

/** The answer to a preflight of an allowed origin. It promises nothing: every request is checked again. */
export function preflightHeaders(headers: OutgoingAnswer['headers'], methods: readonly string[]): void {
  headers['access-control-allow-methods'] = methods.join(', ');
  headers['access-control-allow-headers'] = ALLOWED_HEADERS;
  headers['access-control-max-age'] = PREFLIGHT_SECONDS;
}
