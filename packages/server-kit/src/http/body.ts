// Reading a request body: at most so many bytes, whatever the headers say, then JSON in well-formed UTF-8.
import { TellsafeError } from '@tellsafe/core';
import { BODY_LIMIT_BYTES } from '@tellsafe/core/wire';
import { once } from '../timer.ts';

/** How long a body may take to arrive, whatever the server in front allows. */
export const BODY_WAIT_MS = 30_000;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the body of a request.
 *
 * @throws TellsafeError `body_too_large` as soon as more than 64 KiB arrived, the rest is not read; `request_invalid` when it
 * breaks off or takes longer than {@link BODY_WAIT_MS}
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > BODY_LIMIT_BYTES) throw new TellsafeError('body_too_large');
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  // The sender may still be writing; what it wants to say does not matter any more.
  const giveUp = () => void reader.cancel().catch(() => undefined);
  let late = false;
  const stop = once(BODY_WAIT_MS, () => {
    late = true;
    giveUp();
  });
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await readChunk(reader);
      if (late) throw new TellsafeError('request_invalid');
      if (done) return concat(chunks, length);
      length += value.length;
      if (length > BODY_LIMIT_BYTES) {
        giveUp();
        throw new TellsafeError('body_too_large');
      }
      chunks.push(value);
    }
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

function concat(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (only && chunks.length === 1) return only;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
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
  const [type = '', ...parameters] = (contentType ?? '').toLowerCase().split(';');
  if (type.trim() !== 'application/json') return false;
  return parameters.every((parameter) => /^\s*(?:charset\s*=\s*"?utf-8"?\s*)?$/.test(parameter));
}
