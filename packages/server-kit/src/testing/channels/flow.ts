// The parts of the channel contract that gateway and outbox answer for: a channel inside a server that keeps what comes and sends what waits.
// The server stands behind a small interface, so that the cases run against any.
import { type ContractCase, check, present, same } from '../contract-case.ts';
import type { ChannelSubject } from './bench.ts';
import { seededRandom } from './simulators/signing.ts';
import type { Act, ProviderSimulator, Receipt, SendFault, Webhook } from './simulators/types.ts';

/** A message as agents see it. */
export interface FlowEntry {
  readonly from: 'consumer' | 'agent';
  readonly text: string;
  /** How one of ours stands: missing as long as nothing is known. */
  readonly state?: 'queued' | 'sent' | 'delivered' | 'read' | 'failed' | 'refused' | 'expired' | 'unknown';
}

/** A server with one entry point of the channel, empty at first. */
export interface ChannelFlow {
  /** Epoch ms, by the server's clock. */
  now(): number;
  /** Lets time pass, then does what is due, until nothing is. */
  pass(ms: number): Promise<void>;
  /** A request of the provider. @returns the status of the answer */
  receive(webhook: Webhook): Promise<number>;
  /** An agent writes to the consumer, in the conversation that there is. */
  write(text: string): Promise<void>;
  /** Everything of all conversations of the entry point, in order. */
  transcript(): Promise<readonly FlowEntry[]>;
  /** The process ends as if it were killed; another one starts on the same data. */
  restart(): Promise<void>;
  destroy(): Promise<void>;
}

/** A channel inside a server. */
export interface ChannelFlowSubject extends ChannelSubject {
  /** Starts a server whose requests to the provider go here. */
  start(fetch: (url: string, init: RequestInit) => Promise<Response>): Promise<ChannelFlow>;
}

interface FlowBench {
  readonly subject: ChannelFlowSubject;
  readonly flow: ChannelFlow;
  readonly simulator: ProviderSimulator;
  /** Requests that send a message, accepted or not. */
  readonly attempts: { count: number };
  /** The consumer does something, and the provider tells it. */
  does(act: Act): Promise<void>;
  greet(): Promise<void>;
  /** One message of ours as agents see it. */
  entry(text: string): Promise<FlowEntry>;
}

interface FlowCase {
  readonly part: number;
  readonly name: string;
  readonly needs?: (subject: ChannelFlowSubject) => boolean;
  run(bench: FlowBench): Promise<void>;
}

const MINUTE_MS = 60_000;
const receipts: readonly Receipt[] = ['sent', 'delivered', 'read', 'failed', 'expired'];
const isFine = (status: number) => status >= 200 && status < 300;
const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item, at) => orders(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]));

const consumerTexts = (entries: readonly FlowEntry[]) =>
  entries.flatMap(({ from, text }) => (from === 'consumer' ? text : []));

