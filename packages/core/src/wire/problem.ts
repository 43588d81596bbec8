// The one table between error codes and problems (RFC 9457), and both directions of it. Texts of codes live in errors.ts.
import { type ErrorCode, errorMessage, isTellsafeError, TellsafeError } from '../errors.ts';
import { PROBLEM_MEDIA_TYPE } from './headers.ts';

/** HTTP status of every code that travels in a problem. */
export const problemStatuses = {
  request_invalid: 400,
  body_too_large: 413,
  content_type_unsupported: 415,
  route_unknown: 404,
  method_not_allowed: 405,
  origin_refused: 403,
  account_unknown: 404,
  login_required: 401,
  session_invalid: 401,
  proof_stale: 401,
  permission_denied: 403,
  otk_invalid: 403,
  invitation_unavailable: 403,
  form_unknown: 404,
  conversation_unknown: 404,
  conversation_closed: 409,
  conversation_not_assigned: 409,
  answers_unavailable: 410,
  file_gone: 410,
  file_refused: 403,
  file_too_large: 413,
  consumer_key_invalid: 401,
  conflict: 409,
  legal_hold: 409,
  off_the_record_full: 503,
  overloaded: 503,
  internal: 500,
} as const satisfies Partial<Record<ErrorCode, number>>;

/** After how many seconds a refused request is worth another try, where that is known: off-the-record answers live minutes. */
const retryAfterSec: { readonly [Code in ProblemCode]?: number } = { off_the_record_full: 15 };

/** Code of a problem that travels over the wire. */
export type ProblemCode = keyof typeof problemStatuses;

/** Code of a failure that stays inside a program. */
export type LocalErrorCode = Exclude<ErrorCode, ProblemCode>;

/** What a caller is told when one of a server's own failures ends its request. The log, not the caller, learns which it was. */
export const localProblems = {
  encoding_invalid: 'request_invalid',
  definition_invalid: 'internal',
  setting_invalid: 'internal',
  option_invalid: 'internal',
  key_file_invalid: 'internal',
  key_unknown: 'internal',
  at_rest_invalid: 'internal',
  answers_invalid: 'request_invalid',
  recipient_key_invalid: 'request_invalid',
  suite_unavailable: 'request_invalid',
  secure_context_required: 'internal',
  store_unavailable: 'overloaded',
  keys_unavailable: 'overloaded',
  store_closed: 'overloaded',
  network_failed: 'internal',
} as const satisfies Record<LocalErrorCode, ProblemCode>;

/** Every problem code. */
export const problemCodes: readonly ProblemCode[] = Object.freeze(Object.keys(problemStatuses) as ProblemCode[]);

/** Every way the shape of a request can be wrong; rules that look closer add codes of their own. */
export const shapeIssueCodes = ['type', 'too_small', 'too_big', 'format', 'value', 'unknown_key'] as const;

/** One wrong part of a request: where and how, never what was sent. */
export interface ProblemIssue {
  /** Keys of the schema from the root of the body, joined by dots; empty for the body itself. */
  readonly path: string;
  /** One of {@link shapeIssueCodes}, or the code of a rule: lower-case words joined by underscores. */
  readonly code: string;
}

/** A problem body (RFC 9457 §3.1). `issues` comes with `request_invalid` only. */
export interface Problem {
  readonly type: `urn:tellsafe:problem:${ProblemCode}`;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly issues?: readonly ProblemIssue[];
}

/** What an HTTP answer is made of. */
export interface ProblemAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<'content-type' | 'cache-control', string>> & { readonly 'retry-after'?: string };
  readonly body: string;
}

/** Most issues that a problem lists. */
export const PROBLEM_ISSUE_LIMIT = 20;

const issuePathPattern = /^[A-Za-z0-9_.-]{0,200}$/;
const issueCodePattern = /^[a-z]+(?:_[a-z]+){0,7}$/;
const ISSUE_CODE_LENGTH = 50;

/**
 * Whether a value is the code of a problem.
 *
 * @param value anything
 */
export function isProblemCode(value: unknown): value is ProblemCode {
  return typeof value === 'string' && Object.hasOwn(problemStatuses, value);
}

/**
 * The problem of a code: constant texts only.
 *
 * @param code which problem
 * @param issues wrong parts of the request, for `request_invalid`; at most {@link PROBLEM_ISSUE_LIMIT} are kept
 * @see RFC 9457 §3.1
 */
export function problemOf(code: ProblemCode, issues?: readonly ProblemIssue[]): Problem {
  const listed = code === 'request_invalid' ? parseIssues(issues) : [];
  return {
    type: `urn:tellsafe:problem:${code}`,
    title: errorMessage(code),
    status: problemStatuses[code],
    code,
    ...(listed.length > 0 && { issues: listed.map(({ path, code: issueCode }) => ({ path, code: issueCode })) }),
  };
}

/**
 * The problem that answers a failure. Codes that do not travel, and whatever else was thrown, become what
 * {@link localProblems} says or `internal`.
 *
 * **Security:** nothing of the error but its code and, for `request_invalid`, its checked issues gets into the problem.
 *
 * @param error anything that was thrown
 */
export function problemOfError(error: unknown): Problem {
  if (!isTellsafeError(error)) return problemOf('internal');
  const { code } = error;
  if (isProblemCode(code)) return problemOf(code, parseIssues(error.params?.issues));
  return problemOf(Object.hasOwn(localProblems, code) ? localProblems[code] : 'internal');
}

/**
 * Status, headers and body of a problem answer, byte for byte the same for the same code and issues (SF-OTK-06).
 *
 * @param code which problem
 * @param issues wrong parts of the request, for `request_invalid`
 */
export function problemResponse(code: ProblemCode, issues?: readonly ProblemIssue[]): ProblemAnswer {
  const problem = problemOf(code, issues);
  const seconds = retryAfterSec[code];
  return {
    status: problem.status,
    headers: {
      'content-type': PROBLEM_MEDIA_TYPE,
      'cache-control': 'no-store',
      ...(seconds !== undefined && { 'retry-after': `${seconds}` }),
    },
    body: JSON.stringify(problem),
  };
}

/**
 * Reads a problem body. Texts of the sender are not taken over: title and status come from this table.
 *
 * @param body parsed JSON of an answer
 * @returns the problem, or `null` when it is none that this version knows
 */
export function parseProblem(body: unknown): Problem | null {
  if (typeof body !== 'object' || body === null) return null;
  const { type, code, issues } = body as { type?: unknown; code?: unknown; issues?: unknown };
  if (!isProblemCode(code) || type !== `urn:tellsafe:problem:${code}`) return null;
  return problemOf(code, parseIssues(issues));
}

/**
 * The error that a client throws for a problem.
 *
 * @param problem a problem as {@link parseProblem} gives it
 */
export function errorOfProblem(problem: Problem): TellsafeError {
  return new TellsafeError(problem.code, problem.issues === undefined ? undefined : { issues: problem.issues });
}

function parseIssues(value: unknown): readonly ProblemIssue[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, PROBLEM_ISSUE_LIMIT).filter(isIssue);
}

function isIssue(value: unknown): value is ProblemIssue {
  if (typeof value !== 'object' || value === null) return false;
  const { path, code } = value as { path?: unknown; code?: unknown };
  return (
    typeof path === 'string' &&
    issuePathPattern.test(path) &&
    typeof code === 'string' &&
    code.length <= ISSUE_CODE_LENGTH &&
    issueCodePattern.test(code)
  );
}
