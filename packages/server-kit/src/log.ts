// What the kit tells the operator: constant messages with codes. Never an answer, a key, a handle, a name or a request's content.
import { isTellsafeError } from '@tellsafe/core';
import type { Telemetry } from './telemetry/types.ts';

/** One line of the log. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** A constant text. */
  readonly message: string;
  /** Error code, or the class name of an error that has none. */
  readonly code?: string;
  /** How often it happened since the line before that says the same; absent for once. */
  readonly count?: number;
  /** Where it happened: a route name, a task name. */
  readonly where?: string;
  /** Code positions of an unexpected error; no message, no data. */
  readonly trace?: readonly string[];
  /** Id of the request about which it is; its answer shows it as `X-Request-Id`. */
  readonly requestId?: string;
  /** Id of the telemetry's trace in which it happened, where there is one. */
  readonly traceId?: string;
}

/** Takes the lines of the log. */
export type Log = (entry: LogEntry) => void;

/** Writes warnings and errors to the console, one line of JSON each. */
export function consoleLog(entry: LogEntry): void {
  if (entry.level === 'error') console.error(JSON.stringify(entry));
  else if (entry.level === 'warn') console.warn(JSON.stringify(entry));
}

/**
 * Logs a failure by what it is, never by what it says.
 *
 * **Security:** messages of foreign errors may hold data, so only the class name and code positions are kept.
 *
 * @param requestId of the request that failed
 */
export function logFailure(log: Log, where: string, error: unknown, requestId?: string): void {
  const known = isTellsafeError(error);
  const trace = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  log({
    level: 'error',
    message: 'Something failed inside the kit.',
    code: known ? error.code : error instanceof Error ? error.name : typeof error,
    where,
    trace: trace.slice(0, 12).map((line) => line.trim()),
    ...(requestId !== undefined && { requestId }),
  });
}

/** A log whose lines name the trace that is under way. */
export function traced(log: Log, telemetry: Pick<Telemetry, 'traceId'>): Log {
  return (entry) => {
    const traceId = telemetry.traceId?.();
    log(traceId === undefined ? entry : { ...entry, traceId });
  };
}
