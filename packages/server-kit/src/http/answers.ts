// Turning results and failures into answers: one look for all, constant texts for failures.
import { isTellsafeError, TellsafeError } from '@tellsafe/core';
import { type ProblemCode, problemOf, problemOfError, problemResponse } from '@tellsafe/core/wire';
import { type Log, logFailure } from '../log.ts';
import type { OutgoingAnswer } from './exchange.ts';
import { withId } from './request-id.ts';

/** A JSON answer. */
export function jsonAnswer(value: unknown): OutgoingAnswer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify(value) };
}

/** An answer without a body. */
export function emptyAnswer(): OutgoingAnswer {
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: null };
}

/**
 * The answer to a failure. What is unexpected is logged; the caller is told its code, the id by which the line is found, and nothing else.
 *
 * @param idOf gives the id of the request
 */
export function failureAnswer(log: Log, where: string, error: unknown, idOf: () => string): OutgoingAnswer {
  if (error instanceof RateLimited) return error.answer();
  const problem = problemOfError(error);
  const answered = problemAnswer(problem.code, problem.issues);
  if (problem.status < 500 || isTellsafeError(error, problem.code)) return answered;
  const requestId = idOf();
  logFailure(log, where, error, requestId);
  return withId(answered, requestId);
}

/** The problem of a code. */
export function problemAnswer(code: ProblemCode, issues?: Parameters<typeof problemResponse>[1]): OutgoingAnswer {
  const { status, headers, body } = problemResponse(code, issues);
  return { status, headers: { ...headers }, body };
}

/**
 * The answer to a request that nobody has looked at, or that there is no time for.
 *
 * @param afterSec when it is worth another try; another process may take it at once
 */
export function busyAnswer(afterSec = 1): OutgoingAnswer {
  const answered = problemAnswer('overloaded');
  answered.headers['retry-after'] = `${afterSec}`;
  return answered;
}

/**
 * Somebody asks too often. Clients wait and repeat as with any other `overloaded`; the status alone tells that it is about them
 * (RFC 6585 §4).
 */
export class RateLimited extends TellsafeError {
  readonly #afterSec: number;

  /** @param afterSec when it is worth another try */
  constructor(afterSec: number) {
    super('overloaded');
    this.#afterSec = afterSec;
  }

  answer(): OutgoingAnswer {
    const { headers } = busyAnswer(this.#afterSec);
    return { status: 429, headers, body: JSON.stringify({ ...problemOf('overloaded'), status: 429 }) };
  }
}

/** What every answer carries. The date is the kit's clock, by which clients date their proofs. */
export function finish(answer: OutgoingAnswer, now: number): OutgoingAnswer {
  const { headers } = answer;
  headers.date = dateOf(now);
  headers['x-content-type-options'] = 'nosniff';
  headers.vary = headers.vary === undefined ? 'Origin' : `${headers.vary}, Origin`;
  return answer;
}

let second = Number.NaN;
let date = '';

/** The text of an instant (RFC 9110 §5.6.7), made once for each second. */
function dateOf(now: number): string {
  const at = Math.floor(now / 1000);
  if (at !== second) {
    date = new Date(now).toUTCString();
    second = at;
  }
  return date;
}
