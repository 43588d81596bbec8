// What each case of the channel contract gets: a channel with checked settings beside a fresh simulator, a clock to set, and everything that
// went out or came back, to look for what must not be in it.
import type {
  Channel,
  ChannelIo,
  InboundEvent,
  OutboundMessage,
  Plan,
  RawRequest,
  SendResult,
  SendState,
} from '../../channels/types.ts';
import { check, present } from '../contract-case.ts';
import { seededRandom } from './simulators/signing.ts';
import type { Act, ProviderSimulator, SimulatorInit, TakenMessage, Webhook } from './simulators/types.ts';

/** Settings as a host writes them. */
export type Settings = Readonly<Record<string, unknown>>;

/** A request whose verdict somebody else has given. */
export interface SignatureVector {
  readonly name: string;
  /** Checked settings, with the secret of the vector. */
  readonly account: unknown;
  readonly request: RawRequest;
  readonly expected: boolean;
}

/** A request, and what must be told of it. */
export interface ParseVector {
  readonly name: string;
  readonly request: RawRequest;
  /** Types of the events, in order; only that nothing is thrown when left out. */
  readonly types?: readonly InboundEvent['type'][];
  /** Checked settings instead of the subject's. */
  readonly account?: unknown;
}

/** An error of the provider and what it means. */
export interface ErrorVector {
  readonly name: string;
  readonly status: number;
  readonly body: unknown;
  readonly class: string;
  readonly retry: string;
}

/** A channel to be tested. */
export interface ChannelSubject {
  // biome-ignore lint/suspicious/noExplicitAny: the account is the channel's own affair
  readonly channel: Channel<any>;
  /** Settings of one entry point, with one secret. */
  readonly settings: Settings;
  /** The member of the settings that is the webhook's secret and takes two. */
  readonly secretKey: string;
  /** Another secret that is valid. */
  readonly freshSecret: string;
  /** Every text of the settings that must stay in headers. */
  readonly secrets: readonly string[];
  readonly webhookUrl: string;
  /** Whether files can be held against a digest; true by default. False where the provider says none and encrypts instead. */
  readonly digests?: boolean;
  /** A person at the provider. */
  readonly consumer: string;
  /** Settings with which a form's link goes behind a button, where there is the choice. */
  readonly buttonSettings?: Settings;
  /** Settings with which a person may answer for longer, where there is such a rule. */
  readonly humanSettings?: Settings;
  // biome-ignore lint/suspicious/noExplicitAny: each simulator takes the settings of its channel
  simulate(init: SimulatorInit<any>): ProviderSimulator;
  readonly signatures?: readonly SignatureVector[];
  readonly requests?: readonly ParseVector[];
  readonly errors?: readonly ErrorVector[];
  /** What is wrong with a plan, by the provider's schema. */
  faultsOf?(plan: Plan): readonly unknown[];
}

/** What a case works with. */
export interface ChannelBench {
  readonly subject: ChannelSubject;
  readonly channel: ChannelSubject['channel'];
  readonly account: unknown;
  readonly clock: { now: number };
  readonly simulator: ProviderSimulator;
  readonly io: ChannelIo;
  /** What the channel asked, in order. */
  readonly asked: readonly Request[];
  /** How each request was made. */
  readonly inits: readonly RequestInit[];
  /** The request as the host's server has it. */
  raw(webhook: Webhook, change?: Partial<RawRequest>): RawRequest;
  /** A webhook that this provider has. @throws ContractFailure when it has none */
  told(act: Act, signWith?: 0 | 1): Promise<Webhook>;
  /** The events of a webhook that this provider has. */
  events(act: Act): Promise<readonly InboundEvent[]>;
  message(change?: Partial<OutboundMessage>): OutboundMessage;
  invitation(change?: Partial<OutboundMessage>): OutboundMessage;
  state(change?: Partial<SendState>): SendState;
  /** A plan that is not refused. */
  planned(message: OutboundMessage, state?: SendState): Plan;
  /** The consumer writes, so that they can be answered. */
  greet(): Promise<void>;
  /** Sends a plan; what it came to is looked through at the end. */
  send(plan: Plan): Promise<SendResult>;
  last(): TakenMessage;
}

/** A case of the channel contract. */
export interface ChannelCase {
  readonly part: number;
  readonly name: string;
  /** Left out where it does not hold. */
  readonly needs?: (subject: ChannelSubject) => boolean;
  run(bench: ChannelBench): Promise<void>;
}

/** The clock of each case starts here. */
export const START = 1_795_341_500_000;
/** A link as the kit makes them: its secret is in the fragment. */
export const LINK = 'https://forms.acme.example/f/acme#AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA';

/** A fresh bench. @param settings instead of the subject's */
export function createBench(subject: ChannelSubject, settings: Settings = subject.settings): ChannelBench {
  const { channel, consumer, webhookUrl } = subject;
  const clock = { now: START };
  const now = () => clock.now;
  const random = seededRandom(7);
  const simulator = subject.simulate({ settings, webhookUrl, now, random });
  const account = channel.checkAccount('channel', settings);
  const asked: Request[] = [];
  const inits: RequestInit[] = [];
  const io: ChannelIo = {
    now,
    fetch(url, init) {
      const request = new Request(url, init);
      asked.push(request.clone());
      inits.push(init);
      return simulator.fetch(request);
    },
  };
  let count = 0;
  const uuid = () => {
    count += 1;
    return `7c1e8a52-4f0b-4b53-9d27-${String(count).padStart(12, '0')}`;
  };
  const bench: ChannelBench = {
    ...{ subject, channel, account, clock, simulator, io, asked, inits },
    raw: ({ method, url, headers, body }, change) => ({
      ...{ method, publicUrl: url, headers: new Map(Object.entries(headers)), body, receivedAt: clock.now },
      ...change,
    }),
    told: async (act, signWith) => present(await simulator.tell(act, signWith), `a webhook of ${act.act}`),
    events: async (act) => channel.parse(bench.raw(await bench.told(act)), account),
    message: (change) => ({
      outboxId: uuid(),
      to: { primary: consumer, aliases: [] },
      author: { kind: 'human', agentId: 'maya' },
      purpose: 'agent_reply',
      body: { text: 'Good morning' },
      ...change,
    }),
    invitation: (change) =>
      bench.message({
        author: { kind: 'automation', name: 'forms' },
        purpose: 'form_invitation',
        body: { text: `Payment card: ${LINK}`, link: { url: LINK, label: 'Open form', title: 'Payment card' } },
        expiresAt: clock.now + 900_000,
        ...change,
      }),
    state: (change) => ({
      now: clock.now,
      lastInboundAt: clock.now - 60_000,
      consent: 'unknown',
      closed: false,
      ...change,
    }),
    planned(message, state = bench.state()) {
      const plan = channel.plan(message, state, account);
      check(!('refused' in plan), `the plan was refused: ${'refused' in plan ? plan.refused : ''}`);
      return plan;
    },
    greet: async () => void (await bench.told({ act: 'text', from: consumer, text: 'Hello' })),
    send: (plan) => channel.send(plan, io, account),
    last: () => present(simulator.taken.at(-1), 'a message that the provider took'),
  };
  return bench;
}
