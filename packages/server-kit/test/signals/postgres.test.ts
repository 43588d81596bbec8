// The PostgreSQL signal passes the signal contract; and what it does when the server goes away.
import { postgresSignal } from '@tellsafe/server-kit/signals/postgres';
import { signalContract } from '@tellsafe/server-kit/testing';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PostgresServer, startPostgres } from '../../../../scripts/services/postgres.mjs';
import type { Signal } from '../../src/signals/types.ts';
import { poolOf } from '../support/postgres.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

interface Ends {
  readonly pools: pg.Pool[];
  connect(): Promise<Signal>;
  destroy(): Promise<void>;
}

/** Ends of one signal, each with a pool of its own. */
function endsOf(channel: string): Ends {
  const [pools, signals]: [pg.Pool[], Signal[]] = [[], []];
  return {
    pools,
    connect: async () => {
      const pool = poolOf(server.url);
      const signal = postgresSignal({ client: pool, channel });
      pools.push(pool);
      signals.push(signal);
      return signal;
    },
    destroy: async () => {
      for (const signal of signals) await signal.close();
      for (const pool of pools) await pool.end();
    },
  };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 2000; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(condition()).toBe(true);
}

describe('signal contract', () => {
  let channels = 0;
  const create = async () => {
    channels += 1;
    const ends = endsOf(`c${channels}`);
    return { signal: await ends.connect(), connect: ends.connect, destroy: ends.destroy };
  };
  for (const { name, run } of signalContract({ name: 'postgres', create, patienceMs: 300 })) test(name, run);
});

test('a signal reaches the other process whatever its topic holds, and only on its own channel', async () => {
  const [here, elsewhere] = [endsOf('one'), endsOf('two')];
  const [left, right, stranger] = [await here.connect(), await here.connect(), await elsewhere.connect()];
  const topics = ["'; --", 'a\0b', '\ud800', '\u0001'.repeat(1024), '€'.repeat(1024), '{"a":1}', 'a:b', '\\'];
  const heard = new Set<string>();
  let calls = 0;
  for (const topic of topics) {
    right.subscribe(topic, () => heard.add(topic));
    stranger.subscribe(topic, () => {
      calls += 1;
    });
  }
  await until(() => {
    for (const topic of topics) left.publish(topic);
    return heard.size === topics.length;
  });
  expect(calls).toBe(0);
  await here.destroy();
  await elsewhere.destroy();
});

test('what strangers notify on the channel is passed over', async () => {
  const ends = endsOf('open');
  const signal = await ends.connect();
  const heard = { start: 0, topic: 0, end: 0 };
  for (const topic of ['start', 'topic', 'end'] as const) {
    signal.subscribe(topic, () => {
      heard[topic] += 1;
    });
  }
  const notify = (payload: string) => ends.pools[0]?.query('SELECT pg_notify($1, $2)', ['open', payload]);
  while (heard.start === 0) await notify('x:["start"]');
  for (const payload of [
    '',
    'x',
    ':',
    'x:',
    'x:{',
    'x:5',
    'x:["other"]',
    'x:"topic"',
    'topic',
    'x:topic',
    'x:["topic",5]',
  ]) {
    await notify(payload);
  }
  // The server keeps their order: with the end, everything before it has been heard.
  await notify('x:["end"]');
  await until(() => heard.end > 0);
  expect(heard.topic).toBe(0);
  await ends.destroy();
});

test('many publishes of one turn are one round trip', async () => {
  const pool = poolOf(server.url);
  let queries = 0;
  const client = {
    connect: () => pool.connect(),
    query: (query: { name: string; text: string; values: unknown[] }) => {
      queries += 1;
      return pool.query(query);
    },
  };
  const signal = postgresSignal({ client });
  for (let round = 0; round < 100; round += 1) signal.publish(`topic ${round % 7}`);
  await signal.close();
  expect(queries).toBe(1);
  await pool.end();
});

test('SF-STA-05 after the server was killed it listens again, and wakes everyone once', {
  timeout: 180_000,
}, async () => {
  const ends = endsOf('killed');
  const [left, right] = [await ends.connect(), await ends.connect()];
  let [wakes, quiet] = [0, 0];
  right.subscribe('topic', () => {
    wakes += 1;
  });
  right.subscribe('quiet', () => {
    quiet += 1;
  });
  await until(() => {
    left.publish('topic');
    return wakes > 0;
  });
  expect(quiet).toBe(0);
  await server.kill();
  // Meanwhile publishing fails nobody, and this process still wakes itself.
  const before = wakes;
  right.publish('topic');
  left.publish('topic');
  await until(() => wakes > before);
  await server.restart();
  await until(() => quiet > 0);
  const after = wakes;
  await until(() => {
    left.publish('topic');
    return wakes > after;
  });
  await ends.destroy();
});

test('close gives its connection back and the pool can end', async () => {
  const pool = poolOf(server.url);
  const signal = postgresSignal({ client: pool });
  signal.subscribe('topic', () => {});
  await until(() => pool.totalCount > 0 && pool.waitingCount === 0);
  await signal.close();
  await until(() => pool.totalCount === 0);
  await pool.end();
});

test('wrong options are refused at start', () => {
  const pool = poolOf(server.url);
  for (const channel of ['', 'a"b', 'A', '1a', 'x'.repeat(64)]) {
    expect(() => postgresSignal({ client: pool, channel })).toThrow(/channel/);
  }
  const client = { query: async () => undefined } as unknown as pg.Pool;
  expect(() => postgresSignal({ client })).toThrow(/A Pool of pg is needed/);
});
