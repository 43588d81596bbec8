// A simulated provider behind a port of this machine: what the kit asks goes over a real connection, which breaks where the provider breaks it.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stop } from '../listening.ts';

/** Answers a request; rejects where the connection is to break. */
type Provider = (request: Request) => Promise<Response>;

/** A provider's port. */
export interface ProviderServer {
  readonly url: string;
  /** Begins to answer. @param answered is told after each answer */
  serve(provider: Provider, answered: () => void): void;
  close(): Promise<void>;
}

/** Takes a port, so that its address is known before the provider is made. */
export async function openProviderServer(): Promise<ProviderServer> {
  const served = Promise.withResolvers<Parameters<ProviderServer['serve']>>();
  const server: Server = createServer(async (incoming, outgoing) => {
    const [provider, answered] = await served.promise;
    try {
      const answer = await provider(await requestOf(incoming, originOf(incoming, url)));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      for await (const chunk of answer.body ?? []) outgoing.write(chunk);
      outgoing.end();
    } catch {
      outgoing.destroy();
    }
    answered();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, serve: (...parts) => served.resolve(parts), close: () => stop(server) };
}

/** A provider gives files at other hosts than its interface: behind this port it is all of them. */
function originOf({ headers: { host } }: IncomingMessage, url: string): string {
  return host === undefined || host === new URL(url).host ? url : `https://${host}`;
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
  return new Request(origin + url, { method, headers: pairs, ...body });
}
