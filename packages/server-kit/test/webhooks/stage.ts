// What the tests of webhooks stand on: a kit whose account tells a receiver of the test.
import { vi } from 'vitest';
import type { WebhookDelivery, WebhookOptions, WebhookSendingOptions } from '../../src/index.ts';
import { createWebhookSecret } from '../../src/index.ts';
import { guardedFetch } from '../../src/runtime/node.ts';
import { ACCOUNT, createHarness, type Harness, type HarnessOptions, type StoreKind } from '../harness.ts';
import { Receiver } from './receiver.ts';

/** Endpoints by id: their path is the id. */
type Endpoints = Readonly<Record<string, Partial<WebhookOptions>>>;

export class WebhookStage {
  readonly harness: Harness;
  readonly receiver: Receiver;
  /** The account's setting; a changed one holds from the next restart. */
  readonly webhooks: WebhookOptions[];

  private constructor(harness: Harness, receiver: Receiver, webhooks: WebhookOptions[]) {
    this.harness = harness;
    this.receiver = receiver;
    this.webhooks = webhooks;
  }

  static async create(
    kind: StoreKind = 'memory',
    endpoints: Endpoints = { crm: {} },
    { sending, ...given }: HarnessOptions & { readonly sending?: Partial<WebhookSendingOptions> } = {},
  ): Promise<WebhookStage> {
    // The receiver's library reads the time from the machine; it stands where the kit's does.
    vi.useFakeTimers({ toFake: ['Date'] });
    let now = () => 0;
    const receiver = await Receiver.start(() => vi.setSystemTime(now()));
    const webhooks = Object.entries(endpoints).map(([id, endpoint]) => endpointAt(receiver, id, endpoint));
    const harness = await createHarness(kind, {
      ...given,
      account: { webhooks, ...given.account },
      options: { webhooks: { fetch: guardedFetch, httpOnLoopback: true, ...sending }, ...given.options },
    });
    now = harness.clock;
    return new WebhookStage(harness, receiver, webhooks);
  }

  async close(): Promise<void> {
    vi.useRealTimers();
    await this.harness.close();
    await this.receiver.stop();
  }

  /** Rounds of maintenance until nothing more is due. */
  async maintain(): Promise<void> {
    while ((await this.harness.tellsafe.maintain()).more);
  }

  /** A new conversation; its event is the shortest thing to tell. */
  async startConversation(): Promise<string> {
    return (await this.harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' })).conversationId;
  }

  async deliveries(endpoint = 'crm'): Promise<readonly WebhookDelivery[]> {
    return (await this.harness.tellsafe.webhooks.deliveries({ accountId: ACCOUNT, endpoint, limit: 200 })).deliveries;
  }

  place(endpoint = 'crm') {
    return { accountId: ACCOUNT, endpoint };
  }
}

/** An endpoint at the receiver, which verifies with its first secret. */
export function endpointAt(receiver: Receiver, id: string, given: Partial<WebhookOptions> = {}): WebhookOptions {
  const endpoint = { id, url: receiver.urlOf(`/${id}`), secrets: [createWebhookSecret()], ...given };
  receiver.secrets.set(`/${id}`, endpoint.secrets[0] ?? '');
  return endpoint;
}