const cases: readonly FlowCase[] = [
  {
    part: 6,
    name: 'CN-GEN-03 idempotency: one delivery again, at the same time and after a crash is one message, acknowledged each time',
    async run({ subject, flow, simulator }) {
      const from = subject.consumer;
      const tell = async (text: string) => present(await simulator.tell({ act: 'text', from, text }), 'a webhook');
      const webhook = await tell('once');
      check(isFine(await flow.receive(webhook)), 'the first');
      check(isFine(await flow.receive(webhook)), 'the same again');
      const together = await tell('together');
      const statuses = await Promise.all([1, 2, 3, 4].map(() => flow.receive(together)));
      check(statuses.every(isFine), `at the same time: ${statuses.join()}`);
      await flow.restart();
      for (const each of [webhook, together]) check(isFine(await flow.receive(each)), 'after a crash');
      same(consumerTexts(await flow.transcript()), ['once', 'together'], 'the messages');
    },
  },
  {
    part: 7,
    name: 'CN-GEN-03 status lattice: receipts in whatever order, and all of them again, end in one state',
    async run({ subject, flow, simulator, entry, does }) {
      await does({ act: 'text', from: subject.consumer, text: 'Hello' });
      await flow.write('first');
      await flow.pass(10_000);
      const first = present(simulator.taken.at(-1), 'a message that the provider took');
      const told: Receipt[] = [];
      for (const status of receipts) {
        if (await simulator.tell({ act: 'receipt', of: first, status })) told.push(status);
      }
      if (told.length === 0) return;
      const ends = new Set<string>();
      for (const order of orders(told)) {
        const text = order.join(', ');
        await flow.write(text);
        await flow.pass(10_000);
        const of = present(simulator.taken.at(-1), 'a message that the provider took');
        same(of.text, text, 'the message that the provider took');
        for (const status of [...order, ...order.toReversed()]) await does({ act: 'receipt', of, status });
        ends.add((await entry(text)).state ?? '');
      }
      const { read } = subject.channel.capabilities.receipts;
      same([...ends], [read ? 'read' : 'delivered'], 'the states at the end');
    },
  },
  {
    part: 8,
    name: 'SF-CN-01 CN-GEN-01 self messages: what we sent is there once, whoever tells it; what another app sent is there as ours',
    async run({ subject, flow, simulator, greet, does }) {
      await greet();
      await flow.write('Good morning');
      await flow.pass(1_000);
      for (const webhook of await simulator.deliveries()) check(isFine(await flow.receive(webhook)), 'a delivery');
      const to = subject.consumer;
      const foreign: Act = { act: 'foreign-echo', to, text: 'From the other app' };
      const hasForeign = (await simulator.tell(foreign)) !== undefined;
      if (hasForeign) await does(foreign);
      const entries = (await flow.transcript()).map(({ from, text }) => `${from}: ${text}`);
      const expected = ['consumer: Hello', 'agent: Good morning', ...(hasForeign ? ['agent: From the other app'] : [])];
      same(entries, expected, 'the transcript');
    },
  },
  ...(
    ['no-connection', 'cut-before-answer', 'time-out', 'cut-in-answer', 'server-error-after-acceptance'] as const
  ).map(
    (fault): FlowCase => ({
      part: 11,
      name: `CN-GEN-04 ambiguity: ${fault}: the person gets the message at most once, and the agent is told what is known`,
      async run({ subject, flow, simulator, greet, entry }) {
        await greet();
        simulator.failNext(fault);
        await flow.write('Good morning');
        // A crash in the middle changes nothing about it.
        await flow.pass(0);
        await flow.restart();
        for (let minute = 0; minute < 12; minute += 1) await flow.pass(MINUTE_MS);
        const got = simulator.taken.filter(({ text }) => text === 'Good morning').length;
        same(got, 1, 'messages on the phone');
        const { state } = await entry('Good morning');
        const canFind = subject.channel.capabilities.idempotentSend || subject.channel.reconcile !== undefined;
        const known = canFind || fault === 'no-connection' ? ['sent'] : ['unknown', 'sent'];
        check(known.includes(state ?? ''), `${fault}: the state is ${state}`);
        // What the provider tells later is heeded.
        for (const webhook of await simulator.deliveries()) check(isFine(await flow.receive(webhook)), 'a delivery');
        const { delivered, read } = subject.channel.capabilities.receipts;
        const final = read ? 'read' : delivered ? 'delivered' : 'sent';
        same((await entry('Good morning')).state, final, 'the state after the receipts');
      },
    }),
  ),
  {
    part: 12,
    name: 'CN-GEN-04 rate: too many is tried again in the time that the provider names, and arrives once, in order',
    async run({ flow, simulator, attempts, greet }) {
      await greet();
      const faults: SendFault[] = ['rate-limited', 'rate-limited'];
      simulator.failNext(...faults);
      for (const text of ['one', 'two', 'three']) await flow.write(text);
      await flow.pass(0);
      const before = attempts.count;
      await flow.pass(1_999);
      same(attempts.count, before, 'attempts before the time that the provider named');
      for (let second = 0; second < 90; second += 3) await flow.pass(3_000);
      same(
        simulator.taken.map(({ text }) => text),
        ['one', 'two', 'three'],
        'the phone',
      );
    },
  },
  {
    part: 12,
    name: 'CN-GEN-04 rate: one person gets at most one message in the time that the provider wants',
    needs: ({ channel }) => channel.name === 'whatsapp',
    async run({ flow, simulator, greet }) {
      await greet();
      for (const text of ['one', 'two', 'three']) await flow.write(text);
      for (let second = 0; second < 30; second += 1) await flow.pass(1_000);
      const times = simulator.taken.map(({ at }) => at);
      same(times.length, 3, 'messages');
      for (const [at, time] of times.entries()) check(at === 0 || time - (times[at - 1] ?? 0) >= 6_000, 'too soon');
    },
  },
  {
    part: 14,
    name: 'CN-GEN-04 consent: who stopped or closed is not even asked about; who comes back is written to again',
    async run({ subject, flow, simulator, attempts, greet, does, entry }) {
      await greet();
      const from = subject.consumer;
      const pairs: readonly (readonly [stop: Act, start: Act])[] = [
        [
          { act: 'opt-out', from },
          { act: 'opt-in', from },
        ],
        [
          { act: 'close', from },
          { act: 'text', from, text: 'Back again' },
        ],
      ];
      for (const [stop, start] of pairs) {
        if (!(await simulator.tell(stop))) continue;
        await does(stop);
        const before = attempts.count;
        await flow.write(`after ${stop.act}`);
        await flow.pass(MINUTE_MS);
        same([(await entry(`after ${stop.act}`)).state, attempts.count], ['refused', before], `after ${stop.act}`);
        await does(start);
        await flow.write(`after ${start.act}`);
        await flow.pass(MINUTE_MS);
        same((await entry(`after ${start.act}`)).state, 'sent', `after ${start.act}`);
      }
    },
  },
];

