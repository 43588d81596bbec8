// Replies and failures of Redis as values of the store. Bytes are copied, so that they belong to the caller.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of a reply that is text or bytes; anything else is `''`. */
export function replyText(reply: unknown): string {
  if (typeof reply === 'string') return reply;
  return reply instanceof Uint8Array ? decoder.decode(reply) : '';
}

/** A reply that is a list; anything else is a failure. */
export function replyList(reply: unknown): readonly unknown[] {
  if (!Array.isArray(reply)) throw new TellsafeError('store_unavailable');
  return reply;
}

/** A reply of bytes, copied: the client may use the memory around them again. */
export function replyBytes(reply: unknown): Uint8Array {
  if (!(reply instanceof Uint8Array)) throw new TellsafeError('store_unavailable');
  return new Uint8Array(reply);
}

/** The code with which Redis begins an error (`OOM`, `NOSCRIPT`, `NOPERM`, `ERR` …); `''` for any other failure. */
export function redisErrorCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  return /^([A-Z]+) /.exec(error.message)?.[1] ?? '';
}

/**
 * What a failed command means to the caller: `overloaded` when the memory of Redis is full, else `store_unavailable`.
 *
 * **Security:** errors of a client library may carry the command with its bytes; only class name and message are kept.
 */
export function toStoreError(error: unknown): Error {
  if (isTellsafeError(error) || error instanceof TypeError || error instanceof RangeError) return error;
  const cause = new Error(error instanceof Error ? `${error.name}: ${error.message}` : 'failed');
  return new TellsafeError(redisErrorCode(error) === 'OOM' ? 'overloaded' : 'store_unavailable', undefined, { cause });
}

/** Gives up waiting for a reply: a client that has lost its server may hold commands back for as long as it likes. */
export async function inTime<Value>(work: Promise<Value>, limitMs: number): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no reply within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
