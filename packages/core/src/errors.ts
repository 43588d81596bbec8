// The one error class of every package. Codes and their constant messages are in error-messages.ts, HTTP statuses in wire, texts
// for people in i18n.
import { errorMessages, messageOf } from './error-messages.ts';

const marker = Symbol.for('tellsafe.error');

/** Stable name of a failure. */
export type ErrorCode = keyof typeof errorMessages;

/** Every code, in a fixed order. */
export const errorCodes = /* @__PURE__ */ Object.freeze(/* @__PURE__ */ Object.keys(errorMessages) as ErrorCode[]);

/** One finding inside an input: where and which rule, never the value itself. */
export interface ErrorIssue {
  readonly path: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Machine-readable details of an error. **Security:** settings and rules only; never an answer, a key or personal data. */
export interface ErrorParams {
  readonly issues?: readonly ErrorIssue[];
  readonly [name: string]: string | number | boolean | null | undefined | readonly string[] | readonly ErrorIssue[];
}

/**
 * The constant message of a code.
 *
 * @param code - one of {@link errorCodes}
 */
export function errorMessage(code: ErrorCode): string {
  return errorMessages[code];
}

/**
 * Tells whether a text is an error code.
 *
 * @param text - anything, for example the `code` member of a problem document
 */
export function isErrorCode(text: unknown): text is ErrorCode {
  return typeof text === 'string' && Object.hasOwn(errorMessages, text);
}

/**
 * The error of every package.
 *
 * Messages are constant. Only `setting_invalid`, `option_invalid` and `key_file_invalid`, which speak to the person who
 * configures a program, name `key`, `value`, the allowed range and a `hint` from the params (requirements SF-TIME).
 *
 * @example
 * ```ts
 * throw new TellsafeError('setting_invalid', { key: 'readKeyTtlSec', value: 0, min: 1, max: 300 });
 * ```
 */
export class TellsafeError extends Error {
  override readonly name = 'TellsafeError';
  /** Stable name of the failure. */
  readonly code: ErrorCode;
  /** Details for programs; absent when there are none. */
  declare readonly params?: ErrorParams;

  /**
   * @param code - stable name of the failure
   * @param params - details without anything secret or personal
   * @param options - `cause`: the error behind this one
   */
  constructor(code: ErrorCode, params?: ErrorParams, options?: { readonly cause?: unknown }) {
    super(messageOf(code, params), options);
    this.code = code;
    if (params !== undefined) this.params = params;
    Object.defineProperty(this, marker, { value: true });
  }
}

/**
 * Tells whether something is a {@link TellsafeError}, also one from another copy of this package.
 *
 * @param error - anything that was thrown
 * @param code - when given, the error must have this code
 */
export function isTellsafeError(error: unknown, code?: ErrorCode): error is TellsafeError {
  if (typeof error !== 'object' || error === null || !(marker in error)) return false;
  return code === undefined || ('code' in error && error.code === code);
}
