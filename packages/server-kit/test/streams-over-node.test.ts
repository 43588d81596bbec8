// Event streams over real node:http connections: what is kept of each, readers that stop reading, and who else looks at an answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { eventStreamAnswer, PATIENT_BEATS } from '../src/http/event-stream.ts';
import { fetchOf } from '../src/http/exchange.ts';
import { nodeListener } from '../src/runtime/node.ts';
import { ManualBeats, NumberedSource } from './support/numbered-source.ts';

const EVENT_BYTES = 60_000;
/** More than the buffers of two sockets take. */
const LAST = 300;
const patience = { timeout: 20_000 };

type Handle = (incoming: IncomingMessage, outgoing: ServerResponse) => unknown;

interface Stage {
  readonly port: number;
  readonly sources: NumberedSource[];
  readonly beats: ManualBeats;
  readonly sockets: Socket[];
  readonly failures: unknown[];
}

/** Somebody waits for the end of the answer, as a log of requests does. */
const keepWithNode: Handle = (_, outgoing) => outgoing.on('close', () => undefined);

let server: Server | undefined;

afterEach(async () => {
  const ending = server;
  if (!ending) return;
  ending.closeAllConnections();
  await new Promise((resolve) => ending.close(resolve));
});

/** Serves streams that go on behind `Last-Event-ID`; whoever is before the kit may look at each answer. */
async function open({ last, before = () => {} }: { last: number; before?: Handle }): Promise<Stage> {
  const [sources, sockets, failures, beats] = [[], [], [], new ManualBeats()] as [
    NumberedSource[],
    Socket[],
    unknown[],
    ManualBeats,
  ];
  const handler = nodeListener(
    fetchOf(async ({ headers }) => {
      const source = new NumberedSource(Number(headers.get('last-event-id') ?? 0), last, EVENT_BYTES);
      sources.push(source);
      return eventStreamAnswer(source, beats, (entry) => failures.push(entry));
    }),
  );
  server = createServer((incoming, outgoing) => {
    before(incoming, outgoing);
    void handler(incoming, outgoing);
  });
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, sources, beats, sockets, failures };
}

/** A client by hand: it reads when it is told to. */
class Client {
  readonly socket: Socket;
  text = '';
  closed = false;

  /** @param most characters after which it stops reading by itself: a test would be late on a busy machine */
  constructor(port: number, { after = '', version = '1.1', most = Number.POSITIVE_INFINITY } = {}) {
    this.socket = connect(port, '127.0.0.1').setEncoding('latin1');
    this.socket.on('data', (text: unknown) => {
      this.text += text;
      if (this.text.length > most) {
        most = Number.POSITIVE_INFINITY;
        this.socket.pause();
      }
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.closed = true;
    });
    const resume = after === '' ? '' : `Last-Event-ID: ${after}\r\n`;
    this.socket.write(`GET /events HTTP/${version}\r\nHost: a\r\n${resume}\r\n`);
  }

  /** Numbers of the events that came whole. */
  numbers(): number[] {
    return [...this.text.matchAll(/"number":(\d+),"fill":"x{60000}"\}\n\n/g)].map(([, number]) => Number(number));
  }

  until(holds: () => boolean): Promise<void> {
    return expect.poll(holds, patience).toBe(true);
  }
}

const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1);

/** Reads until it is dropped, and gives what it got and what a resumption at another place brings. */
async function dropped(stage: Stage) {
  const first = new Client(stage.port, { most: 2 * EVENT_BYTES });
  await first.until(() => first.numbers().length > 0);
  const [source] = stage.sources;
  await expect
    .poll(() => {
      stage.beats.beat();
      return source?.closed;
    }, patience)
    .toBe(1);
  // It was written to until nothing fitted any more; far from everything does.
  expect(source?.taken).toBeLessThan(LAST);
  first.socket.resume();
  await first.until(() => first.closed);
  const resumed = async (after: number) => {
    const second = new Client(stage.port, { after: `${after}` });
    await second.until(() => second.text.includes(`"number":${LAST},`) && second.text.endsWith('\n\n\r\n'));
    second.socket.destroy();
    return second.numbers();
  };
  return { seen: first.numbers(), resumed };
}

