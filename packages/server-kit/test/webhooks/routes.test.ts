// SF-OPS-01 over HTTP: how an admin sees webhooks, sends again and tries; every change is an entry of the audit.
import type {
  WebhookDeliveriesResponse,
  WebhookDeliveryView,
  WebhookEndpointView,
  WebhookReplayResponse,
} from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWebhookSecret, webhookEventTypes } from '../../src/index.ts';
import { Agent, ok } from '../clients.ts';
import { ACCOUNT, agents } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { WebhookStage } from './stage.ts';

const people = {
  root: { accountId: ACCOUNT, agentId: 'root', name: 'Root', role: 'admin' },
  mia: { accountId: ACCOUNT, agentId: 'mia', name: 'Mia', role: 'manager' },
} as const;

const secrets = [createWebhookSecret(), createWebhookSecret()];
let stage: WebhookStage;
let admin: Agent;
beforeEach(async () => {
  const endpoints = { crm: { secrets }, narrow: { events: ['session.ended'] as const } };
  stage = await WebhookStage.create('memory', endpoints, {
    options: {
      authenticate: async (request) => {
        const name = request.headers.get('x-agent') ?? '';
        return agents[name] ?? people[name as keyof typeof people] ?? null;
      },
    },
  });
  admin = await Agent.signIn(stage.harness, 'root');
});
afterEach(() => stage.close());

const endpoints = async () =>
  ok(await admin.call<{ endpoints: WebhookEndpointView[] }>('GET', '/v1/admin/webhooks')).endpoints;
const post = <Body>(path: string, body: object = {}, agent = admin) =>
  agent.call<Body>('POST', `/v1/admin/webhooks/${path}`, body);
const log = async (body: object = {}) => ok(await post<WebhookDeliveriesResponse>('crm/deliveries', body));
const told = async () =>
  (await auditOf(stage.harness))
    .filter(({ action }) => action.startsWith('webhook'))
    .map(({ action, outcome, object, count }) => [action, outcome, object.id, count]);

