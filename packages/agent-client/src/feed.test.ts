import { TellsafeError } from '@tellsafe/core';
import type { AgentEvent } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { manualTime, settle } from '../test/support/manual-time.ts';
import { type Connection, type Feed, SILENCE_LIMIT_MS, startFeed } from './feed.ts';

/** One connection whose other end a test holds. */
interface Line {
  readonly after: string | undefined;
  readonly signal: AbortSignal;
  write(text: string): void;
  end(): void;
}

const event = (id: string, name = 'message'): string =>
  `id: ${id}\nevent: ${name}\ndata: {"conversationId":"${id}"}\n\n`;

function start(refuse: (turn: number) => Error | undefined = () => undefined, position?: string) {
  const time = manualTime();
  const lines: Line[] = [];
  const events: AgentEvent[] = [];
  const connections: Connection[] = [];
  const refusals: unknown[] = [];
  const stored = { position };
  let turns = 0;
  let freshStarts = 0;
  const feed: Feed = startFeed<AgentEvent>({
    names: ['conversation', 'message'],
    timers: time.timers,
    random: (length) => new Uint8Array(length),
    connect: async (after, signal) => {
      turns += 1;
      const error = refuse(turns);
      if (error) throw error;
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      writer.closed.catch(() => undefined);
      lines.push({
        after,
        signal,
        write: (text) => void writer.write(new TextEncoder().encode(text)).catch(() => undefined),
        end: () => void writer.close().catch(() => undefined),
      });
      return new Response(readable);
    },
    loadPosition: async () => stored.position,
    savePosition: async (id) => {
      stored.position = id;
    },
    onEvent: async (each) => {
      events.push(each);
    },
    onConnection: (connection) => connections.push(connection),
    onFreshStart: () => {
      freshStarts += 1;
    },
    onRefused: (error) => refusals.push(error),
  });
  return { time, lines, events, connections, refusals, stored, feed, turns: () => turns, fresh: () => freshStarts };
}

describe('live feed', () => {
  test('SF-STA-05 goes on after the last id when the connection is lost', async () => {
    const { time, lines, events, stored } = start();
    await settle();
    expect(lines[0]?.after).toBeUndefined();
    lines[0]?.write(event('7') + event('8'));
    await settle();
    lines[0]?.end();
    await time.advance(1_000);
    expect(lines[1]?.after).toBe('8');
    lines[1]?.write(event('9'));
    await settle();
    expect(events.map(({ id }) => id)).toEqual(['7', '8', '9']);
    expect(stored.position).toBe('9');
  });

  test('starts where a reload left it', async () => {
    const { lines, fresh } = start(() => undefined, '41');
    await settle();
    expect(lines[0]?.after).toBe('41');
    expect(fresh()).toBe(0);
  });

  test('says when it starts without a position, so that what came before is fetched', async () => {
    const { fresh } = start();
    await settle();
    expect(fresh()).toBe(1);
  });

  test('events that arrive in pieces are whole', async () => {
    const { lines, events } = start();
    await settle();
    for (const letter of event('5')) lines[0]?.write(letter);
    await settle();
    await settle();
    expect(events).toEqual([{ id: '5', event: 'message', data: { conversationId: '5' } }]);
  });

  test('what it does not know, and what is not JSON, is passed over but counted', async () => {
    const { lines, events, stored } = start();
    await settle();
    lines[0]?.write(event('1', 'weather'));
    lines[0]?.write('id: 2\nevent: message\ndata: {"broken\n\n');
    lines[0]?.write('id: 3\nevent: message\ndata: 17\n\n: comment\n\n');
    await settle();
    expect(events).toEqual([]);
    expect(stored.position).toBe('3');
  });

  test('backs off while the server is away, and comes back at once when told', async () => {
    const { time, turns, connections, feed } = start(() => new TellsafeError('network_failed'));
    await time.advance(100_000);
    const tries = turns();
    expect(tries).toBeGreaterThan(5);
    expect(tries).toBeLessThan(20);
    expect(connections.at(-1)).toBe('offline');
    feed.reconnect();
    await settle();
    expect(turns()).toBe(tries + 1);
  });

  test('a stream that falls silent is given up', async () => {
    const { time, lines } = start();
    await settle();
    lines[0]?.write(': still here\n\n');
    await time.advance(SILENCE_LIMIT_MS - 1);
    expect(lines).toHaveLength(1);
    await time.advance(5_000);
    expect(lines).toHaveLength(2);
  });

  test('stops for good when the session is refused', async () => {
    const { time, refusals, turns } = start(() => new TellsafeError('session_invalid'));
    await time.advance(100_000);
    expect(refusals).toMatchObject([{ code: 'session_invalid' }]);
    expect(turns()).toBe(1);
  });

  test('stopping closes the connection and leaves nothing behind', async () => {
    const { time, lines, feed, turns } = start();
    await settle();
    feed.stop();
    await time.advance(100_000);
    expect(lines[0]?.signal.aborted).toBe(true);
    expect(turns()).toBe(1);
    expect(time.pending()).toBe(0);
  });
});
