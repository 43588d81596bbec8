// A plain proxy: hands requests to processes in turn and passes bytes through in both directions as they come, so that event streams
// arrive at once. It tries another process only when a request has reached none; what a dying process did is the client's to ask again.
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';

/** A running proxy. */
export interface PlainProxy {
  readonly port: number;
  /** Ports of the processes on this machine, as of now. */
  use(ports: readonly number[]): void;
  close(): Promise<void>;
}

/** Headers between neighbours, which go no further. @see RFC 9110 §7.6.1 */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
const RETRY_AFTER_SEC = 1;

/** Starts one on a port of this machine; 0 takes a free one. */
export async function startProxy(port: number): Promise<PlainProxy> {
  let targets: readonly number[] = [];
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const order = targets.map((_, at) => targets[(turn + at) % targets.length] as number);
    pass(incoming, outgoing, order);
  });
  // Streams are open for hours, and silent for as long as their heartbeat.
  server.requestTimeout = 60_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    use: (ports) => {
      targets = ports;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, [port, ...others]: readonly number[]): void {
  if (port === undefined) {
    refuse(outgoing, 503);
    return;
  }
  const { method = 'GET', url: path = '/' } = incoming;
  const forwarded = request({ host: '127.0.0.1', port, method, path, headers: onward(incoming), agent: false });
  let connected = false;
  forwarded.once('socket', (socket) =>
    socket.once('connect', () => {
      connected = true;
      // Read only now, so that the body is whole for the next process when this one is not there.
      incoming.pipe(forwarded);
    }),
  );
  forwarded.on('error', () => {
    if (!connected) pass(incoming, outgoing, others);
    else if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 502);
  });
  forwarded.once('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, onward(answer)).flushHeaders();
    // A process that dies in the middle leaves the client an answer without an end, which it notices.
    pipeline(answer, outgoing, () => {});
  });
  outgoing.once('close', () => forwarded.destroy());
}

function onward({ headers }: IncomingMessage) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.has(name)));
}

function refuse(outgoing: ServerResponse, status: number): void {
  outgoing.writeHead(status, { 'retry-after': `${RETRY_AFTER_SEC}`, connection: 'close' }).end();
}