describe('SF-OPS-01 an admin', () => {
  test('sees how each endpoint stands, and nothing secret', async () => {
    const [crm, narrow] = await endpoints();
    const origin = `http://127.0.0.1:${stage.receiver.port}`;
    const untouched = { disabledAt: null, lastSuccessAt: null, failingSince: null, waiting: 0, nextAttemptAt: null };
    expect(crm).toEqual({
      ...{ id: 'crm', origin, events: [...webhookEventTypes], allEvents: true, secrets: 2 },
      ...untouched,
    });
    expect(narrow).toEqual({
      ...{ id: 'narrow', origin, events: ['session.ended'], allEvents: false, secrets: 1 },
      ...untouched,
    });
    for (const secret of secrets) expect(JSON.stringify([crm, narrow])).not.toContain(secret);
    expect(JSON.stringify(crm)).not.toContain('/crm');
  });

  test('sees since when it fails, what waits, and when it works again', async () => {
    const { clock } = stage.harness;
    await stage.startConversation();
    await stage.maintain();
    const taken = clock();
    expect((await endpoints())[0]).toMatchObject({ lastSuccessAt: taken, failingSince: null, waiting: 0 });
    clock.advance(60_000);
    stage.receiver.plan('/crm', { status: 500 }, { status: 503 });
    await stage.startConversation();
    await stage.maintain();
    const failed = clock();
    clock.advance(10_000);
    await stage.maintain();
    expect((await endpoints())[0]).toMatchObject({ lastSuccessAt: taken, failingSince: failed, waiting: 1 });
    const [pending] = (await log({ status: 'pending' })).deliveries;
    expect(pending?.attempts.map(({ code }) => code)).toEqual(['http_500', 'http_503']);
    expect((await endpoints())[0]?.nextAttemptAt).toBe(pending?.nextAttemptAt);
    clock.advance(400_000);
    await stage.maintain();
    expect((await endpoints())[0]).toMatchObject({ lastSuccessAt: clock(), failingSince: null, waiting: 0 });
  });

  test('pages through the log, by status and by time', async () => {
    const { clock } = stage.harness;
    for (let each = 0; each < 5; each += 1) {
      await stage.startConversation();
      clock.advance(1_000);
    }
    await stage.maintain();
    const all = (await log()).deliveries;
    expect(all).toHaveLength(5);
    const first = await log({ limit: 2 });
    expect(first.deliveries).toEqual(all.slice(0, 2));
    expect((await log({ limit: 3, cursor: first.cursor })).deliveries).toEqual(all.slice(2));
    const [newest, second] = all as [WebhookDeliveryView, WebhookDeliveryView];
    expect((await log({ since: second.at, until: newest.at })).deliveries).toEqual([second]);
    expect((await log({ status: 'failed' })).deliveries).toEqual([]);
    expect(JSON.stringify(all)).not.toMatch(/conversationId|Kim|"body"/);
  });

  test('sends one message or a time again, under the same ids, and the audit knows', async () => {
    await stage.startConversation();
    await stage.startConversation();
    await stage.maintain();
    const ids = (await log()).deliveries.map(({ id }) => id);
    expect(ok(await post('crm/resend', { deliveryId: ids[0] }))).toEqual({ count: 1 });
    await stage.maintain();
    expect(ok(await post<WebhookReplayResponse>('crm/replay', { since: 0, status: 'failed' }))).toEqual({ count: 0 });
    expect(ok(await post<WebhookReplayResponse>('crm/replay', { since: 0 }))).toEqual({ count: 2 });
    await stage.maintain();
    const taken = stage.receiver.taken.filter(({ path }) => path === '/crm').map(({ id }) => id);
    expect(taken.filter((id) => id === ids[0])).toHaveLength(3);
    expect(taken.filter((id) => id === ids[1])).toHaveLength(2);
    expect(await told()).toEqual([
      ['webhook-replay', 'done', 'crm', 1],
      ['webhook-replay', 'done', 'crm', 2],
    ]);
  });

  test('sends a long time again in bounded parts', async () => {
    for (let each = 0; each < 201; each += 1) await stage.startConversation();
    await stage.maintain();
    const first = ok(await post<WebhookReplayResponse>('crm/replay', { since: 0 }));
    expect(first).toEqual({ count: 200, cursor: expect.any(String) });
    const { cursor } = first;
    expect(ok(await post<WebhookReplayResponse>('crm/replay', { since: 0, cursor }))).toEqual({ count: 1 });
  });

  test('tries an endpoint, and enables one that was gone', async () => {
    expect(ok(await post('crm/test'))).toMatchObject({ delivery: { type: 'webhook.test', status: 'delivered' } });
    stage.receiver.plan('/crm', { status: 410 });
    await stage.startConversation();
    await stage.maintain();
    expect((await endpoints())[0]?.disabledAt).toBe(stage.harness.clock());
    expect((await post('crm/enable')).status).toBe(204);
    expect((await endpoints())[0]?.disabledAt).toBeNull();
    expect((await post('crm/enable')).status).toBe(204);
    expect(await told()).toEqual([
      ['webhook-test', 'done', 'crm', undefined],
      ['webhook-enable', 'done', 'crm', undefined],
    ]);
  });

  test('is told by name what cannot be', async () => {
    const wrong = async (path: string, body: object) => (await post<{ issues?: unknown }>(path, body)).body.issues;
    expect(await wrong('nobody/deliveries', {})).toEqual([{ path: 'endpoint', code: 'value' }]);
    expect(await wrong('%22%3E%3Cscript%3E/test', {})).toEqual([{ path: 'endpoint', code: 'value' }]);
    const deliveryId = 'msg_00000000-0000-4000-8000-000000000000';
    expect(await wrong('crm/resend', { deliveryId })).toEqual([{ path: 'deliveryId', code: 'value' }]);
  });
});

test('T17 SF-OPS-01 a manager may not, and what would change something is an entry', async () => {
  const mia = await Agent.signIn(stage.harness, 'mia');
  expect(await mia.call('GET', '/v1/admin/webhooks')).toMatchObject({ status: 403 });
  expect(await post('crm/deliveries', {}, mia)).toMatchObject({ status: 403 });
  for (const [path, body] of [['replay', { since: 0 }] as const, ['test', {}] as const, ['enable', {}] as const]) {
    expect(await post(`crm/${path}`, body, mia)).toMatchObject({ status: 403 });
  }
  const refused = { refused: 'permission' };
  expect(await told()).toEqual([
    ['webhook-replay', refused, 'crm', undefined],
    ['webhook-test', refused, 'crm', undefined],
    ['webhook-enable', refused, 'crm', undefined],
  ]);
  expect(stage.receiver.asked).toEqual([]);
});
