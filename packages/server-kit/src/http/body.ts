// Reading a request body: at most so many bytes, whatever the headers say, then JSON in well-formed UTF-8.
import { TellsafeError } from '@tellsafe/core';
import { BODY_LIMIT_BYTES } from '@tellsafe/core/wire';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the body of a request.
 *
 * @throws TellsafeError `body_too_large` as soon as more than 64 KiB arrived; the rest is not read
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > BODY_LIMIT_BYTES) throw new TellsafeError('body_too_large');
  if (!request.body) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(chunks, length);
    length += value.length;
    if (length > BODY_LIMIT_BYTES) {
      // The sender may still be writing; what it wants to say does not matter any more.
      reader.cancel().catch(() => undefined);
      throw new TellsafeError('body_too_large');
    }
    chunks.push(value);
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
