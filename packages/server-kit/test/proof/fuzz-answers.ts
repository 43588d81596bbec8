// What every answer of a kit must be, whatever was asked: a known problem without any trace of the request, and without an effect; or a
// success.
import { isProblemCode, type ProblemIssue, problemResponse, type RouteName, routePaths } from '@tellsafe/core/wire';
import { cpuMs, fastestCpuMs } from '../../../../scripts/cpu-time.ts';
import { CANARY } from './fuzz-edits.ts';
import type { BuiltRequest } from './fuzz-requests.ts';
import type { FuzzWorld } from './fuzz-world.ts';

/** Longest time of one answer in milliseconds, by the fastest of a few tries. */
const SLOW_MS = 250;

const headersOfProblems: Readonly<Record<string, RegExp>> = {
  'content-type': /^application\/problem\+json$/,
  'cache-control': /^no-store$/,
  'x-content-type-options': /^nosniff$/,
  vary: /^(?:Origin|Accept-Encoding, Origin)$/,
  date: /GMT$/,
  allow: /^[A-Z, ]+$/,
  'retry-after': /^\d+$/,
  'access-control-allow-origin': /^https:\/\/(?:www\.acme|forms\.acme|forms\.globex|globex)\.example$/,
  'access-control-expose-headers': /^[A-Za-z, -]+$/,
};

/** An answer that is as it must be. */
export interface Judged {
  /** Of work. */
  readonly ms: number;
  /** The code of a problem, or the status. */
  readonly outcome: string;
}

/** Sends a request and judges its answer. */
export async function judgeAnswer(world: FuzzWorld, route: RouteName, request: BuiltRequest): Promise<Judged> {
  const { harness } = world;
  world.takeCommits();
  harness.log.length = 0;
  const send = async () => {
    const response = await harness.tellsafe.fetch(new Request(request.url, request.init));
    const isStream = response.headers.get('content-type') === 'text/event-stream';
    if (isStream) await response.body?.cancel();
    return { response, text: isStream ? '' : await response.text() };
  };
  const startedAt = cpuMs();
  const { response, text } = await send();
  const ms = cpuMs() - startedAt;
  const { status, headers } = response;
  assert(status < 500, `status ${status}`);
  assert(harness.log.length === 0, `logged ${JSON.stringify(harness.log[0])}`);
  assert(!('polluted' in {}) && Object.keys(Object.prototype).length === 0, 'Object.prototype was changed');
  const { answer } = routePaths[route];
  if (status >= 400) {
    const isPage = answer === 'html' && headers.get('content-type')?.startsWith('text/html') === true;
    if (!isPage && request.init.method !== 'HEAD') judgeProblem(world, status, headers, text);
    judgeEffects(world, true);
  } else {
    const isFile = answer === 'file' || answer === 'html';
    // What stands between may change no stream, either.
    const isStream = headers.get('content-type')?.startsWith('text/event-stream') === true;
    const expected = isStream ? 'no-store, no-transform' : 'no-store';
    assert(isFile || headers.get('cache-control') === expected, 'cached');
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.init.method)) judgeEffects(world, true);
  }
  if (ms > SLOW_MS) {
    const fastest = await fastestCpuMs(send, SLOW_MS);
    assert(fastest < SLOW_MS, `took ${fastest.toFixed(0)} ms`);
  }
  return { ms, outcome: /"code":"([a-z_]+)"/.exec(status < 400 ? '' : text)?.[1] ?? String(status) };
}

function judgeProblem(world: FuzzWorld, status: number, headers: Headers, text: string): void {
  const { code, issues } = JSON.parse(text) as { code: unknown; issues?: readonly ProblemIssue[] };
  assert(isProblemCode(code), `unknown code in ${text}`);
  // Two refusals of one code are the same bytes, apart from issues (SF-OTK-06).
  assert(text === problemResponse(code, issues).body, `another text for ${code}: ${text}`);
  assert(status === problemResponse(code).status, `status ${status} for ${code}`);
  assert(issues === undefined || code === 'request_invalid', `issues with ${code}`);
  for (const [name, value] of headers) {
    assert(headersOfProblems[name]?.test(value) ?? false, `header ${name}: ${value}`);
  }
  assert(headers.get('cache-control') === 'no-store', 'cached');
  const shown = text + [...headers.values()].join('\n');
  for (const trace of [CANARY, '__proto__', 'constructor', 'toJSON'])
    assert(!shown.includes(trace), `repeats ${trace}`);
  for (const [name, value] of Object.entries(world.texts)) {
    if (value.length > 20) assert(!shown.includes(value), `repeats ${name}`);
  }
}

/** A refusal, and whatever a GET says, leaves nothing but entries in the audit. */
function judgeEffects(world: FuzzWorld, mustBeNone: boolean): void {
  for (const { store, batch } of world.takeCommits()) {
    const { put = [], remove = [], append = [] } = batch;
    const harmless = put.length === 0 && remove.length === 0 && append.every(({ type }) => type === 'audit');
    assert(!mustBeNone || harmless, `changed ${store}: ${put.map(({ collection }) => collection).join()}`);
  }
}

function assert(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Error(message);
}
