// The one error class of every package and the table of its codes.
// It owns codes and their constant English messages; HTTP statuses live in wire, texts for people in i18n.

const marker = Symbol.for('tellsafe.error');

/** Code → constant message, one line per way something can fail. Grouped: answered by a server, then local to a program. */
const errorMessages = {
  // Answered by a server (wire/problem.ts holds the status of each).
  request_invalid: 'The request is not valid.',
  body_too_large: 'The request body is too large.',
  content_type_unsupported: 'The content type of the request is not supported.',
  route_unknown: 'There is nothing at this address.',
  method_not_allowed: 'This address does not take this method.',
  origin_refused: 'Requests from this origin are refused.',
  account_unknown: 'This account does not exist.',
  login_required: 'A login is required.',
  session_invalid: 'The agent session is not valid or has ended.',
  proof_stale: 'The proof of the request is too old or too new.',
  permission_denied: 'This is not permitted.',
  otk_invalid: 'The one-time key is not valid.',
  invitation_unavailable: 'The secure form could not be opened.',
  form_unknown: 'This form does not exist or is not enabled.',
  conversation_unknown: 'This conversation does not exist.',
  conversation_closed: 'The conversation is closed.',
  conversation_not_assigned: 'The conversation is not assigned to this agent.',
  answers_unavailable: 'The answers can no longer be read. Send the form again.',
  consumer_key_invalid: 'The consumer key is not valid.',
  conflict: 'Something else changed at the same time. Try again.',
  overloaded: 'The server is busy. Try again later.',
  internal: 'Something went wrong on the server.',
  // Local to a program.
  encoding_invalid: 'The text or bytes are not in the expected encoding.',
  definition_invalid: 'The form definition is not valid.',
  setting_invalid: 'A setting is outside its range.',
  option_invalid: 'An option is not valid.',
  key_file_invalid: 'The key file cannot be used.',
  key_unknown: 'No key is held under this key id.',
  at_rest_invalid: 'The stored bytes cannot be opened with this key and context.',
  answers_invalid: 'The sealed answers cannot be opened.',
  recipient_key_invalid: 'The recipient key cannot be used.',
  suite_unavailable: 'This cipher suite is not available here.',
  secure_context_required: 'Cryptography is only available in a secure context (HTTPS or localhost).',
  store_unavailable: 'The store is not available.',
  store_closed: 'The store is closed.',
  network_failed: 'The server could not be reached.',
} as const satisfies Record<string, string>;

/** Stable name of a failure. */
export type ErrorCode = keyof typeof errorMessages;

/** Every code, in a fixed order. */
export const errorCodes = Object.freeze(Object.keys(errorMessages) as ErrorCode[]);

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

/** What a program's own settings are called in messages: their names and ranges help the person who wrote them. */
const describedCodes: readonly ErrorCode[] = ['setting_invalid', 'option_invalid', 'key_file_invalid'];

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
    super(describe(code, params), options);
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

function describe(code: ErrorCode, params: ErrorParams | undefined): string {
  const message = errorMessages[code];
  if (params === undefined || !describedCodes.includes(code)) return message;
  const { key, value, min, max, allowed, hint } = params;
  const parts = [
    key === undefined ? '' : `${key}`,
    value === undefined ? '' : `got ${JSON.stringify(value)}`,
    min === undefined && max === undefined ? '' : `allowed ${min ?? ''}–${max ?? ''}`,
    Array.isArray(allowed) ? `allowed ${allowed.join(', ')}` : '',
    hint === undefined ? '' : `${hint}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? message : `${message} ${parts.join('; ')}`;
}
