// One process of the cluster: a desk or a vault behind node:http. Started by cluster.ts, or by itself in a container (compose.yaml).
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { nodeListener, serverTimes } from '@tellsafe/server-kit/node';
import { type OpenKit, openKit } from './kit.ts';
import { settingFrom } from './setting.ts';

/** What a process says to the one that started it. */
export type Said = { readonly port: number } | { readonly failed: string };

/** A database that has gone first must not keep the process. */
const STOP_LIMIT_MS = 8_000;

const say = (said: Said) => {
  if (process.connected) process.send?.(said);
  else if ('failed' in said) console.error(`This process could not start: ${said.failed}`);
  else console.log(`Listening on port ${said.port}`);
};

async function start(): Promise<() => Promise<void>> {
  const setting = settingFrom(process.env);
  const kit: OpenKit = await openKit(setting);
  const server = createServer(serverTimes, nodeListener(kit.tellsafe.fetch)).listen(setting.port, setting.host);
  await once(server, 'listening');
  say({ port: (server.address() as AddressInfo).port });
  return async () => {
    server.close();
    // Streams end, their clients go on at another process; what is under way is finished.
    await kit.close();
    server.closeAllConnections();
  };
}

try {
  const stop = await start();
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS);
    void stop().then(() => process.exit(0));
  };
  // Ctrl-C in a terminal reaches every process; the one that started this decides when.
  process.on('SIGINT', () => process.connected || end());
  process.on('SIGTERM', end);
  process.on('disconnect', end);
} catch (error) {
  say({ failed: error instanceof Error ? error.message : 'unknown' });
  process.exit(1);
}
