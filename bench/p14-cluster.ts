// P14: what a lifecycle costs the databases of the cluster example, with one process of each half and with four: commits, and round trips
// of PostgreSQL and Redis, counted by the servers themselves. What processes ask while nobody wants anything is measured first and left out.
import pg from 'pg';
import { startCluster } from '../examples/cluster/src/cluster.ts';
import { type Databases, startThrowaway } from '../examples/cluster/src/databases.ts';
import { Agent } from '../examples/cluster/test/people/agent.ts';
import type { Asking } from '../examples/cluster/test/people/asking.ts';
import { runLifecycle } from '../examples/cluster/test/people/lifecycle.ts';
import type { Benchmark } from './run/benchmark.ts';
import { redisCommands } from './run/redis-commands.ts';
import type { Result } from './run/result.ts';
import { rounded } from './run/statistics.ts';

const sizes = {
  /** One cluster, with all that its start takes. */
  quick: { processes: [1], lanes: 1, each: 1, idleSeconds: 0 },
  whole: { processes: [1, 2, 4], lanes: 4, each: 25, idleSeconds: 6 },
};

/** Since the servers were started. */
interface Counted {
  /** Transactions that wrote. */
  readonly commits: number;
  /** Statements to PostgreSQL: each of the kit is a transaction of its own. */
  readonly statements: number;
  readonly redis: number;
}

/** What one lifecycle took. */
type Cost = Readonly<Record<'commits' | 'statements' | 'redis', number>>;

async function count({ recordsUrl, redisUrl }: Databases): Promise<Counted> {
  const client = new pg.Client({ connectionString: recordsUrl });
  await client.connect();
  const sql = `SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS commits,
    (SELECT sum(xact_commit) FROM pg_stat_database WHERE datname IN ('records', 'sealed'))::text AS statements`;
  const { rows } = await client.query<{ commits: string; statements: string }>(sql);
  await client.end();
  const [row] = rows;
  return {
    commits: Number(row?.commits),
    statements: Number(row?.statements),
    redis: await redisCommands(redisUrl),
  };
}

/** Counts from the start of a cluster to its end, so that nothing is left uncounted in a backend. */
async function during(databases: Databases, processes: number, work: (asking: Asking) => Promise<void>) {
  const before = await count(databases);
  const cluster = await startCluster({ databases, processes, port: 0, formPort: 0, quiet: true });
  const startedAt = performance.now();
  await work({ ...cluster, answered: 0, lost: 0 }).finally(() => cluster.close());
  const seconds = (performance.now() - startedAt) / 1000;
  const after = await count(databases);
  return {
    seconds,
    commits: after.commits - before.commits,
    statements: after.statements - before.statements,
    redis: after.redis - before.redis,
  };
}

async function costOf(databases: Databases, processes: number, size: (typeof sizes)['quick']): Promise<Cost> {
  const run = async (asking: Asking, each: number) => {
    const thief = await Agent.signIn(asking, 'eve');
    const lanes = Array.from({ length: size.lanes }, async (_, at) => {
      const agent = await Agent.signIn(asking, `ada${'abcdefgh'[at]}`);
      const findings: string[] = [];
      for (let done = 0; done < each; done += 1) {
        const { feed } = await runLifecycle(asking, { agent, thief, findings });
        await feed.stop();
      }
      if (findings.length > 0) throw new Error(findings.join('\n'));
    });
    await Promise.all(lanes);
  };
  const busy = await during(databases, processes, (asking) => run(asking, size.each));
  const lifecycles = size.lanes * size.each;
  if (size.idleSeconds === 0) return busy;
  // Idle: everything but the lifecycles, for a time that is known.
  const idle = await during(databases, processes, async (asking) => {
    await run(asking, 0);
    await new Promise((resolve) => setTimeout(resolve, size.idleSeconds * 1000));
  });
  const none = await during(databases, processes, (asking) => run(asking, 0));
  const each = (name: keyof Cost) => {
    const perSecond = (idle[name] - none[name]) / (idle.seconds - none.seconds);
    return (busy[name] - none[name] - perSecond * (busy.seconds - none.seconds)) / lifecycles;
  };
  return { commits: each('commits'), statements: each('statements'), redis: each('redis') };
}

export const p14: Benchmark = {
  id: 'P14',
  title: 'round trips per lifecycle of the cluster, with four processes of each half against one',
  unit: 'of one process',
  reach: { atMost: 1.1 },
  run: async ({ quick }): Promise<Result> => {
    const size = sizes[quick ? 'quick' : 'whole'];
    const databases = await startThrowaway();
    try {
      // Makes the tables, the form and the account's settings.
      if (!quick) await during(databases, 1, async () => {});
      const costs: Cost[] = [];
      for (const processes of size.processes) costs.push(await costOf(databases, processes, size));
      const trips = costs.map(({ statements, redis }) => statements + redis);
      const commits = costs.map((cost) => cost.commits);
      const growth = (values: readonly number[]) => (values.at(-1) ?? Number.NaN) / (values[0] ?? Number.NaN);
      const figure = Math.max(growth(trips), growth(commits));
      return {
        figure: rounded(figure, 3),
        spread: [rounded(growth(commits), 3), rounded(growth(trips), 3)],
        table: [
          ['for one lifecycle', 'commits', 'statements', 'Redis commands'],
          ...costs.map(
            (cost, at) =>
              [
                `${size.processes[at]} of each half`,
                ...[cost.commits, cost.statements, cost.redis].map((value) => rounded(value, 2)),
              ] as const,
          ),
        ],
        details: {
          commits: commits.map((value) => rounded(value, 2)),
          roundTrips: trips.map((value) => rounded(value, 2)),
        },
      };
    } finally {
      await databases.redis.stop();
      await databases.postgres.stop();
    }
  },
};