test('SF-STA-05 a reader that takes nothing is dropped with little in its buffer, and goes on without a gap or a doubling', async () => {
  const stage = await open({ last: LAST });
  const { seen, resumed } = await dropped(stage);
  const at = seen.at(-1) ?? 0;
  expect([...seen, ...(await resumed(at))]).toEqual(upTo(LAST));
  // Control: one that goes on at another place is seen to double or to miss an event.
  expect([...seen, ...(await resumed(at - 1))]).not.toEqual(upTo(LAST));
  expect([...seen, ...(await resumed(at + 1))]).not.toEqual(upTo(LAST));
  expect(stage.failures).toEqual([]);
});

test('SF-STA-05 a stream holds its socket alone: parser, request and answer of node:http are given back', async () => {
  const stage = await open({ last: 1 });
  const client = new Client(stage.port);
  await client.until(() => client.numbers().length === 1);
  const [socket] = stage.sockets as unknown as {
    parser: unknown;
    _httpMessage: unknown;
    listenerCount(event: string): number;
  }[];
  expect([socket?.parser, socket?._httpMessage, socket?.listenerCount('timeout')]).toEqual([null, null, 0]);
  for (let beat = 0; beat < 3 * PATIENT_BEATS; beat += 1) stage.beats.beat();
  await client.until(() => client.text.split('3\r\n:\n\n\r\n').length === 3 * PATIENT_BEATS + 1);
  expect(client.text).toMatch(/\r\ncache-control: no-store, no-transform\r\n/);
  expect(client.text).toMatch(/\r\nx-accel-buffering: no\r\n/);
  expect(client.text).toMatch(/\r\nconnection: close\r\n/i);
  // What is sent after the request concerns nobody, and leaving ends the source.
  client.socket.write('GET /other HTTP/1.1\r\nHost: a\r\n\r\n');
  client.socket.end();
  await expect.poll(() => stage.sources[0]?.closed, patience).toBe(1);
  expect(stage.sources).toHaveLength(1);
  expect(stage.beats.beating.size).toBe(0);
});

test('control: where the connection stays with node:http, the same look finds its parser', async () => {
  const stage = await open({
    last: 1,
    before: keepWithNode,
  });
  const client = new Client(stage.port);
  await client.until(() => client.numbers().length === 1);
  const [socket] = stage.sockets as unknown as { parser: unknown }[];
  expect(socket?.parser).not.toBeNull();
  client.socket.destroy();
});

test('whoever waits for the end of an answer, or writes in its place, gets to see the stream as before', async () => {
  const ends: string[] = [];
  const written: string[] = [];
  const stage = await open({
    last: 1,
    before: (_, outgoing) => {
      outgoing.once('close', () => ends.push('close'));
      const write = outgoing.write.bind(outgoing) as (text: string) => boolean;
      outgoing.write = ((text: string) => {
        written.push(text);
        return write(text);
      }) as ServerResponse['write'];
    },
  });
  const client = new Client(stage.port);
  await client.until(() => client.numbers().length === 1);
  expect(ends).toEqual([]);
  expect(written[0]).toBe('retry: 1000\n\n');
  client.socket.destroy();
  await expect.poll(() => ends, patience).toEqual(['close']);
  expect(stage.sources[0]?.closed).toBe(1);
});

test('SF-STA-05 a slow reader is dropped where the connection stays with node:http as well', async () => {
  const stage = await open({ last: LAST, before: keepWithNode });
  const { seen, resumed } = await dropped(stage);
  expect([...seen, ...(await resumed(seen.at(-1) ?? 0))]).toEqual(upTo(LAST));
});

test('a client of HTTP/1.0 gets a stream without frames, which ends with its connection', async () => {
  const stage = await open({ last: 1 });
  const client = new Client(stage.port, { version: '1.0' });
  await client.until(() => client.numbers().length === 1);
  expect(client.text).toContain('\r\n\r\nretry: 1000\n\nid: 1\n');
  expect(client.text).not.toMatch(/transfer-encoding/i);
  stage.sources[0]?.listener?.news();
  client.socket.destroy();
  await expect.poll(() => stage.sources[0]?.closed, patience).toBe(1);
});
