// The schemas of what requests bring, made when the first request needs one: a process that starts, and one that serves pages alone,
// does not wait for them (benchmark P13).
import type { RoutePath } from '@tellsafe/core/wire';

type Incoming = typeof import('@tellsafe/core/wire/incoming');

/** How a request's parts are checked, and the schemas by route. */
export type RouteSchemas = Pick<Incoming, 'incomingRoutes' | 'parseRequest'>;

let made: RouteSchemas | undefined;

/** The schemas; at once when they have been made before. @returns a promise only the first time */
export function routeSchemas(): RouteSchemas | Promise<RouteSchemas> {
  return made ?? import('@tellsafe/core/wire/incoming').then((incoming) => (made = incoming));
}

/** Whether a request may bring something that a schema checks: what anybody may GET (pages, files, health) brings nothing. */
export function bringsInput({ method, proof }: RoutePath): boolean {
  return method !== 'GET' || proof !== 'none';
}
