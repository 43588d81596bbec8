// Requests over real connections from an address of one's choice: all of 127.0.0.0/8 is this machine.
import { Agent as Connections, request as requestHttp } from 'node:http';

/** The other end of a server on this machine. */
export interface FromAddress {
  /** A `fetch` for requests to whatever host; they go to the server. */
  readonly fetch: (request: Request) => Promise<Response>;
  close(): void;
}

/** How long a request may take, ms. */
const PATIENCE_MS = 30_000;

/** Connects from an address, such as 127.0.0.9. @param maxSockets connections at a time */
export function fromAddress(port: number, localAddress: string, maxSockets = 4): FromAddress {
  const connections = new Connections({ keepAlive: true, maxSockets, localAddress } as object);
  return {
    fetch: async (request) => {
      const { method, headers, url } = request;
      const { host, pathname, search } = new URL(url);
      const body = Buffer.from(await request.arrayBuffer());
      return send(
        { agent: connections, port, method, path: pathname + search, headers: { ...all(headers), host } },
        body,
      );
    },
    close: () => connections.destroy(),
  };
}

const all = (headers: Headers) => Object.fromEntries(headers);

function send(options: object, body: Buffer): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = requestHttp({ host: '127.0.0.1', timeout: PATIENCE_MS, ...options }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => {
        const { statusCode: status = 0, headers } = answer;
        const pairs = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
        const content = status === 204 || status === 304 ? null : Buffer.concat(chunks);
        resolve(new Response(content, { status, headers: pairs }));
      });
    });
    request.on('error', reject).on('timeout', () => request.destroy());
    request.end(body);
  });
}
