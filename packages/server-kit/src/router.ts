// The HTTP side: the table finds the route, one pipeline checks every request the same way, the route's handler answers.
// Order: route, method, origin, content type, size, JSON, schema, proof and caller, handler.
import { TellsafeError } from '@tellsafe/core';
import { parseProof } from '@tellsafe/core/crypto/sync';
import { PROOF_HEADER, type RouteName, type RoutePath, routePaths } from '@tellsafe/core/wire';
import type { IncomingRoute } from '@tellsafe/core/wire/incoming';
import { type Answer, type Call, type Handler, prefetchCode } from './handlers/call.ts';
import type { Handlers } from './handlers/index.ts';
import { emptyAnswer, failureAnswer, finish, jsonAnswer, problemAnswer } from './http/answers.ts';
import { isJsonType, parseJson } from './http/body.ts';
import { eventStreamAnswer } from './http/event-stream.ts';
import { type Answering, fromResponse, type IncomingRequest, type OutgoingAnswer } from './http/exchange.ts';
import { allowOrigin, originOf, preflightHeaders } from './http/origin.ts';
import type { RequestIds } from './http/request-id.ts';
import { bringsInput, routeSchemas } from './http/route-schemas.ts';
import { type Found, RouteTable } from './http/route-table.ts';
import { type ProcessRole, servesRoute } from './roles.ts';
import type { EventSource } from './services/feeds/source.ts';
import type { Kit } from './services/kit.ts';
import { stopWatch } from './telemetry/clock.ts';
import { methodOf } from './telemetry/measure.ts';
import { noTelemetry, type Telemetry } from './telemetry/types.ts';

/** Routes of one path by method. */
type Methods = ReadonlyMap<string, RouteName>;

/** What routes need besides the kit. */
interface RouterSettings {
  readonly basePath: string;
  readonly roles: readonly ProcessRole[];
  readonly requestIds: RequestIds;
}

