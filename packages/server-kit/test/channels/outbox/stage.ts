// What the tests of the outbox stand on: a kit with an entry point of each channel, and the five providers behind real connections.
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from '@tellsafe/core/wire';
import type { EntryPointOptions } from '../../../src/accounts/entry-point-settings.ts';
import { apple } from '../../../src/channels/apple/index.ts';
import { messenger } from '../../../src/channels/messenger/index.ts';
import { rcs } from '../../../src/channels/rcs/index.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/index.ts';
import type { ChannelName } from '../../../src/channels/types.ts';
import { whatsapp } from '../../../src/channels/whatsapp/index.ts';
import type { Fetch } from '../../../src/services/kit.ts';
import type { Commit, Store } from '../../../src/stores/types.ts';
import { simulateApple } from '../../../src/testing/channels/simulators/apple.ts';
import { simulateMessenger } from '../../../src/testing/channels/simulators/messenger.ts';
import { simulateRcs } from '../../../src/testing/channels/simulators/rcs.ts';
import { seededRandom } from '../../../src/testing/channels/simulators/signing.ts';
import { simulateTwilio } from '../../../src/testing/channels/simulators/sms-twilio.ts';
import type { Act, ProviderSimulator, Receipt, TakenMessage } from '../../../src/testing/channels/simulators/types.ts';
import { simulateWhatsApp } from '../../../src/testing/channels/simulators/whatsapp.ts';
import { Agent } from '../../clients.ts';
import {
  ACCOUNT,
  BASE,
  createHarness,
  FORM_ORIGIN,
  type Harness,
  type HarnessOptions,
  type StoreKind,
} from '../../harness.ts';
import { storeWith } from '../../support/broken-stores.ts';
import { messengerOptions, whatsappOptions } from '../accounts.ts';

export const channels = [
  'sms-twilio',
  'messenger',
  'whatsapp',
  'apple',
  'rcs',
] as const satisfies readonly ChannelName[];

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

export const webhookUrl = (channel: ChannelName) => `${FORM_ORIGIN}${BASE}/v1/channels/${channel}/${channel}-1`;

const twilioSettings = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: '0123456789abcdef0123456789abcdef',
  sender: '+14155552345',
  webhookUrl: webhookUrl('sms-twilio'),
};
const appleSettings = {
  mspId: '4f6c0d4e-5a52-4b1c-a5a7-4b8a6f1f2f11',
  apiSecret: Buffer.alloc(32, 7).toString('base64'),
  businessId: '9f3c7a10-8d26-4e4e-b37e-7d5f9c0f1e11',
};
const rcsSettings = {
  agentId: 'acme_agent',
  clientToken: 'a-client-token-of-ours',
  serviceAccount: { email: 'rbm@acme.iam.gserviceaccount.com', privateKey },
};

/** Secrets of the entry points, which must be written nowhere. */
export const secrets = [
  ...[twilioSettings.authToken, messengerOptions.pageAccessToken, messengerOptions.appSecret],
  ...[whatsappOptions.accessToken, appleSettings.apiSecret, rcsSettings.clientToken],
];

/** Who writes at each channel. */
export const people: Readonly<Record<ChannelName, string>> = {
  'sms-twilio': '+14155550123',
  messenger: '5237384929301',
  whatsapp: '16315551181',
  apple: 'urn:mbid:AQAAY-kim',
  rcs: '+14155550123',
};

const entryPoints: readonly EntryPointOptions[] = [
  { id: 'sms-twilio-1', channel: smsTwilio, settings: twilioSettings },
  { id: 'messenger-1', channel: messenger, settings: messengerOptions },
  { id: 'whatsapp-1', channel: whatsapp, settings: whatsappOptions },
  { id: 'apple-1', channel: apple, settings: appleSettings },
  { id: 'rcs-1', channel: rcs, settings: rcsSettings },
];

export type ProviderFetch = (request: Request) => Promise<Response>;

