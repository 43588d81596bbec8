// The Redis signal passes the signal contract with both client libraries, mixed too; and what only it promises.
import { redisSignal } from '@tellsafe/server-kit/signals/redis';
import { signalContract } from '@tellsafe/server-kit/testing';
import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RedisServer, startRedis } from '../../../../scripts/services/redis.mjs';
import type { RedisSignalOptions } from '../../src/signals/redis.ts';
import { command, ignore } from '../stores/redis-clients.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.stop());

type Pair = Pick<RedisSignalOptions, 'publisher' | 'subscriber'> & { close(): void };

const libraries = {
  redis: async (): Promise<Pair> => {
    const [publisher, subscriber] = [0, 1].map(() =>
      createClient({ url: server.url, socket: { reconnectStrategy: 20 } }),
    );
    for (const client of [publisher, subscriber]) await client?.on('error', ignore).connect();
    if (!publisher || !subscriber) throw new Error('no clients');
    return { publisher, subscriber, close: () => [publisher, subscriber].forEach((client) => void client.destroy()) };
  },
  ioredis: async (): Promise<Pair> => {
    const clients = [0, 1].map(() => new Redis(server.url, { retryStrategy: () => 20 }).on('error', ignore));
    const [publisher, subscriber] = clients;
    if (!publisher || !subscriber) throw new Error('no clients');
    return { publisher, subscriber, close: () => clients.forEach((client) => void client.disconnect()) };
  },
} as const;

let channels = 0;

/** Makes one more end of a channel, and what closes it. */
async function end(library: keyof typeof libraries, channel: string) {
  const { close, ...clients } = await libraries[library]();
  const signal = redisSignal({ ...clients, channel });
  const destroy = async () => {
    await signal.close();
    close();
  };
  return { signal, destroy };
}

describe.each([
  ['redis', 'redis'],
  ['ioredis', 'ioredis'],
  ['redis', 'ioredis'],
] as const)('signal contract with %s and %s', (here, there) => {
  const create = async () => {
    channels += 1;
    const channel = `test:${channels}`;
    const ends = [await end(here, channel)];
    const connect = async () => {
      const other = await end(there, channel);
      ends.push(other);
      return other.signal;
    };
    const destroy = async () => {
      for (const one of ends) await one.destroy();
    };
    return { signal: ends[0]?.signal ?? (await connect()), connect, destroy };
  };
  for (const { name, run } of signalContract({ name: `redis (${here}, ${there})`, create, patienceMs: 300 }))
    test(name, run);
});

/** Publishes again and again until the listener on the other side was called. */
async function isWoken(publish: () => unknown, count: () => number): Promise<void> {
  const before = count();
  const attempt = async () => {
    await publish();
    return count();
  };
  await expect.poll(attempt).toBeGreaterThan(before);
}

describe.each(['redis', 'ioredis'] as const)('with %s', (library) => {
  test('SF-STA-05 it wakes again after the server was away, and its failures reach nobody', async () => {
    const [left, right] = [await end(library, 'away'), await end(library, 'away')];
    let calls = 0;
    right.signal.subscribe('topic', () => {
      calls += 1;
    });
    await isWoken(
      () => left.signal.publish('topic'),
      () => calls,
    );
    await server.kill();
    left.signal.publish('topic');
    await server.restart();
    await isWoken(
      () => left.signal.publish('topic'),
      () => calls,
    );
    for (const one of [left, right]) await one.destroy();
  });

  test('messages that are no topic wake nobody and break nothing', async () => {
    const { signal, destroy } = await end(library, 'junk');
    const sender = 'x'.repeat(16);
    let calls = 0;
    signal.subscribe('topic', () => {
      calls += 1;
    });
    for (const junk of [
      '',
      'x',
      'x'.repeat(5000),
      '\u0000',
      `${sender}topic`,
      `${sender}{}`,
      `${sender}[]`,
      `${sender}["topic",5]`,
    ])
      await command(server.url, 'PUBLISH', 'junk', junk);
    await command(server.url, 'PUBLISH', 'other', `${sender}["topic"]`);
    expect(calls).toBe(0);
    await isWoken(
      () => command(server.url, 'PUBLISH', 'junk', `${sender}["topic"]`),
      () => calls,
    );
    await destroy();
  });

  test('closing it ends its subscription and leaves the clients to their owner', async () => {
    const { close, ...clients } = await libraries[library]();
    const signal = redisSignal({ ...clients, channel: 'closing' });
    const subscribers = async () => ((await command(server.url, 'PUBSUB', 'NUMSUB', 'closing')) as unknown[])[1];
    await expect.poll(subscribers).toBe(1);
    await signal.close();
    await expect.poll(subscribers).toBe(0);
    await expect(clients.publisher.publish('closing', 'still open')).resolves.toBe(0);
    close();
  });

  test('a message names the topic and what all publishes were about, and nothing else', async () => {
    const watcher = createClient({ url: server.url });
    await watcher.connect();
    const messages: string[] = [];
    await watcher.subscribe('watched', (message) => void messages.push(message));
    const { signal, destroy } = await end(library, 'watched');
    signal.publish('topic');
    signal.publish('topic');
    await expect.poll(() => messages.length).toBe(1);
    for (const about of ['one', 'other', 'one']) signal.publish('topic', about);
    await expect.poll(() => messages.length).toBe(2);
    expect(messages.map((message) => message.slice(16))).toEqual(['["topic"]', '["topic","one","other"]']);
    expect(messages[0]?.slice(0, 16)).toMatch(/^[\w-]{16}$/);
    watcher.destroy();
    await destroy();
  });
});
