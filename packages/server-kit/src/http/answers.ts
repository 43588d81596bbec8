// Turning results and failures into responses: one look for all, constant texts for failures.
import { isTellsafeError } from '@tellsafe/core';
import { type ProblemCode, problemOfError, problemResponse } from '@tellsafe/core/wire';
import { type Log, logFailure } from '../log.ts';

/** A JSON answer. */
export function jsonResponse(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status: 200,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
}

/** An answer without a body. */
export function emptyResponse(): Response {
  return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
}

/** The answer to a failure. What is unexpected is logged; the caller is told its code and nothing else. */
export function failureResponse(log: Log, where: string, error: unknown): Response {
  const problem = problemOfError(error);
  if (problem.status >= 500 && !isTellsafeError(error, problem.code)) logFailure(log, where, error);
  return problemOf(problem.code, problem.issues);
}

/** After how many seconds a refused request is worth another try: maintenance makes room each second, answers live minutes. */
const retryAfterSec: Partial<Record<ProblemCode, number>> = { off_the_record_full: 15 };

/** The problem of a code. */
export function problemOf(code: ProblemCode, issues?: Parameters<typeof problemResponse>[1]): Response {
  const { status, headers, body } = problemResponse(code, issues);
  const seconds = retryAfterSec[code];
  return new Response(body, { status, headers: { ...headers, ...(seconds && { 'retry-after': `${seconds}` }) } });
}

/** What every answer carries. The date is the kit's clock, by which clients date their proofs. */
export function finish(response: Response, now: number): Response {
  const { headers } = response;
  headers.set('Date', new Date(now).toUTCString());
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.append('Vary', 'Origin');
  return response;
}
