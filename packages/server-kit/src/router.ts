// The HTTP side: Hono finds the route, one pipeline checks every request the same way, the route's handler answers.
// Order: route, method, origin, content type, size, JSON, schema, proof and caller, handler.
import { TellsafeError } from '@tellsafe/core';
import { parseProof } from '@tellsafe/core/crypto/sync';
import { PROOF_HEADER, type RouteName } from '@tellsafe/core/wire';
import { parseRequest, type Route, routes } from '@tellsafe/core/wire/schemas';
import { Hono } from 'hono';
import { type Answer, type Call, type Handler, prefetchCode } from './handlers/call.ts';
import type { Handlers } from './handlers/index.ts';
import { emptyResponse, failureResponse, finish, jsonResponse, problemOf } from './http/answers.ts';
import { isJsonType, parseJson, readBody } from './http/body.ts';
import { eventStreamResponse } from './http/event-stream.ts';
import { allowOrigin, originOf, preflightHeaders } from './http/origin.ts';
import type { EventSource } from './services/feeds/source.ts';
import type { Kit } from './services/kit.ts';

/** Routes of one path by method. */
type Methods = ReadonlyMap<string, RouteName>;

/** Answers requests; never rejects. */
export type Fetch = (request: Request) => Promise<Response>;

/** Builds the handler of all routes below a base path. */
export function createRouter(kit: Kit, handlers: Handlers, basePath: string): Fetch {
  const app = new Hono();
  for (const [path, methods] of pathsOf()) {
    app.all(basePath + path, (context) => {
      const { raw } = context.req;
      return answer(kit, handlers, basePath, methods, raw, context.req.param());
    });
  }
  app.notFound(() => problemOf('route_unknown'));
  app.onError((error) => failureResponse(kit.log, 'router', error));
  return async (request) => finish(await app.fetch(request), kit.clock());
}

function pathsOf(): Map<string, Map<string, RouteName>> {
  const paths = new Map<string, Map<string, RouteName>>();
  for (const [name, { method, path }] of Object.entries(routes) as [RouteName, Route][]) {
    const methods = paths.get(path) ?? new Map<string, RouteName>();
    paths.set(path, methods.set(method, name));
  }
  return paths;
}

async function answer(
  kit: Kit,
  handlers: Handlers,
  basePath: string,
  methods: Methods,
  request: Request,
  parameters: Readonly<Record<string, string>>,
): Promise<Response> {
  const url = new URL(request.url);
  const { origin, sameOrigin } = originOf(request, url);
  const trusted = origin === null || sameOrigin || kit.accounts.anyAllows(origin);
  const response = await respond();
  if (origin !== null && trusted) allowOrigin(response.headers, origin);
  return response;

  async function respond(): Promise<Response> {
    const name = methods.get(request.method) ?? headOf(methods, request.method);
    if (request.method === 'OPTIONS') return optionsResponse(methods, trusted);
    if (name === undefined) return methodResponse(methods);
    try {
      const route: Route = routes[name];
      if (!trusted && route.answer !== 'html' && route.answer !== 'file') throw new TellsafeError('origin_refused');
      const call = await parseCall({ name, route, request, url, basePath, parameters, origin, sameOrigin });
      // Each handler is typed by its route; here, where all routes meet, the name and the call belong together.
      const handle = handlers[name] as Handler<RouteName>;
      return respondWith(kit, route, await handle(kit, call as Call<RouteName>), request.method);
    } catch (error) {
      return failureResponse(kit.log, name, error);
    }
  }
}

/** HEAD is for documents and files alone; a stream or a list has nothing to say about itself. */
function headOf(methods: Methods, method: string): RouteName | undefined {
  const name = method === 'HEAD' ? methods.get('GET') : undefined;
  const answers = name && routes[name].answer;
  return answers === 'html' || answers === 'file' ? name : undefined;
}

function allowedMethods(methods: Methods): string[] {
  return [...methods.keys(), 'OPTIONS'];
}

function optionsResponse(methods: Methods, trusted: boolean): Response {
  if (!trusted) return problemOf('origin_refused');
  const response = emptyResponse();
  preflightHeaders(response.headers, allowedMethods(methods));
  response.headers.set('Allow', allowedMethods(methods).join(', '));
  return response;
}

function methodResponse(methods: Methods): Response {
  const response = problemOf('method_not_allowed');
  response.headers.set('Allow', allowedMethods(methods).join(', '));
  return response;
}

interface Incoming {
  readonly name: RouteName;
  readonly route: Route;
  readonly request: Request;
  readonly url: URL;
  readonly basePath: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly origin: string | null;
  readonly sameOrigin: boolean;
}

async function parseCall(incoming: Incoming): Promise<Call<RouteName>> {
  const { name, route, request, url, basePath, parameters, origin, sameOrigin } = incoming;
  if (route.method !== 'GET' && isPrefetch(request)) throw new TellsafeError(prefetchCode(route.caller, name));
  // A type that pages of other origins cannot send without asking first, also where there is no body.
  if (route.method !== 'GET' && !isJsonType(request.headers.get('content-type'))) {
    throw new TellsafeError('content_type_unsupported');
  }
  const body = route.method === 'GET' ? new Uint8Array() : await readBody(request);
  const input = route.request && parseRequest(route.request, parseJson(body));
  const query = route.query && parseRequest(route.query, Object.fromEntries(url.searchParams));
  const proven = {
    proof: parseProof(request.headers.get(PROOF_HEADER)),
    method: request.method,
    path: url.pathname.slice(basePath.length) + url.search,
    body,
  };
  return { name, request, parameters, input, query, proven, origin, sameOrigin } as Call<RouteName>;
}

/** What a browser fetches ahead of time, nobody has asked for (Fetch Standard: Sec-Purpose). */
function isPrefetch(request: Request): boolean {
  const purpose = `${request.headers.get('sec-purpose') ?? ''} ${request.headers.get('purpose') ?? ''}`;
  return /\b(?:prefetch|prerender|preview)\b/i.test(purpose);
}

function respondWith(kit: Kit, route: Route, given: Answer<RouteName>, method: string): Response {
  if (given instanceof Response) {
    return method === 'HEAD' ? new Response(null, { status: given.status, headers: given.headers }) : given;
  }
  switch (route.answer) {
    case 'empty':
      return emptyResponse();
    case 'events':
      return eventStreamResponse(given as EventSource, kit.hub, kit.log);
    default:
      return jsonResponse(given);
  }
}
