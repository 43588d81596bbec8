// The process that makes the load: as many forms at once as there are lanes, or so many a second.
import { answerCalls } from '../run/calls.ts';
import type { Target } from '../servers/lane.ts';
import { usage } from '../servers/usage.ts';
import { Connection } from './connection.ts';
import { LifecycleClient, type Submits } from './lifecycle.ts';
import { prepareSealed } from './sealed.ts';

/** How much to do. */
export interface Run {
  readonly seconds: number;
  /** Forms that start each second, whatever the server does; without it each lane starts its next when one is done. */
  readonly perSecond?: number;
  /** Lanes that take part; all of them by default. */
  readonly inFlight?: number;
}

/** What was done. */
export interface Ran {
  readonly lifecycles: number;
  readonly seconds: number;
  /** Part of a processor that the load itself took. */
  readonly load: number;
  /** Time of each submit, in ms. */
  readonly submits: Submits;
}

const connections: Connection[] = [];
const clients: LifecycleClient[] = [];

async function prepare({ port, accountId, definition, definitionHash, lanes }: Target): Promise<void> {
  for (const lane of lanes) {
    const conversationId = lane.conversationIds[0] ?? '';
    const prepared = await prepareSealed(definition, definitionHash, accountId, conversationId);
    const connection = await Connection.open(port);
    connections.push(connection);
    clients.push(new LifecycleClient(connection, lane, prepared));
  }
}

async function run({ seconds, perSecond, inFlight }: Run): Promise<Ran> {
  const submits: Submits = [];
  const startedAt = performance.now();
  const { cpuMicros } = usage();
  const endsAt = startedAt + seconds * 1000;
  await (perSecond === undefined ? closedLoop(submits, endsAt, inFlight) : openLoop(submits, endsAt, perSecond));
  const ms = performance.now() - startedAt;
  const load = (usage().cpuMicros - cpuMicros) / (ms * 1000);
  return { lifecycles: submits.length, seconds: ms / 1000, load, submits };
}

async function closedLoop(submits: Submits, endsAt: number, inFlight?: number): Promise<void> {
  await Promise.all(
    clients.slice(0, inFlight).map(async (client) => {
      while (performance.now() < endsAt) await client.run(submits);
    }),
  );
}

/** Starts forms evenly; one for which no lane is free waits for the next one that is. */
async function openLoop(submits: Submits, endsAt: number, perSecond: number): Promise<void> {
  const free = [...clients];
  const running = new Set<Promise<void>>();
  const everyMs = 1000 / perSecond;
  for (let nextAt = performance.now(); nextAt < endsAt; nextAt += everyMs) {
    while (performance.now() < nextAt) await new Promise((resolve) => setImmediate(resolve));
    while (free.length === 0) await Promise.race(running);
    const client = free.pop() as LifecycleClient;
    const one = client.run(submits).then(() => {
      free.push(client);
      running.delete(one);
    });
    running.add(one);
  }
  await Promise.all(running);
}

answerCalls({
  prepare,
  run,
  stop: () => {
    for (const connection of connections) connection.close();
  },
});