/** A server on this machine that answers as a provider does, and breaks the connection where the provider does not answer. */
async function serve(answer: ProviderFetch): Promise<{ readonly server: Server; readonly fetch: Fetch }> {
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const url = headers.get('x-asked') ?? '';
    for (const name of ['x-asked', 'host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name);
    const body = Buffer.concat(chunks);
    const method = request.method ?? 'GET';
    const answered = await answer(new Request(url, { method, headers, ...(method !== 'GET' && { body }) }));
    response.writeHead(answered.status, Object.fromEntries(answered.headers)).end(await answered.text());
  };
  const server = createServer((request, response) => {
    take(request, response).catch(() => request.socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const toHere: Fetch = (url, init) => {
    const headers = new Headers(init.headers);
    headers.set('x-asked', url);
    return fetch(`http://127.0.0.1:${port}/`, { ...init, headers });
  };
  return { server, fetch: toHere };
}

export interface OutboxStageOptions extends HarnessOptions {
  readonly entryPoint?: (options: EntryPointOptions) => EntryPointOptions;
  /** The volatile store says that several processes share it, as it must be where the signal does. */
  readonly sharedVolatile?: boolean;
}

export class OutboxStage {
  readonly harness: Harness;
  readonly providers: Readonly<Record<ChannelName, ProviderSimulator>>;
  /** Every request to a provider, in order. */
  readonly asked: Request[];
  /** Everything that the kit's records were to hold. */
  readonly written: Commit[];
  /** What happens to a request before the provider sees it. */
  readonly before: { run?: (request: Request) => Promise<void> };
  /** The kit that runs writes nothing any more, as a killed process. */
  readonly kill: () => void;
  readonly #server: Server;

  private constructor(
    parts: Pick<OutboxStage, 'harness' | 'providers' | 'asked' | 'written' | 'before' | 'kill'>,
    server: Server,
  ) {
    this.harness = parts.harness;
    this.providers = parts.providers;
    this.asked = parts.asked;
    this.written = parts.written;
    this.before = parts.before;
    this.kill = parts.kill;
    this.#server = server;
  }

  static async create(kind: StoreKind = 'memory', given: OutboxStageOptions = {}): Promise<OutboxStage> {
    let now = () => 0;
    const clock = () => now();
    const random = seededRandom(1);
    const init = <Settings>(channel: ChannelName, settings: Settings) => ({
      ...{ settings, webhookUrl: webhookUrl(channel), now: clock, random },
    });
    const providers = {
      'sms-twilio': simulateTwilio(init('sms-twilio', twilioSettings)),
      messenger: simulateMessenger(init('messenger', messengerOptions)),
      whatsapp: simulateWhatsApp(init('whatsapp', whatsappOptions)),
      apple: simulateApple(init('apple', appleSettings)),
      rcs: simulateRcs(init('rcs', rcsSettings)),
    };
    const asked: Request[] = [];
    const before: OutboxStage['before'] = {};
    const { server, fetch } = await serve(async (request) => {
      asked.push(request.clone());
      await before.run?.(request);
      return providers[channelOf(request.url)].fetch(request);
    });
    const written: Commit[] = [];
    const kits = { begun: 0, killed: 0 };
    const watched = (store: Store) => {
      kits.begun += 1;
      const kit = kits.begun;
      return storeWith(store, {
        commit: async (commit: Commit) => {
          if (kit <= kits.killed) throw new Error('this process is dead');
          written.push(commit);
          return store.commit(commit);
        },
      });
    };
    const kill = () => {
      kits.killed = kits.begun;
    };
    const { entryPoint = (options: EntryPointOptions) => options, sharedVolatile, ...options } = given;
    const harness = await createHarness(kind, {
      ...options,
      account: { entryPoints: entryPoints.map(entryPoint), ...options.account },
      options: { fetch, ...options.options },
      wrap: ({ volatile, ...stores }) => ({
        ...stores,
        records: watched(stores.records),
        volatile: sharedVolatile
          ? storeWith(volatile, { capabilities: { ...volatile.capabilities, shared: true } })
          : volatile,
      }),
    });
    now = harness.clock;
    return new OutboxStage({ harness, providers, asked, written, before, kill }, server);
  }

  async close(): Promise<void> {
    await this.harness.close();
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  /** A provider tells something; its signature is real. */
  async tell(channel: ChannelName, act: Act): Promise<void> {
    const webhook = await this.providers[channel].tell(act);
    if (!webhook) throw new Error(`${channel} tells no ${act.act}`);
    const { method, url, headers, body } = webhook;
    // Apple's gateway adds a path of its own to the address that it is given.
    const address = channel === 'apple' ? url.replace(/\/message$/, '') : url;
    const request = new Request(address, { method, headers, body: new Uint8Array(body) });
    const { status } = await this.harness.tellsafe.fetch(request);
    if (status !== 200) throw new Error(`the kit answered ${status}`);
  }

  receipt(channel: ChannelName, of: TakenMessage, status: Receipt, code?: string): Promise<void> {
    return this.tell(channel, { act: 'receipt', of, status, ...(code !== undefined && { code }) });
  }

  /** A consumer writes, and an agent takes the conversation. */
  async chat(channel: ChannelName, from = people[channel]): Promise<Chat> {
    await this.tell(channel, { act: 'text', from, text: 'Hello' });
    const { tellsafe } = this.harness;
    const agent = await Agent.signIn(this.harness, 'ada');
    const found = await tellsafe.conversations.list({ accountId: ACCOUNT, agentId: 'ada' });
    const { id } = found.find(({ via, agent: taken }) => via?.channel === channel && !taken) ?? { id: '' };
    await agent.assign(id);
    return new Chat(this, channel, agent, id, from);
  }

  /** Rounds of maintenance until nothing more is to be done at once. */
  async maintain(): Promise<void> {
    while ((await this.harness.tellsafe.maintain()).more);
  }

  async pass(ms: number): Promise<void> {
    this.harness.clock.advance(ms);
    await this.maintain();
  }

  texts(channel: ChannelName): string[] {
    return this.providers[channel].taken.map(({ text }) => text);
  }

  /** Requests that send. */
  sends(): readonly Request[] {
    return this.asked.filter(({ method, url }) => method === 'POST' && !url.includes('oauth2'));
  }
}

function channelOf(url: string): ChannelName {
  const { hostname, pathname } = new URL(url);
  if (hostname === 'api.twilio.com') return 'sms-twilio';
  if (hostname === 'graph.facebook.com') {
    return pathname.includes(whatsappOptions.phoneNumberId) ? 'whatsapp' : 'messenger';
  }
  return hostname.endsWith('apple.com') ? 'apple' : 'rcs';
}

/** One conversation with a consumer of a channel. */
export class Chat {
  readonly stage: OutboxStage;
  readonly channel: ChannelName;
  readonly agent: Agent;
  readonly id: string;
  readonly person: string;

  constructor(stage: OutboxStage, channel: ChannelName, agent: Agent, id: string, person: string) {
    this.person = person;
    this.stage = stage;
    this.channel = channel;
    this.agent = agent;
    this.id = id;
  }

  get provider(): ProviderSimulator {
    return this.stage.providers[this.channel];
  }

  /** The agent writes. */
  async write(text: string, requestId: string = crypto.randomUUID()): Promise<string> {
    const { tellsafe } = this.stage.harness;
    const sender = { from: 'agent', agent: { id: 'ada', name: 'Ada' } } as const;
    const place = { accountId: ACCOUNT, conversationId: this.id };
    return (await tellsafe.conversations.message({ ...place, requestId, text, sender })).id;
  }

  /** How a message or an invitation stands for the agent. */
  async delivery(id: string): Promise<Delivery | undefined> {
    const { messages, invitations } = await this.agent.conversation(this.id);
    return [...messages, ...invitations].find((each) => each.id === id)?.delivery;
  }

  /** The same for the host, when the agent's session is over. */
  async hostDelivery(id: string): Promise<Delivery | undefined> {
    const place = { accountId: ACCOUNT, conversationId: this.id };
    const { messages, invitations } = await this.stage.harness.tellsafe.conversations.get(place);
    return [...messages, ...invitations].find((each) => each.id === id)?.delivery;
  }

  link(invitationId: string): Promise<string> {
    return this.stage.harness.tellsafe.invitations.link({ accountId: ACCOUNT, conversationId: this.id, invitationId });
  }

  async status(invitationId: string): Promise<string> {
    return (await this.agent.invitation(this.id, invitationId)).status;
  }
}

/** Runs a check on a stage of its own. */
export async function withStage(
  kind: StoreKind,
  given: OutboxStageOptions,
  check: (stage: OutboxStage) => Promise<void>,
): Promise<void> {
  const stage = await OutboxStage.create(kind, given);
  try {
    await check(stage);
  } finally {
    await stage.close();
  }
}
