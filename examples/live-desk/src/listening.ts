// Ports of this machine on which the demo answers.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { serverTimes } from '@tellsafe/server-kit/node';

type Fetch = (request: Request) => Response | Promise<Response>;

/** A port that is taken. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
  serve(fetch: Fetch): void;
}

/** Takes the port first, so that the origins are known before the kit is made; who is early waits until it is there. */
export async function listen(port: number): Promise<Listening> {
  const fetch = Promise.withResolvers<Fetch>();
  const answer = async (request: Request) => (await fetch.promise)(request);
  const server = createServer(serverTimes, getRequestListener(answer, { overrideGlobalObjects: false }));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, serve: fetch.resolve };
}

/** Ends it, with whatever is under way. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
