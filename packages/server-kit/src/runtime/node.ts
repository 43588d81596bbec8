// The edge to node:http: a fetch handler as a request listener. The only file, besides SQLite and key files, that knows Node.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { TellsafeError } from '@tellsafe/core';
import { BODY_WAIT_MS, BodyChunks } from '../http/body.ts';
import {
  type Answering,
  answeringOf,
  fromResponse,
  type IncomingRequest,
  notePeer,
  type OutgoingAnswer,
  type RequestHeaders,
} from '../http/exchange.ts';
import { isLive } from '../http/live-body.ts';
import { once } from '../timer.ts';
import { carry } from './node-stream.ts';

export { guardedFetch } from './node-guarded-fetch.ts';
export { serverTimes, shutDown } from './node-shut-down.ts';

/** How long a sender may go on after its request was answered, before its connection is closed. */
const LINGER_MS = 500;

/** Methods that the web's `Request` does not know. @see https://fetch.spec.whatwg.org/#methods */
const foreignMethods = ['CONNECT', 'TRACE', 'TRACK'];

/**
 * Makes a listener for `node:http`, Express or Fastify out of a fetch handler. The kit's own handler is served without
 * making the web's `Request` and `Response`, which takes a third of the time; any other, such as one that wraps it, gets them.
 *
 * @param fetch for example `tellsafe.fetch`
 * @example
 * ```ts
 * createServer(nodeListener(tellsafe.fetch)).listen(3000);
 * ```
 */
export function nodeListener(
  fetch: (request: Request) => Response | Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  const direct = answeringOf(fetch);
  return async (incoming, outgoing) => {
    try {
      const request = readRequest(incoming);
      if (!request) return refuse(incoming, outgoing, 400);
      const answering: Answering = direct ?? (() => answerOverWeb(fetch, request, incoming, outgoing));
      await send(await answering(request), incoming, outgoing);
    } catch {
      // A handler that rejects, or a stream that breaks: nothing of the reason belongs into the answer.
      if (!outgoing.headersSent) return refuse(incoming, outgoing, 500);
      outgoing.destroy();
    }
    if (!incoming.complete) letGo(incoming);
  };
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { connection: 'close' }).end();
  if (!incoming.complete) letGo(incoming);
}

/** Reads the rest of a request that was answered early, for a moment, so that its sender gets to see the answer. */
function letGo(incoming: IncomingMessage): void {
  const stop = once(LINGER_MS, () => incoming.socket.destroy());
  incoming.once('close', stop).resume();
}

/** A host that needs no closer look, as nearly all are. */
const plainHost = /^[\w.-]+(?::\d{1,5})?$/;

/** The request, or nothing when it names no address. */
function readRequest(incoming: IncomingMessage): IncomingRequest | undefined {
  const { headers, url: target = '' } = incoming;
  const host = headers.host ?? headers[':authority'];
  if (typeof host !== 'string' || !target.startsWith('/')) return undefined;
  const base = `${'encrypted' in incoming.socket ? 'https' : 'http'}://${host}`;
  if (!plainHost.test(host) && !URL.canParse(base)) return undefined;
  return new NodeRequest(incoming, base, target);
}

/** What is seldom asked for is looked up when it is. */
class NodeRequest implements IncomingRequest {
  readonly method: string;
  readonly url: string;
  readonly path: string;
  readonly search: string;
  readonly headers: RequestHeaders;
  readonly #incoming: IncomingMessage;
  readonly #base: string;

  constructor(incoming: IncomingMessage, base: string, target: string) {
    const query = target.indexOf('?');
    this.method = incoming.method ?? 'GET';
    this.url = base + target;
    this.path = query < 0 ? target : target.slice(0, query);
    this.search = query < 0 ? '' : target.slice(query);
    this.headers = new NodeHeaders(incoming.headers);
    this.#incoming = incoming;
    this.#base = base;
  }

  get origin(): string {
    return new URL(this.#base).origin;
  }

  get peerAddress(): string {
    return this.#incoming.socket.remoteAddress ?? '';
  }

  readBody(limit?: number): Promise<Uint8Array> {
    return readBody(this.#incoming, limit);
  }
}

class NodeHeaders implements RequestHeaders {
  readonly #headers: IncomingMessage['headers'];

  constructor(headers: IncomingMessage['headers']) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name.toLowerCase()];
    return typeof value === 'string' ? value : (value?.join(', ') ?? null);
  }

  *[Symbol.iterator](): Generator<[string, string]> {
    for (const name of Object.keys(this.#headers)) {
      // HTTP/2 names the parts of its first line like headers.
      if (!name.startsWith(':')) yield [name, this.get(name) ?? ''];
    }
  }
}

function readBody(incoming: IncomingMessage, limit: number | undefined): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks = new BodyChunks(incoming.headers['content-length'], limit);
    const fail = () => reject(new TellsafeError('request_invalid'));
    // Somebody before this listener has read the body already.
    if (incoming.readableEnded) return fail();
    const stop = once(BODY_WAIT_MS, fail);
    incoming.on('data', (chunk: Uint8Array) => {
      try {
        chunks.add(chunk);
      } catch (error) {
        reject(error);
      }
    });
    incoming.on('end', () => resolve(chunks.toBytes()));
    incoming.on('close', () => {
      stop();
      // An error is dear to make, and one that comes after the body has no effect.
      if (!incoming.readableEnded) fail();
    });
  });
}

async function answerOverWeb(
  fetch: (request: Request) => Response | Promise<Response>,
  { method, url, headers }: IncomingRequest,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<OutgoingAnswer> {
  if (foreignMethods.includes(method)) return { status: 405, headers: {}, body: null };
  const left = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) left.abort();
  });
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const init = {
    method,
    headers: [...headers],
    signal: left.signal,
    ...(hasBody && { body: Readable.toWeb(incoming), duplex: 'half' }),
  };
  return fromResponse(await fetch(notePeer(new Request(url, init as RequestInit), incoming.socket.remoteAddress)));
}

async function send(
  { status, headers, body }: OutgoingAnswer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  if (body === null) outgoing.writeHead(status, headers).end();
  else if (typeof body === 'string') {
    // The answer is this request's own.
    headers['content-length'] = `${Buffer.byteLength(body)}`;
    outgoing.writeHead(status, headers).end(body);
  } else if (isLive(body)) {
    // The connection serves nothing after this.
    if (incoming.httpVersionMajor === 1) headers.connection = 'close';
    outgoing.writeHead(status, headers).flushHeaders();
    await carry(body, incoming, outgoing);
  } else {
    outgoing.writeHead(status, headers).flushHeaders();
    await pump(body, outgoing);
  }
}

/** As fast as it is read at the other end; a reader that leaves ends the stream. */
async function pump(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const reader = body.getReader();
  const leave = () => void reader.cancel().catch(() => undefined);
  if (outgoing.destroyed) return leave();
  outgoing.once('close', leave);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go);
      resolve();
    };
    outgoing.on('drain', go).on('close', go);
  });
}
