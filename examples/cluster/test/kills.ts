// Kills processes, PostgreSQL and Redis at random under a load of whole lifecycles, and notes what must not happen.
import pg from 'pg';
import { startCluster } from '../src/cluster.ts';
import { startThrowaway } from '../src/databases.ts';
import { Agent } from './people/agent.ts';
import type { Asking } from './people/asking.ts';
import type { FeedEvent } from './people/feed.ts';
import { checkFeed, type Lifecycle, runLifecycle } from './people/lifecycle.ts';

/** How a run goes. */
export interface KillOptions {
  readonly seed: number;
  readonly kills: number;
  /** What is killed, one after the other; without it the seed decides, processes three times as often as each of the servers. */
  readonly victims?: readonly Victim[];
  /** Where a lost stream goes on, when not behind its last event. */
  readonly resumesAt?: (events: readonly FeedEvent[]) => string;
}

/** What can be killed. `desks` are all of them at once; with `forgetting` PostgreSQL comes back without what it has acknowledged. */
export type Victim = 'process' | 'desks' | 'postgres' | 'redis' | 'forgetting';

/** What came of it. */
export interface KillResult {
  readonly findings: readonly string[];
  readonly killed: Readonly<Record<Victim, number>>;
  /** Lifecycles that came to their end. */
  readonly finished: number;
  /** Requests that got no answer and were asked again. */
  readonly lost: number;
  /** Streams that were opened again. */
  readonly resumed: number;
}

const LANES = 4;
const PROCESSES = 2;
/** Answers between two kills: at least one more, at most so many. A lifecycle has eleven. */
const MOST_ANSWERS = 24;
const everything: readonly Victim[] = ['process', 'process', 'process', 'postgres', 'redis'];

/** mulberry32: the same numbers for the same seed. */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Runs lifecycles until everything has been killed so often, lets them end, and looks at everything. */
export async function runKills(options: KillOptions): Promise<KillResult> {
  const { seed, kills, victims, resumesAt } = options;
  const random = numbersFrom(seed);
  const databases = await startThrowaway();
  const cluster = await startCluster({ databases, processes: PROCESSES, port: 0, formPort: 0, quiet: true });
  const asking: Asking = { ...cluster, answered: 0, lost: 0 };
  const findings: string[] = [];
  const lifecycles: Lifecycle[] = [];
  const killed: Record<Victim, number> = { process: 0, desks: 0, postgres: 0, redis: 0, forgetting: 0 };
  const running = () => cluster.processes.filter(({ port }) => port !== undefined);
  const killOne = ({ pid }: { readonly pid: number | undefined }) => pid !== undefined && process.kill(pid, 'SIGKILL');
  const kill: Record<Victim, () => unknown> = {
    process: () => {
      const processes = running();
      return killOne(processes[random(processes.length)] ?? { pid: undefined });
    },
    desks: () =>
      running()
        .filter(({ role }) => role === 'desk')
        .map(killOne),
    postgres: async () => {
      await databases.postgres.kill();
      await databases.postgres.restart();
    },
    redis: async () => {
      await databases.redis.kill();
      await databases.redis.restart();
    },
    forgetting: async () => {
      await kill.postgres();
      await forget(databases.recordsUrl);
    },
  };
  try {
    const thief = await Agent.signIn(asking, 'eve');
    let going = true;
    const lanes = Array.from({ length: LANES }, async (_, at) => {
      const agent = await Agent.signIn(asking, `ada${'abcdefgh'[at]}`);
      while (going) lifecycles.push(await runLifecycle(asking, { agent, thief, findings, resumesAt }));
    });
    const load = Promise.all(lanes).catch((error: Error) => {
      going = false;
      findings.push(error.message);
    });
    for (let count = 0; count < kills && going; count += 1) {
      const goal = asking.answered + 1 + random(MOST_ANSWERS);
      while (asking.answered < goal && going) await new Promise((resolve) => setTimeout(resolve, 5));
      const victim = victims?.[count] ?? everything[random(everything.length)] ?? 'process';
      await kill[victim]();
      killed[victim] += 1;
    }
    going = false;
    await load;
    for (const one of lifecycles) await checkFeed(one, findings).catch((error: Error) => findings.push(error.message));
    const resumed = lifecycles.reduce((sum, { feed }) => sum + feed.opened - 1, 0);
    return { findings, killed, finished: lifecycles.length, lost: asking.lost, resumed };
  } finally {
    await cluster.close();
    await databases.redis.stop();
    await databases.postgres.stop();
  }
}

/** Loses the invitations that were stored. */
async function forget(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`DELETE FROM tellsafe.records WHERE collection = 'invitation'`);
  await client.end();
}