/** Builds the handler of a process's routes below its base path. */
export function createRouter(kit: Kit, handlers: Handlers, settings: RouterSettings): Answering {
  const { basePath, roles } = settings;
  const table = new RouteTable([...pathsOf(roles)].map(([path, methods]) => [basePath + path, methods] as const));
  const answerFound = async (request: IncomingRequest, found: Found<Methods> | undefined) => {
    const answered = found
      ? await answer(kit, handlers, settings, found.value, request, found.parameters)
      : problemAnswer('route_unknown');
    return finish(answered, kit.clock());
  };
  return (request) => {
    const found = table.find(request.path);
    if (kit.telemetry === noTelemetry) return answerFound(request, found);
    const name = found && (found.value.get(request.method) ?? headOf(found.value, request.method));
    const route = name && basePath + routePaths[name].path;
    return measured(kit.telemetry, request, route, () => answerFound(request, found));
  };
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server */
function measured(
  telemetry: Telemetry,
  { method: given, url, headers }: IncomingRequest,
  route: string | undefined,
  run: () => Promise<OutgoingAnswer>,
): Promise<OutgoingAnswer> {
  const method = methodOf(given);
  const attributes = {
    'http.request.method': method,
    'url.scheme': url.startsWith('https:') ? 'https' : 'http',
    ...(route !== undefined && { 'http.route': route }),
  };
  const name = route === undefined ? method : `${method} ${route}`;
  return telemetry.span({ name, kind: 'server', attributes, headers }, async (span) => {
    const seconds = stopWatch();
    const answered = await run();
    const status = { 'http.response.status_code': answered.status };
    span.set(status);
    if (answered.status >= 500) span.fail(`${answered.status}`);
    telemetry.record('http.server.request.duration', seconds(), { ...attributes, ...status });
    return answered;
  });
}

/** Apple is told an address and posts to `/message` below it (Apple, "Sending messages": `POST {base}/message`). */
const alsoAt: Readonly<Partial<Record<RouteName, readonly string[]>>> = {
  channelEvents: ['/v1/channels/:channel/:entryPoint/message'],
};

function pathsOf(roles: readonly ProcessRole[]): Map<string, Map<string, RouteName>> {
  const paths = new Map<string, Map<string, RouteName>>();
  for (const [name, { method, path }] of Object.entries(routePaths) as [RouteName, RoutePath][]) {
    if (!servesRoute(roles, name)) continue;
    for (const place of [path, ...(alsoAt[name] ?? [])]) {
      const methods = paths.get(place) ?? new Map<string, RouteName>();
      paths.set(place, methods.set(method, name));
    }
  }
  return paths;
}

async function answer(
  kit: Kit,
  handlers: Handlers,
  { basePath, requestIds }: RouterSettings,
  methods: Methods,
  request: IncomingRequest,
  parameters: Readonly<Record<string, string>>,
): Promise<OutgoingAnswer> {
  const name = methods.get(request.method) ?? headOf(methods, request.method);
  const { origin, sameOrigin } = originOf(request);
  const trusted = origin === null || sameOrigin || kit.accounts.anyAllows(origin);
  const answered = await respond();
  if (origin !== null && trusted) allowOrigin(answered.headers, origin);
  return answered;

  async function respond(): Promise<OutgoingAnswer> {
    if (request.method === 'OPTIONS') return optionsAnswer(methods, trusted);
    if (name === undefined) return methodAnswer(methods);
    try {
      const route: RoutePath = routePaths[name];
      if (!trusted && route.answer !== 'html' && route.answer !== 'file') throw new TellsafeError('origin_refused');
      const admitted = kit.rates.admitAddress(name, request);
      if (admitted) await admitted;
      const call = await parseCall({ name, route, request, basePath, parameters, origin, sameOrigin });
      const held = kit.rates.admitHolder(call.input);
      if (held) await held;
      // Each handler is typed by its route; here, where all routes meet, the name and the call belong together.
      const handle = handlers[name] as Handler<RouteName>;
      return answerWith(kit, route, await handle(kit, call as Call<RouteName>), request.method);
    } catch (error) {
      return failureAnswer(kit.log, name, error, () => requestIds.of(request));
    }
  }
}

/** HEAD is for documents and files alone; a stream or a list has nothing to say about itself. */
function headOf(methods: Methods, method: string): RouteName | undefined {
  const name = method === 'HEAD' ? methods.get('GET') : undefined;
  const answers = name && routePaths[name].answer;
  return answers === 'html' || answers === 'file' ? name : undefined;
}

function allowedMethods(methods: Methods): string[] {
  return [...methods.keys(), 'OPTIONS'];
}

function optionsAnswer(methods: Methods, trusted: boolean): OutgoingAnswer {
  if (!trusted) return problemAnswer('origin_refused');
  const answered = emptyAnswer();
  preflightHeaders(answered.headers, allowedMethods(methods));
  answered.headers.allow = allowedMethods(methods).join(', ');
  return answered;
}

function methodAnswer(methods: Methods): OutgoingAnswer {
  const answered = problemAnswer('method_not_allowed');
  answered.headers.allow = allowedMethods(methods).join(', ');
  return answered;
}

interface Incoming {
  readonly name: RouteName;
  readonly route: RoutePath;
  readonly request: IncomingRequest;
  readonly basePath: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly origin: string | null;
  readonly sameOrigin: boolean;
}

async function parseCall(incoming: Incoming): Promise<Call<RouteName>> {
  const { name, route, request, basePath, parameters, origin, sameOrigin } = incoming;
  // What a provider sends is its own: the channel says how much, and what proves it.
  if (route.caller === 'provider') return { name, request, parameters, origin, sameOrigin } as Call<RouteName>;
  if (route.method !== 'GET' && isPrefetch(request)) throw new TellsafeError(prefetchCode(route.caller, name));
  // A type that pages of other origins cannot send without asking first, also where there is no body.
  if (route.method !== 'GET' && !isJsonType(request.headers.get('content-type'))) {
    throw new TellsafeError('content_type_unsupported');
  }
  const body = route.method === 'GET' ? new Uint8Array() : await request.readBody();
  const { input, query } = bringsInput(route) ? await checkedParts(name, request, body) : {};
  const proven = {
    proof: parseProof(request.headers.get(PROOF_HEADER)),
    method: request.method,
    path: request.path.slice(basePath.length) + request.search,
    body,
  };
  return { name, request, parameters, input, query, proven, origin, sameOrigin } as Call<RouteName>;
}

/** What a request brings, as its route's schemas say. @throws TellsafeError `request_invalid` */
async function checkedParts(
  name: RouteName,
  request: IncomingRequest,
  body: Uint8Array,
): Promise<{ input?: unknown; query?: unknown }> {
  const loaded = routeSchemas();
  const { incomingRoutes, parseRequest } = loaded instanceof Promise ? await loaded : loaded;
  const route: IncomingRoute = incomingRoutes[name];
  return {
    input: route.request && parseRequest(route.request, parseJson(body)),
    query: route.query && parseRequest(route.query, Object.fromEntries(new URLSearchParams(request.search))),
  };
}

/** What a browser fetches ahead of time, nobody has asked for (Fetch Standard: Sec-Purpose). */
function isPrefetch(request: IncomingRequest): boolean {
  const [secPurpose, purpose] = [request.headers.get('sec-purpose'), request.headers.get('purpose')];
  if (secPurpose === null && purpose === null) return false;
  return /\b(?:prefetch|prerender|preview)\b/i.test(`${secPurpose} ${purpose}`);
}

function answerWith(kit: Kit, route: RoutePath, given: Answer<RouteName>, method: string): OutgoingAnswer {
  if (given instanceof Response) {
    const answered = fromResponse(given);
    return method === 'HEAD' ? { ...answered, body: null } : answered;
  }
  switch (route.answer) {
    case 'empty':
      return emptyAnswer();
    case 'events':
      return eventStreamAnswer(given as EventSource, kit.hub, kit.log);
    default:
      return jsonAnswer(given);
  }
}
