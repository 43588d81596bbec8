// A request and an answer as the kit works with them, whatever carries them: the web's own `Request` and `Response`, or a
// runtime's. Making the web's objects costs a server more than answering, so an edge that can do without does.
import { readBody } from './body.ts';
import { isLive, type LiveBody, webStreamOf } from './live-body.ts';

/** A request. */
export interface IncomingRequest {
  readonly method: string;
  /** Whole address. */
  readonly url: string;
  /** `https://forms.acme.example` */
  readonly origin: string;
  /** As it was sent, from the first slash up to the query. */
  readonly path: string;
  /** The query with its question mark; `''` without one. */
  readonly search: string;
  readonly headers: RequestHeaders;
  /** The other end of the connection, where the runtime tells. */
  readonly peerAddress?: string;
  /**
   * The whole body, once.
   *
   * @param limit most bytes, 64 KiB when left out
   * @throws TellsafeError `body_too_large`, `request_invalid`
   */
  readBody(limit?: number): Promise<Uint8Array>;
}

/** What of the web's `Headers` the kit uses. */
export interface RequestHeaders extends Iterable<[string, string]> {
  get(name: string): string | null;
}

/** An answer; names of headers in lower case. */
export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | ReadableStream<Uint8Array> | LiveBody | null;
}

/** Answers requests; never rejects. */
export type Answering = (request: IncomingRequest) => Promise<OutgoingAnswer>;

/** A handler over the web's own objects. */
export type Fetch = (request: Request) => Promise<Response>;

const answerings = new WeakMap<object, Answering>();

/** Makes the web's handler of one that needs no web. */
export function fetchOf(answering: Answering): Fetch {
  const fetch: Fetch = async (request) => toResponse(await answering(fromRequest(request)));
  answerings.set(fetch, answering);
  return fetch;
}

/** The shorter way that a handler of {@link fetchOf} has, for edges. */
export function answeringOf(fetch: object): Answering | undefined {
  return answerings.get(fetch);
}

const peers = new WeakMap<Request, string>();

/** Notes the other end of a request's connection, for a handler that wraps the kit's own and hands over this very request. */
export function notePeer(request: Request, address: string | undefined): Request {
  if (address !== undefined) peers.set(request, address);
  return request;
}

function fromRequest(request: Request): IncomingRequest {
  const { origin, pathname, search } = new URL(request.url);
  const { method, url, headers } = request;
  const peerAddress = peers.get(request);
  return {
    ...{ method, url, origin, path: pathname, search, headers, ...(peerAddress !== undefined && { peerAddress }) },
    readBody: (limit) => readBody(request, limit),
  };
}

/** The kit's answer as the web's. */
export function toResponse({ status, headers, body }: OutgoingAnswer): Response {
  // Workers compress what names an encoding unless they are told that it is done; others do not know the member.
  const encoded = 'content-encoding' in headers ? { encodeBody: 'manual' } : {};
  return new Response(isLive(body) ? webStreamOf(body) : body, { status, headers, ...encoded });
}

/** The web's answer as the kit's. */
export function fromResponse({ status, headers, body }: Response): OutgoingAnswer {
  return { status, headers: Object.fromEntries(headers), body };
}
