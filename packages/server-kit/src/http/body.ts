// Reading a request body: at most so many bytes, whatever the headers say, then JSON in well-formed UTF-8.
import { TellsafeError } from '@tellsafe/core';
import { BODY_LIMIT_BYTES } from '@tellsafe/core/wire';
import { once } from '../timer.ts';

/** How long a body may take to arrive, whatever the server in front allows. */
export const BODY_WAIT_MS = 30_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The chunks of a body while they arrive. */
export class BodyChunks {
  readonly #chunks: Uint8Array[] = [];
  readonly #limit: number;
  #length = 0;

  /**
   * @param declared what the sender says the length is
   * @param limit most bytes, 64 KiB when left out
   * @throws TellsafeError `body_too_large` when it says too much
   */
  constructor(declared: string | null | undefined, limit: number = BODY_LIMIT_BYTES) {
    this.#limit = limit;
    if (Number(declared ?? 0) > limit) throw new TellsafeError('body_too_large');
  }

  /** @throws TellsafeError `body_too_large` as soon as more arrived than is allowed, whatever was declared */
  add(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length > this.#limit) throw new TellsafeError('body_too_large');
    this.#chunks.push(chunk);
  }

  toBytes(): Uint8Array {
    const [only] = this.#chunks;
    if (only && this.#chunks.length === 1) return only;
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }
}

/**
 * Reads the body of a request.
 *
 * @param limit most bytes, 64 KiB when left out
 * @throws TellsafeError `body_too_large`, the rest is not read; `request_invalid` when it breaks off or takes longer than
 * {@link BODY_WAIT_MS}
 */
export async function readBody(request: Request, limit?: number): Promise<Uint8Array> {
  const chunks = new BodyChunks(request.headers.get('content-length'), limit);
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  // The sender may still be writing; what it wants to say does not matter any more.
  const giveUp = () => void reader.cancel().catch(() => undefined);
  let late = false;
  const stop = once(BODY_WAIT_MS, () => {
    late = true;
    giveUp();
  });
  try {
    for (;;) {
      const { done, value } = await readChunk(reader);
      if (late) throw new TellsafeError('request_invalid');
      if (done) return chunks.toBytes();
      chunks.add(value);
    }
  } catch (error) {
    giveUp();
    throw error;
  } finally {
    stop();
  }
}

/** A sender that goes away has sent a wrong request; it is no failure of the kit. */
async function readChunk(reader: ReadableStreamDefaultReader<Uint8Array>) {
  try {
    return await reader.read();
  } catch {
    throw new TellsafeError('request_invalid');
  }
}

/**
 * Parses a body as JSON.
 *
 * @throws TellsafeError `request_invalid` for anything that is not JSON in UTF-8
 */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch {
    throw new TellsafeError('request_invalid');
  }
}

/** Whether a content type is JSON in UTF-8 (RFC 8259 §8.1). */
export function isJsonType(contentType: string | null): boolean {
  if (contentType === 'application/json') return true;
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') return false;
  return parameters.every((parameter) => /^\s*(?:charset\s*=\s*"?utf-8"?\s*)?$/.test(parameter));
}
