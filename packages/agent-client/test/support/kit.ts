// The real kit in memory with its clock in a test's hands, agents' clients on it, and a consumer who fills in forms.
import { createUuid } from '@tellsafe/core';
import { sealAnswers } from '@tellsafe/core/answers';
import { createProof, importProofKey, webRandom } from '@tellsafe/core/crypto';
import { fromBase64url, toBase64url, utf8 } from '@tellsafe/core/encoding';
import { type InvitationView, type Opened, PROOF_HEADER } from '@tellsafe/core/wire';
import {
  type AccountOptions,
  createTellsafe,
  type KeyProvider,
  type Principal,
  type Tellsafe,
} from '@tellsafe/server-kit';
import { memoryKeys as memoryKeyProvider } from '@tellsafe/server-kit/keys/memory';
import { memoryStore } from '@tellsafe/server-kit/stores/memory';
import { onTestFinished } from 'vitest';
import { type AgentClient, type AgentClientOptions, createAgentClient } from '../../src/agent-client.ts';
import { type KeyStorage, memoryKeys } from '../../src/key-storage.ts';
import { type ManualTime, manualTime, until } from './manual-time.ts';

export const ENDPOINT = 'https://desk.example/tellsafe';
export const ACCOUNT = 'juniper';

/** Published test card number. */
export const CARD = { name: 'Elena Moreau', card: '4111111111111111', expiry: '12/31', cvv: '737' } as const;

const agents: Readonly<Record<string, Pick<Principal, 'name' | 'role' | 'permissions'>>> = {
  maya: { name: 'Maya Lind' },
  tom: { name: 'Tom Okafor' },
  rita: { name: 'Rita Sommer', role: 'manager' },
  ada: { name: 'Ada Brandt', role: 'admin' },
  lea: { name: 'Lea Brandt', role: 'manager', permissions: ['conversations.watch', 'history.answers.read'] },
};

const forms = [
  {
    id: 'payment-card',
    name: 'Payment card',
    description: 'Pay your order by card.',
    questions: [
      { id: 'name', label: 'Name on card', type: 'text', characters: 'any' },
      { id: 'card', label: 'Card number', type: 'numeric', format: 'card', masked: true },
      { id: 'expiry', label: 'Expiry date', type: 'text', format: 'expiry' },
      { id: 'cvv', label: 'CVV', type: 'cvv' },
    ],
  },
  {
    id: 'address',
    name: 'Address',
    description: 'Where to?',
    questions: [{ id: 'street', label: 'Street', type: 'text', characters: 'any' }],
  },
];

/** A desk: one kit, any number of clients. */
export interface Desk {
  readonly time: ManualTime;
  readonly tellsafe: Tellsafe;
  /** Makes a client; `skewMs` sets its clock wrong. */
  client(agentId: string, options?: AgentClientOptions & { skewMs?: number }): AgentClient;
  /** Starts a conversation of a consumer. */
  conversation(): Promise<string>;
  consumer(invitation: InvitationView): Promise<Consumer>;
  say(conversationId: string, text: string): Promise<void>;
}

