// Event streams as a server, a proxy or an attacker in between may write them, read by both clients.
import { isInvitationStatus } from '@tellsafe/core/invitation';
import type { AgentEvent } from '@tellsafe/core/wire';
import fc from 'fast-check';
import { startFeed } from '../../../agent-client/src/feed.ts';
import { watchInvitation } from '../../../consumer-widget/src/controllers/connection.ts';
import { random } from '../harness.ts';
import type { FuzzTarget } from './fuzz-run.ts';

const status = JSON.stringify({
  status: 'sent',
  form: { name: 'A', description: 'B' },
  secondsLeft: 5,
  agentName: 'C',
});
const lines = fc.oneof(
  fc.constantFrom(
    'id: 1\n',
    'id:\n',
    'id: a\u0000b\n',
    'event: status\n',
    'event: message\n',
    'event: invitation\r\n',
    'event: __proto__\n',
    'retry: -1\n',
    'retry: 9999999999\n',
    ':\n',
    '\r',
    '\n',
    '\n\n',
    '\r\n\r\n',
    '\ufeff',
  ),
  fc.constantFrom(
    `data: ${status}\n`,
    `data: ${status.replace('sent', 'submitted')}\n`,
    'data: {\n',
    'data: null\n',
    'data: 5\n',
    'data: []\n',
    'data: "x"\n',
    'data\n',
    'data: {"status":"sent","form":null}\n',
    'data: {"__proto__":{"status":"sent"}}\n',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('data: ', 'x'.repeat(20_000)),
);
const chunks = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.array(lines, { maxLength: 6 }).map((texts) => new TextEncoder().encode(texts.join(''))),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }) },
  ),
  { maxLength: 5 },
);

/** A response whose body is these chunks. */
function responseOf(bytes: readonly Uint8Array[]): Response {
  const waiting = [...bytes];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const next = waiting.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
  });
  return new Response(body);
}

const names = ['conversation', 'message', 'invitation', 'session-ended'];

/** What a client hears of a stream. */
type Hear = (bytes: readonly Uint8Array[]) => Promise<readonly { readonly event: string; readonly data: unknown }[]>;

/** The agent's feed, until the stream ends. */
export const agentFeed: Hear = (bytes) =>
  new Promise((resolve) => {
    const heard: { event: string; data: unknown }[] = [];
    const feed = startFeed<AgentEvent>({
      names: ['conversation', 'message', 'invitation', 'erased', 'session-ended'],
      timers: { after: () => () => undefined },
      random,
      connect: async () => responseOf(bytes),
      loadPosition: async () => '',
      savePosition: async () => undefined,
      onEvent: async ({ event, data }) => void heard.push({ event, data }),
      onConnection: (connection) => {
        if (connection !== 'offline') return;
        feed.stop();
        resolve(heard);
      },
      onFreshStart: () => undefined,
      onRefused: () => resolve([{ event: 'refused', data: undefined }]),
    });
  });

/** The consumer's watch, until the stream ends. */
const consumerWatch: Hear = (bytes) =>
  new Promise((resolve) => {
    const heard: { event: string; data: unknown }[] = [];
    const body = responseOf(bytes);
    const ended = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        for await (const chunk of body.body as unknown as AsyncIterable<Uint8Array>) controller.enqueue(chunk);
        controller.close();
        setImmediate(() => {
          stop();
          resolve(heard);
        });
      },
    });
    const stop = watchInvitation({
      transport: { send: async () => new Response(ended), post: async () => undefined },
      handle: '',
      onStatus: (data) => heard.push({ event: 'status', data }),
      onOnline: () => undefined,
      onRefused: () => heard.push({ event: 'refused', data: undefined }),
    });
  });

/** Only events of the tables arrive, with data of their kind; nothing else happens. */
export function streams(feed: Hear = agentFeed): FuzzTarget<readonly Uint8Array[]> {
  const check = async (bytes: readonly Uint8Array[]) => {
    for (const { event, data } of await feed(bytes)) {
      if (!names.includes(event) || typeof data !== 'object' || data === null)
        throw new Error(`the agent heard ${event}`);
    }
    for (const { event, data } of await consumerWatch(bytes)) {
      const { status, form, secondsLeft } = data as Record<string, unknown> & { form: { name: unknown } };
      const fits = isInvitationStatus(status) && typeof form.name === 'string' && Number.isFinite(secondsLeft);
      if (event !== 'status' || !fits) throw new Error(`the consumer heard ${event}`);
    }
  };
  return { name: 'event streams', inputs: chunks, check };
}
