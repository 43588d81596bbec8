// A simulated provider behind a server of this machine, for programs that speak HTTP by themselves.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderSimulator } from '@tellsafe/server-kit/testing';

/** Serves a simulator. Where the provider breaks a connection, the socket is closed. */
export async function serveSimulator({ fetch }: Pick<ProviderSimulator, 'fetch'>, origin: string) {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = 'GET', url = '/', headers } = incoming;
      const body = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
      const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]);
      const answer = await fetch(new Request(origin + url, { method, headers: pairs, ...body }));
      outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
      for await (const chunk of answer.body ?? []) outgoing.write(chunk);
      outgoing.end();
    } catch {
      outgoing.destroy();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve()).closeAllConnections()),
  };
}
