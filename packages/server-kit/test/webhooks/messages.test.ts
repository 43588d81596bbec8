// Webhooks (SF-OPS-01): what the brand's systems are told, what they are not, and that the library of the spec believes it.
import { afterEach, describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import { webhookEventTypes } from '../../src/index.ts';
import { Agent, Device, ok, sentForm, submittedForm } from '../clients.ts';
import { ACCOUNT, answers, START, storeKinds } from '../harness.ts';
import { WebhookStage } from './stage.ts';

const open: WebhookStage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function stageOf(...given: Parameters<typeof WebhookStage.create>): Promise<WebhookStage> {
  const stage = await WebhookStage.create(...given);
  open.push(stage);
  return stage;
}

describe.each(storeKinds)('webhooks on the %s store', (kind) => {
  test('SF-OPS-01 tell a whole flow, each event once, verified by the library', { timeout: 180_000 }, async () => {
    const stage = await stageOf(kind);
    const { harness, receiver } = stage;
    const { agent, conversationId, submissionId } = await submittedForm(harness);
    await agent.read(submissionId);
    await agent.call('POST', `/v1/conversations/${conversationId}/close`, {});
    await agent.call('DELETE', '/v1/agent/sessions/current');
    await stage.maintain();
    expect([...receiver.typesAt('/crm')].sort()).toEqual(
      [
        'conversation.started',
        'conversation.assigned',
        'invitation.sent',
        'invitation.viewed',
        'invitation.submitted',
        'answers.read',
        'conversation.closed',
        'session.ended',
      ].sort(),
    );
    const ended = receiver.taken.find(({ type }) => type === 'session.ended');
    expect(ended?.body.data).toEqual({ accountId: ACCOUNT, sessionId: agent.session.sessionId, agentId: 'ada' });
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(8);
    expect(receiver.refused).toEqual([]);
    await stage.maintain();
    expect(receiver.asked).toHaveLength(8);
    expect((await stage.deliveries()).map(({ status }) => status)).toEqual(Array(8).fill('delivered'));
  });
});

describe('webhooks', () => {
  test('SF-OPS-01 hold ids, statuses, times and the form', async () => {
    const stage = await stageOf();
    const { harness, receiver } = stage;
    const { agent, conversationId, invitation, submissionId } = await submittedForm(harness);
    harness.clock.advance(10_000);
    await agent.read(submissionId);
    await stage.maintain();
    const bodyOf = (type: string) => receiver.taken.find((each) => each.type === type)?.body;
    expect(bodyOf('conversation.assigned')).toEqual({
      type: 'conversation.assigned',
      timestamp: '2026-11-02T09:00:00.000Z',
      data: { accountId: ACCOUNT, conversationId, status: 'open', agentId: 'ada', startedAt: START },
    });
    const data = {
      accountId: ACCOUNT,
      conversationId,
      invitationId: invitation.id,
      status: 'submitted',
      form: { id: 'card', version: 1, name: 'Card payment' },
      agentId: 'ada',
      sessionId: agent.session.sessionId,
      at: { sent: START, received: START, viewed: START, submitted: START },
      receivedInferred: true,
      expiresAt: START,
    };
    expect(bodyOf('invitation.submitted')).toEqual({
      type: 'invitation.submitted',
      timestamp: '2026-11-02T09:00:00.000Z',
      data,
    });
    expect(bodyOf('answers.read')).toEqual({
      type: 'answers.read',
      timestamp: '2026-11-02T09:00:10.000Z',
      data: { ...data, readAt: START + 10_000 },
    });
  });

  test('SF-OPS-01 hold no answer, key, handle, link, message or name, of which a planted one would be found', async () => {
    const stage = await stageOf();
    const { harness, receiver } = stage;
    const { agent, conversationId, consumerKey, device, place, submissionId } = await submittedForm(harness);
    const { tellsafe } = harness;
    await tellsafe.conversations.message({
      accountId: ACCOUNT,
      conversationId,
      text: 'canary-words-said',
      requestId: crypto.randomUUID(),
      sender: { from: 'agent', agent: { id: 'ada', name: 'Ada' } },
    });
    const { answer } = await agent.read(submissionId);
    await agent.call('POST', `/v1/conversations/${conversationId}/close`, {});
    await stage.maintain();
    const typed = { ...answers.card, consumer: 'Kim', agent: 'Ada', message: 'canary-words-said' };
    const secrets = {
      consumerKey,
      submissionId,
      handle: device.handle,
      link: await tellsafe.invitations.link(place),
      session: agent.session.sessionKey,
      ciphertext: JSON.stringify(answer.parts.recorded).slice(0, 60),
      secret: stage.webhooks[0]?.secrets[0] ?? '',
    };
    const found = (text: string) => [
      ...tracesOf(text, Object.values(typed)),
      ...Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : [])),
    ];
    const sent = JSON.stringify([receiver.taken, await stage.deliveries(), harness.log]);
    expect(receiver.taken.length).toBeGreaterThan(6);
    expect(found(sent)).toEqual([]);
    expect(found(`${sent}"${device.handle}""${answers.card.cvv}"`)).toEqual([answers.card.cvv, 'handle']);
  });

  test('SF-OPS-01 tell every end of an invitation, and a change of status once', async () => {
    const stage = await stageOf('memory', { crm: {} }, { account: { extensions: 2 } });
    const { harness, receiver } = stage;
    const { agent, conversationId, device } = await sentForm(harness);
    ok(await device.received());
    ok(await device.received());
    await device.open();
    ok(await device.tryResume());
    ok(await device.tryExtend(2));
    expect((await new Device(harness, device.handle).tryBegin()).status).toBe(403);
    ok(await device.decline());
    ok(await device.decline());
    const revoked = await agent.send(conversationId);
    ok(await agent.call('POST', `/v1/agent/invitations/${revoked.id}/revoke`, { conversationId }));
    await agent.send(conversationId);
    harness.clock.advance(86_400_000);
    await stage.maintain();
    const invitations = receiver.typesAt('/crm').filter((type) => type.startsWith('invitation.'));
    expect(invitations.sort()).toEqual([
      'invitation.declined',
      'invitation.expired',
      'invitation.received',
      'invitation.revoked',
      'invitation.sent',
      'invitation.sent',
      'invitation.sent',
      'invitation.viewed',
    ]);
  });

  test('SF-OPS-01 go to each endpoint that wants them, under ids of its own', async () => {
    const stage = await stageOf('memory', {
      all: {},
      forms: { events: ['invitation.sent', 'invitation.submitted'] },
      talks: { events: ['conversation.closed'] },
    });
    await submittedForm(stage.harness);
    await stage.maintain();
    const { receiver } = stage;
    expect(receiver.typesAt('/forms').sort()).toEqual(['invitation.sent', 'invitation.submitted']);
    expect(receiver.typesAt('/talks')).toEqual([]);
    expect(receiver.typesAt('/all')).toHaveLength(5);
    expect(new Set(receiver.taken.map(({ id }) => id)).size).toBe(7);
  });

  test('SF-OPS-01 tell an assignment to an agent, a transfer, and the way back to the queue', async () => {
    const stage = await stageOf();
    const { harness, receiver } = stage;
    const conversationId = await stage.startConversation();
    const agent = await Agent.signIn(harness, 'ada');
    await agent.assign(conversationId);
    const place = { accountId: ACCOUNT, conversationId };
    await harness.tellsafe.conversations.transfer({ ...place, agent: { id: 'bob', name: 'Bob' } });
    await harness.tellsafe.conversations.transfer({ ...place, agent: null });
    await stage.maintain();
    const assigned = receiver.taken.filter(({ type }) => type === 'conversation.assigned');
    expect(assigned.map(({ body }) => body.data.agentId).sort()).toEqual(['ada', 'bob', null].sort());
  });

  test('SF-OPS-01 tell a new endpoint nothing of the past, and everything from its first start on', async () => {
    const stage = await stageOf();
    await stage.startConversation();
    const { receiver, webhooks, harness } = stage;
    const [crm] = webhooks;
    receiver.secrets.set('/late', crm?.secrets[0] ?? '');
    webhooks.push({ id: 'late', url: receiver.urlOf('/late'), secrets: crm?.secrets ?? [] });
    await harness.restart();
    await stage.startConversation();
    await stage.maintain();
    expect(receiver.typesAt('/late')).toEqual(['conversation.started']);
    expect(receiver.typesAt('/crm')).toEqual(['conversation.started', 'conversation.started']);
  });

  test('SF-OPS-01 an endpoint of another account hears nothing of this one', async () => {
    const stage = await stageOf('memory', {});
    expect(await stage.harness.tellsafe.webhooks.endpoints(stage.place())).toEqual([]);
    await expect(stage.harness.tellsafe.webhooks.endpoints({ accountId: 'nobody' })).rejects.toMatchObject({
      code: 'account_unknown',
    });
  });

  test('SF-OPS-01 events of many pages are told once each', async () => {
    const stage = await stageOf('memory', { crm: { events: ['conversation.started'] } });
    for (let count = 0; count < 130; count += 1) await stage.startConversation();
    await stage.maintain();
    expect(stage.receiver.taken).toHaveLength(130);
    expect(new Set(stage.receiver.taken.map(({ body }) => body.data.conversationId)).size).toBe(130);
  });

  test('SF-OPS-01 every type of event is one that the spec allows', () => {
    for (const type of webhookEventTypes) expect(type).toMatch(/^[a-zA-Z0-9_]+(?:\.[a-zA-Z0-9_]+)+$/);
  });
});