/**
 * The cases of gateway and outbox, for a channel inside a server: repeats, statuses, echoes, lost answers, rates, consent.
 *
 * @param subject - the channel, its provider, and how to start a server
 * @returns cases for any test runner; each starts its own server
 */
export function channelFlowContract(subject: ChannelFlowSubject): readonly ContractCase[] {
  return cases
    .filter(({ needs }) => needs?.(subject) ?? true)
    .map((each) => ({
      name: `${subject.channel.name}: part ${each.part}, ${each.name}`,
      run: () => runCase(subject, each),
    }));
}

async function runCase(subject: ChannelFlowSubject, flowCase: FlowCase): Promise<void> {
  const attempts = { count: 0 };
  const flow = await subject.start((url, init) => {
    attempts.count += 1;
    return simulator.fetch(new Request(url, init));
  });
  const { settings, webhookUrl } = subject;
  const random = seededRandom(7);
  const simulator: ProviderSimulator = subject.simulate({ settings, webhookUrl, now: () => flow.now(), random });
  const does = async (act: Act): Promise<void> => {
    const webhook = present(await simulator.tell(act), `a webhook of ${act.act}`);
    check(isFine(await flow.receive(webhook)), `the webhook of ${act.act} was not acknowledged`);
  };
  try {
    await flowCase.run({
      ...{ subject, flow, simulator, attempts, does },
      greet: () => does({ act: 'text', from: subject.consumer, text: 'Hello' }),
      entry: async (text) => {
        const found = (await flow.transcript()).filter((entry) => entry.from === 'agent' && entry.text === text);
        same(found.length, 1, `messages “${text}”`);
        return present(found[0], 'the message');
      },
    });
  } finally {
    await flow.destroy();
  }
}
