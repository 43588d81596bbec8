// How a request failed, for use inside this package. Core's error class carries its table of messages along, which a host page
// that only shows a bubble need not load (performance.md P7); where a failure leaves the package it becomes a TellsafeError.
import type { ErrorCode } from '@tellsafe/core/encoding';

/** A request that failed. The message is the code. */
export class RequestFailure extends Error {
  /** The server's code, or `network_failed` when no readable answer came. */
  readonly code: string;
  /** How long the server asks to wait, in milliseconds, at most a minute; 0 when it does not say. */
  readonly afterMs: number;

  /**
   * @param code - why
   * @param options - `cause`: the error behind this one; `afterMs`: see there
   */
  constructor(code: string, options?: ErrorOptions & { readonly afterMs?: number }) {
    super(code, options);
    this.code = code;
    this.afterMs = options?.afterMs ?? 0;
  }
}

/**
 * Whether something thrown is a failed request with this code.
 *
 * @param error - anything
 * @param code - one of core's codes
 */
export function failedWith(error: unknown, code: ErrorCode): boolean {
  return error instanceof RequestFailure && error.code === code;
}

const passing = [
  'network_failed',
  'overloaded',
  'off_the_record_full',
  'internal',
] as const satisfies readonly ErrorCode[];

/**
 * Whether trying the same request again may help.
 *
 * @param error - anything
 */
export function isPassing(error: unknown): error is RequestFailure {
  return passing.some((code) => failedWith(error, code));
}

/**
 * Waits for a chunk. One that does not arrive is a request that failed on its way, so it can be tried again like any other.
 *
 * @param chunk - from `import()`
 * @throws {RequestFailure} `network_failed`
 */
export function arrived<Chunk>(chunk: Promise<Chunk>): Promise<Chunk> {
  return chunk.catch((cause: unknown) => {
    throw new RequestFailure('network_failed', { cause });
  });
}
