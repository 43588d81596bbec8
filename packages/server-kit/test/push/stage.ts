// What the push tests stand on: a kit whose account sends push messages to a push service of the test.
import type { PushOptions } from '../../src/push/settings.ts';
import { createVapidKeys } from '../../src/push/vapid.ts';
import { Agent, type Answered, call, ok } from '../clients.ts';
import { ACCOUNT, createHarness, type Harness, type HarnessOptions, type StoreKind } from '../harness.ts';
import { PushService, type TestBrowser } from './push-service.ts';

export interface PushStage {
  readonly harness: Harness;
  readonly service: PushService;
  readonly push: PushOptions;
  close(): Promise<void>;
}

export async function createPushStage(kind: StoreKind = 'memory', given: HarnessOptions = {}): Promise<PushStage> {
  const keys = await createVapidKeys();
  const service = await PushService.start(keys.publicKey);
  const push = { vapid: { ...keys, subject: 'mailto:ops@acme.example' } };
  const harness = await createHarness(kind, {
    ...given,
    account: { push, ...given.account },
    options: { fetch: service.fetch, ...given.options },
  });
  return {
    harness,
    service,
    push,
    close: async () => {
      await harness.close();
      await service.stop();
    },
  };
}

/** A conversation with its agent, and the consumer's side of it. */
export class PushChat {
  readonly stage: PushStage;
  readonly agent: Agent;
  readonly id: string;
  readonly consumerKey: string;

  private constructor(stage: PushStage, agent: Agent, id: string, consumerKey: string) {
    this.stage = stage;
    this.agent = agent;
    this.id = id;
    this.consumerKey = consumerKey;
  }

  static async start(stage: PushStage, language?: string): Promise<PushChat> {
    const agent = await Agent.signIn(stage.harness, 'ada');
    const { conversationId, consumerKey } = await stage.harness.tellsafe.conversations.start({
      accountId: ACCOUNT,
      name: 'Kim',
      ...(language !== undefined && { language }),
    });
    await agent.assign(conversationId);
    return new PushChat(stage, agent, conversationId, consumerKey);
  }

  post<Body>(path: string, body: unknown, key = this.consumerKey): Promise<Answered<Body>> {
    return call<Body>(this.stage.harness, 'POST', path, { body, headers: { Authorization: `Bearer ${key}` } });
  }

  trySubscribe({ endpoint, p256dh, auth }: Omit<TestBrowser, 'privateKey'>, key = this.consumerKey) {
    return this.post('/v1/consumer/push/subscribe', { endpoint, p256dh, auth }, key);
  }

  /** A browser that is subscribed. */
  async browser(): Promise<TestBrowser> {
    const browser = await this.stage.service.browser();
    ok(await this.trySubscribe(browser));
    return browser;
  }

  async isSubscribed({ endpoint }: TestBrowser): Promise<boolean> {
    return ok(await this.post<{ subscribed: boolean }>('/v1/consumer/push', { endpoint })).subscribed;
  }

  /** Sends a form and lets the kit tell of it. */
  async send(formId = 'card') {
    const invitation = await this.agent.send(this.id, formId);
    await this.stage.harness.tellsafe.maintain();
    return invitation;
  }

  async handleOf(invitationId: string): Promise<string> {
    return this.stage.harness.tellsafe.invitations.handle({
      accountId: ACCOUNT,
      conversationId: this.id,
      invitationId,
    });
  }

  revoke(id: string) {
    return this.agent.call('POST', `/v1/agent/invitations/${id}/revoke`, { conversationId: this.id });
  }

  close() {
    return this.agent.call('POST', `/v1/conversations/${this.id}/close`, {});
  }
}
