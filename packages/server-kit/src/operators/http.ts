// From a request to a route of the login and back. Order: route, method, origin, content type, size, JSON, schema, login,
// rate, step, permission.
import { TellsafeError } from '@tellsafe/core';
import { parseRequest } from '@tellsafe/core/wire/incoming';
import { emptyAnswer, failureAnswer, finish, jsonAnswer, problemAnswer } from '../http/answers.ts';
import { isJsonType, parseJson } from '../http/body.ts';
import type { Answering, IncomingRequest, OutgoingAnswer } from '../http/exchange.ts';
import type { RequestIds } from '../http/request-id.ts';
import { RouteTable } from '../http/route-table.ts';
import type { Log } from '../log.ts';
import type { LoginCookie } from './cookie.ts';
import type { Ground } from './ground.ts';
import { findLogin } from './logins.ts';
import type { Operators } from './parts.ts';
import { checkCaller, type LoginCall, type LoginRoute, loginRoutes, recordDenial } from './routes.ts';
import type { SignInRates } from './sign-in-limits.ts';

/** What answering needs besides the operators. */
export interface LoginEdge {
  readonly groundOf: (account: string) => Promise<Ground>;
  readonly cookie: LoginCookie;
  readonly origins: readonly string[];
  readonly basePath: string;
  readonly log: Log;
  readonly rates: SignInRates;
  readonly requestIds: RequestIds;
}

/** Builds the handler of the login's routes. */
export function loginAnswering(operators: Operators, edge: LoginEdge): Answering {
  const paths = new Map<string, Map<string, LoginRoute>>();
  for (const route of loginRoutes) {
    const methods = paths.get(route.path) ?? new Map<string, LoginRoute>();
    paths.set(route.path, methods.set(route.method, route));
  }
  const table = new RouteTable([...paths].map(([path, methods]) => [edge.basePath + path, methods] as const));
  return async (request) => {
    const found = table.find(request.path);
    const answered = found
      ? await respond(operators, edge, found.value, found.parameters, request)
      : problemAnswer('route_unknown');
    return finish(answered, operators.clock());
  };
}

async function respond(
  operators: Operators,
  edge: LoginEdge,
  methods: ReadonlyMap<string, LoginRoute>,
  parameters: Readonly<Record<string, string>>,
  request: IncomingRequest,
): Promise<OutgoingAnswer> {
  const route = methods.get(request.method);
  if (!route) {
    const answered = problemAnswer('method_not_allowed');
    answered.headers.allow = [...methods.keys()].join(', ');
    return answered;
  }
  try {
    checkOrigin(edge, request);
    const input = await inputOf(route, request);
    const token = edge.cookie.read(request.headers);
    const signedIn = token === undefined ? undefined : await findLogin(operators, token);
    const { groundOf, cookie } = edge;
    const origin = request.headers.get('origin');
    const call: LoginCall = { operators, groundOf, origin, parameters, input, ...(signedIn && { signedIn }) };
    await edge.rates.admit(route, call, request);
    await admit(route, call);
    // Each handler is typed by its schema; here, where all routes meet, the input and the route belong together.
    const { body, token: next, ended } = await route.handle(call as LoginCall<never>);
    const answered = body === undefined ? emptyAnswer() : jsonAnswer(body);
    if (next !== undefined) answered.headers['set-cookie'] = cookie.write(next);
    if (ended) answered.headers['set-cookie'] = cookie.clear();
    return answered;
  } catch (error) {
    return failureAnswer(edge.log, `operators ${route.path}`, error, () => edge.requestIds.of(request));
  }
}

async function admit(route: LoginRoute, call: LoginCall): Promise<void> {
  try {
    checkCaller(route, call.operators, call.signedIn);
  } catch (error) {
    await recordDenial(route, call, error);
    throw error;
  }
}

/**
 * **Security:** the cookie is not sent by pages of other sites; what pages of other origins of the same site send is refused here.
 * No answer allows another origin to read it.
 */
function checkOrigin({ origins }: LoginEdge, { headers }: IncomingRequest): void {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const foreign = origin !== null && !origins.includes(origin);
  if (foreign || site === 'cross-site') throw new TellsafeError('origin_refused');
}

async function inputOf(route: LoginRoute, request: IncomingRequest): Promise<unknown> {
  if (!route.request) return undefined;
  // A type that pages of other origins cannot send without asking first.
  if (!isJsonType(request.headers.get('content-type'))) throw new TellsafeError('content_type_unsupported');
  return parseRequest(route.request, parseJson(await request.readBody()));
}
