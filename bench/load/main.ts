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
  /** Whether a form that fails is counted instead of ending the run. */
  readonly countsFailures?: boolean;
}

/** What was done. */
export interface Ran {
  readonly lifecycles: number;
  readonly seconds: number;
  /** Part of a processor that the load itself took. */
  readonly load: number;
  /** Time of each submit, in ms. */
  readonly submits: Submits;
  /** What went wrong, form by form. */
  readonly failures: readonly string[];
}

/** Runs one form of a lane. */
type Form = (client: LifecycleClient) => Promise<void>;

const connections: Connection[] = [];
const clients: LifecycleClient[] = [];

async function prepare({ port, accountId, definition, definitionHash, lanes }: Target): Promise<void> {
  leave();
  for (const lane of lanes) {
    const conversationId = lane.conversationIds[0] ?? '';
    const prepared = await prepareSealed(definition, definitionHash, accountId, conversationId);
    const connection = await Connection.open(port);
    connections.push(connection);
    clients.push(new LifecycleClient(connection, lane, prepared));
  }
}

/** Lets the servers of the last time go. */
function leave(): void {
  for (const connection of connections.splice(0)) connection.close();
  clients.splice(0);
}

async function run({ seconds, perSecond, inFlight, countsFailures }: Run): Promise<Ran> {
  const submits: Submits = [];
  const failures: string[] = [];
  const one: Form = countsFailures
    ? (client) => client.run(submits).catch((error: unknown) => void failures.push(String(error)))
    : (client) => client.run(submits);
  const startedAt = performance.now();
  const { cpuMicros } = usage();
  const endsAt = startedAt + seconds * 1000;
  await (perSecond === undefined ? closedLoop(one, endsAt, inFlight) : openLoop(one, endsAt, perSecond));
  const ms = performance.now() - startedAt;
  const load = (usage().cpuMicros - cpuMicros) / (ms * 1000);
  return { lifecycles: submits.length, seconds: ms / 1000, load, submits, failures };
}

async function closedLoop(one: Form, endsAt: number, inFlight?: number): Promise<void> {
  await Promise.all(
    clients.slice(0, inFlight).map(async (client) => {
      while (performance.now() < endsAt) await one(client);
    }),
  );
}

/** Starts forms evenly; one for which no lane is free waits for the next one that is. What is behind at the end is not caught up with. */
async function openLoop(one: Form, endsAt: number, perSecond: number): Promise<void> {
  const free = [...clients];
  const running = new Set<Promise<void>>();
  const everyMs = 1000 / perSecond;
  for (let nextAt = performance.now(); Math.max(nextAt, performance.now()) < endsAt; nextAt += everyMs) {
    while (performance.now() < nextAt) await pause(nextAt - performance.now());
    while (free.length === 0) await Promise.race(running);
    const client = free.pop() as LifecycleClient;
    const under = one(client).then(() => {
      free.push(client);
      running.delete(under);
    });
    running.add(under);
  }
  await Promise.all(running);
}

/** Leaves the processor to others where a timer is exact enough. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (ms >= 1) setTimeout(resolve, ms);
    else setImmediate(resolve);
  });
}

answerCalls({ prepare, run, stop: leave });
