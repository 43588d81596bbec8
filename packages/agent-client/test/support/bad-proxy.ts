// A proxy as it should not be: it cuts connections, holds bytes back until there are many, or keeps them for good while the connection stays.

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A running proxy. */
export interface BadProxy {
  readonly port: number;
  /** Connections that were made so far. */
  readonly connections: number;
  /** Where new connections go. */
  use(port: number): void;
  /** From now on bytes of answers go on only when so many wait; 0: at once, also those that wait. */
  holdBack(bytes: number): void;
  /** Ends every connection at both ends. */
  cut(): void;
  close(): Promise<void>;
}

/** Starts one. */
export async function startBadProxy(): Promise<BadProxy> {
  const open = new Set<{ readonly ends: readonly Socket[]; flush(): void }>();
  let [target, held, connections] = [0, 0, 0];
  const server = createServer((client) => {
    connections += 1;
    const upstream = connect(target, '127.0.0.1');
    let waiting: Buffer[] = [];
    const line = {
      ends: [client, upstream],
      flush: () => {
        if (waiting.reduce((sum, { length }) => sum + length, 0) < held) return;
        for (const bytes of waiting) client.write(bytes);
        waiting = [];
      },
    };
    open.add(line);
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      waiting.push(bytes);
      line.flush();
    });
    for (const socket of line.ends) {
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(line);
        for (const end of line.ends) end.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const { ends } of open) for (const end of ends) end.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return connections;
    },
    use: (port) => {
      target = port;
    },
    holdBack: (bytes) => {
      held = bytes;
      for (const line of open) line.flush();
    },
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
