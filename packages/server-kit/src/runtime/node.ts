// The edge to node:http: a fetch handler as a request listener. The only file, besides SQLite and key files, that knows Node.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';

/**
 * Makes a listener for `node:http`, Express or Fastify out of a fetch handler. The globals `Request` and `Response` stay
 * Node's own.
 *
 * @param fetch for example `tellsafe.fetch`
 * @example
 * ```ts
 * createServer(nodeListener(tellsafe.fetch)).listen(3000);
 * ```
 */
export function nodeListener(
  fetch: (request: Request) => Response | Promise<Response>,
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return getRequestListener((request) => fetch(request), { overrideGlobalObjects: false });
}
