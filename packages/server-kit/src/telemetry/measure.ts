// Steps of the kit as measures and spans. What is measured is a route, a verb and a code, never what it was about.
import { isTellsafeError } from '@tellsafe/core';
import { stopWatch } from './clock.ts';
import type { InstrumentName } from './names.ts';
import type { Attributes, Telemetry } from './types.ts';

/** Methods that are told apart; others are `_OTHER`, as the conventions say, so that nobody can invent names. */
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'CONNECT', 'TRACE'];

/** The method of a request as an attribute. */
export function methodOf(method: string): string {
  return methods.includes(method) ? method : '_OTHER';
}

/** What went wrong: a code or the name of a class; never a message. */
export function codeOf(error: unknown): string {
  if (isTellsafeError(error)) return error.code;
  return error instanceof Error ? error.name : typeof error;
}

/** Runs a step, and records how long it took and whether it failed. */
export async function timedStep<Result>(
  telemetry: Telemetry,
  name: InstrumentName,
  attributes: Attributes,
  run: () => Promise<Result>,
): Promise<Result> {
  const seconds = stopWatch();
  try {
    const result = await run();
    telemetry.record(name, seconds(), attributes);
    return result;
  } catch (error) {
    telemetry.record(name, seconds(), { ...attributes, 'error.type': codeOf(error) });
    throw error;
  }
}

/** A way out whose requests are measured. **Security:** addresses may hold secrets, so that only the purpose is told. */
export function measuredFetch<Init extends RequestInit, Given extends unknown[]>(
  telemetry: Telemetry,
  purpose: 'provider' | 'webhook' | 'file',
  fetch: (url: string, init: Init, ...given: Given) => Promise<Response>,
): typeof fetch {
  return (url, init, ...given) => {
    const attributes = { 'http.request.method': methodOf(init.method ?? 'GET'), 'tellsafe.purpose': purpose };
    const step = { name: `${attributes['http.request.method']} ${purpose}`, kind: 'client', attributes } as const;
    return telemetry.span(step, async (span) => {
      const seconds = stopWatch();
      const told = (more: Attributes) => {
        span.set(more);
        telemetry.record('http.client.request.duration', seconds(), { ...attributes, ...more });
      };
      try {
        const response = await fetch(url, init, ...given);
        told({ 'http.response.status_code': response.status });
        return response;
      } catch (error) {
        span.fail(codeOf(error));
        told({ 'error.type': codeOf(error) });
        throw error;
      }
    });
  };
}