/** Creates a desk that is taken down with the test. */
export function createDesk(account: Partial<AccountOptions> = {}, keys: KeyProvider = memoryKeyProvider()): Desk {
  const time = manualTime();
  const { clock } = time;
  const tellsafe = createTellsafe({
    stores: { records: memoryStore({ clock }), sealed: memoryStore({ clock }), volatile: memoryStore({ clock }) },
    keys,
    accounts: [
      {
        id: ACCOUNT,
        formOrigin: 'https://forms.example',
        allowedOrigins: ['https://desk.example'],
        forms,
        ...account,
      },
    ],
    authenticate: (request) => {
      const agentId = request.headers.get('x-agent') ?? '';
      const agent = agents[agentId];
      return agent ? { accountId: ACCOUNT, agentId, ...agent } : null;
    },
    clock,
    log: () => {},
    maintenance: 'manual',
  });
  const clients: AgentClient[] = [];
  onTestFinished(async () => {
    for (const each of clients) each.dispose();
    await tellsafe.close();
  });
  return {
    time,
    tellsafe,
    client(agentId, { skewMs = 0, ...options } = {}) {
      const made = createAgentClient({
        endpoint: ENDPOINT,
        login: () => ({ 'x-agent': agentId }),
        fetch: tellsafe.fetch,
        storage: memoryKeys(),
        clock: () => clock() + skewMs,
        timers: time.timers,
        ...options,
      });
      clients.push(made);
      return made;
    },
    conversation: async () =>
      (await tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Elena' })).conversationId,
    async consumer({ id, conversationId }) {
      const place = { accountId: ACCOUNT, conversationId, invitationId: id };
      return new Consumer(tellsafe, time, await tellsafe.invitations.handle(place));
    },
    async say(conversationId, text) {
      const requestId = createUuid(webRandom);
      await tellsafe.conversations.message({
        accountId: ACCOUNT,
        conversationId,
        requestId,
        text,
        sender: { from: 'consumer' },
      });
    },
  };
}

/** The consumer's side of one invitation. */
export class Consumer {
  readonly #tellsafe: Tellsafe;
  readonly #time: ManualTime;
  readonly #handle: string;
  #opened: Opened | undefined;

  constructor(tellsafe: Tellsafe, time: ManualTime, handle: string) {
    this.#tellsafe = tellsafe;
    this.#time = time;
    this.#handle = handle;
  }

  received(): Promise<unknown> {
    return this.#post('/v1/invitations/received', { handle: this.#handle });
  }

  decline(): Promise<unknown> {
    return this.#post('/v1/invitations/decline', { handle: this.#handle });
  }

  async open(): Promise<Opened> {
    const { openKey } = (await this.#post('/v1/invitations/begin', { handle: this.#handle })) as { openKey: string };
    this.#opened = (await this.#post('/v1/forms/open', { openKey, claim: toBase64url(webRandom(32)) })) as Opened;
    return this.#opened;
  }

  /** Seals and submits as the form page does; the values are not checked, so a page that cheats can be played too. */
  async submit(values: Readonly<Record<string, string>>): Promise<void> {
    const opened = this.#opened ?? (await this.open());
    const { definition, context, recipients, submitKey, deviceKey = '' } = opened;
    const sealed = await sealAnswers(definition, values, context, recipients, webRandom);
    const path = '/v1/forms/submit';
    const body = { submitKey, sealed };
    const bytes = utf8(JSON.stringify(body));
    const key = await importProofKey(fromBase64url(deviceKey));
    const request = { subject: 'device', method: 'POST', path, body: bytes };
    const proof = await createProof(key, request, { atMs: this.#time.clock(), random: webRandom });
    await this.#post(path, body, { [PROOF_HEADER]: proof });
  }

  async #post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await this.#tellsafe.fetch(
      new Request(`https://forms.example/tellsafe${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    );
    if (!response.ok) throw new Error(`unexpected answer ${response.status}: ${await response.text()}`);
    return response.json();
  }
}

/** An agent who has taken a conversation and sent a form that came back filled in. */
export async function submittedForm(desk: Desk, storage: KeyStorage = memoryKeys()) {
  const maya = desk.client('maya', { storage });
  await maya.signIn();
  const conversationId = await desk.conversation();
  await maya.conversation(conversationId);
  await maya.assign(conversationId);
  const sent = await maya.send(conversationId, 'payment-card');
  const consumer = await desk.consumer(sent);
  await consumer.submit(CARD);
  const invitation = await newest(maya, sent.id, 'submitted');
  return { maya, storage, conversationId, invitation, consumer };
}

/** Waits until the live feed has told a status. */
export async function newest(
  client: AgentClient,
  id: string,
  status: InvitationView['status'],
): Promise<InvitationView> {
  const find = (): InvitationView | undefined =>
    [...client.state.get().transcripts.values()]
      .flatMap(({ invitations }) => invitations)
      .find((each) => each.id === id);
  await until(() => find()?.status === status);
  return find() as InvitationView;
}

/** Ids of the recipient keys in a storage. */
export async function keysIn(storage: KeyStorage): Promise<readonly string[]> {
  return (await storage.ids()).filter((id) => id.startsWith('invitation:') || id.startsWith('request:'));
}

/** A storage that pretends to destroy and keeps everything: what a thief would have. */
export function hoarding(storage: KeyStorage): KeyStorage {
  return { ...storage, remove: async () => {} };
}
