// Ids of requests, so that a host finds the line of a log that belongs to an answer. One that the request brings is taken only where the host
// says so, and only when it looks like an id: what anyone may send would let anyone write into the log.
import type { RandomBytes } from '@tellsafe/core/crypto';
import { toBase64url } from '@tellsafe/core/encoding';
import { invalidSetting } from '../invalid-setting.ts';
import { type Log, logFailure } from '../log.ts';
import type { ClientRequest } from '../operation/limits.ts';
import type { Answering, IncomingRequest, OutgoingAnswer } from './exchange.ts';

/** Names the id towards clients. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Where the host finds the id that a gateway of its own gave a request. */
export type ReadRequestId = (request: ClientRequest) => string | null | undefined;

/**
 * UUIDs, trace ids, those of AWS, nginx, Envoy and the like. **Security:** no spaces, quotes or line breaks, and a letter at least: a number
 * alone may be of a card or a phone.
 */
const idPattern = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9._:+/=~-]{7,127}$/;

const OWN_BYTES = 12;

/** @throws TellsafeError `option_invalid` */
export function parseRequestId(read: ReadRequestId | undefined): ReadRequestId | undefined {
  if (read !== undefined && typeof read !== 'function') throw invalidSetting('requestId', 'must be a function', read);
  return read;
}

/** Ids of requests, each the same however often it is asked for. */
export class RequestIds {
  readonly #read: ReadRequestId | undefined;
  readonly #random: RandomBytes;
  readonly #log: Log;
  readonly #known = new WeakMap<object, string>();
  #failed = false;

  /** @param read where the host finds ids; without it they are the kit's own */
  constructor(read: ReadRequestId | undefined, random: RandomBytes, log: Log) {
    this.#read = read;
    this.#random = random;
    this.#log = log;
  }

  /** The id of a request. */
  of(request: IncomingRequest): string {
    const known = this.#known.get(request);
    if (known !== undefined) return known;
    const id = this.#given(request) ?? toBase64url(this.#random(OWN_BYTES));
    this.#known.set(request, id);
    return id;
  }

  /** Shows the id at every answer where the host has ids, and leaves all as it is where it has none. */
  shownBy(answering: Answering): Answering {
    if (!this.#read) return answering;
    return async (request) => withId(await answering(request), this.of(request));
  }

  #given({ headers, peerAddress }: IncomingRequest): string | undefined {
    try {
      const id = this.#read?.({ headers, ...(peerAddress !== undefined && { peerAddress }) });
      return typeof id === 'string' && idPattern.test(id) ? id : undefined;
    } catch (error) {
      if (!this.#failed) logFailure(this.#log, 'requestId', error);
      this.#failed = true;
      return undefined;
    }
  }
}

/** An answer that shows the id of its request. */
export function withId(answered: OutgoingAnswer, id: string): OutgoingAnswer {
  answered.headers[REQUEST_ID_HEADER] = id;
  return answered;
}
