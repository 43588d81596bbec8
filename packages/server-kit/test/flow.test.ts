// The whole path over HTTP, on both stores: send, begin, open, submit, read key, read.
import { parseOneTimeKey } from '@tellsafe/core/otk';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Agent, call, Device, ok, sentForm, submittedForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, storeKinds } from './harness.ts';

describe.each(storeKinds)('the flow on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-FLOW-02 to SF-FLOW-08 the agent who sent a form reads exactly what was submitted', async () => {
    const { agent, conversationId, invitation, device } = await sentForm(harness);
    expect(invitation).toMatchObject({ status: 'sent', formName: 'Card payment', mine: true });
    expect(ok(await device.received())).toEqual({ status: 'received' });

    const opened = await device.open();
    expect(opened.definition.questions.map(({ id }) => id)).toEqual(['number', 'expiry', 'cvv']);
    expect(opened).toMatchObject({ secondsLeft: 1800, extensionsLeft: 10, reopen: 'same-device', agentName: 'Ada' });
    expect((await agent.invitation(conversationId, invitation.id)).status).toBe('viewed');

    expect(ok(await device.trySubmit(answers.card))).toEqual({ status: 'submitted' });
    const submitted = await agent.invitation(conversationId, invitation.id);
    expect(submitted.status).toBe('submitted');

    const { answer, values } = await agent.read(submitted.submissionId ?? '');
    expect(values).toEqual(answers.card);
    expect(answer).toMatchObject({ offTheRecordSecondsLeft: 900, submittedAt: harness.clock() });
  });

  test('SF-FLOW-01 a form can be sent again and others while one is open', async () => {
    const { agent, conversationId } = await sentForm(harness);
    for (const formId of ['card', 'address']) {
      harness.clock.advance(1);
      await agent.send(conversationId, formId);
    }
    const { invitations } = await agent.conversation(conversationId);
    expect(invitations.map(({ formId, status }) => [formId, status])).toEqual([
      ['card', 'sent'],
      ['card', 'sent'],
      ['address', 'sent'],
    ]);
  });

  test('SF-FLOW-05 the submission id is a random UUID and only the sender is told it', async () => {
    const { agent, conversationId, submissionId, invitation } = await submittedForm(harness);
    expect(submissionId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const { conversation } = await agent.conversation(conversationId);
    expect(conversation.agent?.id).toBe('ada');
    const again = await Agent.signIn(harness, 'ada');
    expect(await again.invitation(conversationId, invitation.id)).not.toHaveProperty('submissionId');
  });

  test('SF-FLOW-03 SF-OTK-01 what an open key fetches carries a submit key, which is another one', async () => {
    const { device } = await sentForm(harness);
    const { submitKey } = await device.open();
    expect(parseOneTimeKey(device.openKey)?.purpose).toBe('open');
    expect(parseOneTimeKey(submitKey)?.purpose).toBe('submit');
    expect(parseOneTimeKey(submitKey)?.secret).not.toEqual(parseOneTimeKey(device.openKey)?.secret);
    expect((await device.trySubmit(answers.card, device.openKey)).status).toBe(403);
  });

  test('SF-FLOW-06 the sender is told the submission id, and gets a read key for it that lives for seconds', async () => {
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey, secondsLeft } = ok(await agent.tryReadKey(submissionId));
    expect(secondsLeft).toBe(30);
    expect(parseOneTimeKey(readKey)?.purpose).toBe('read');
    expect(readKey).not.toContain(submissionId);
  });

  test('SF-ACC-03 whoever is not the sender, the host among them, is shown statuses and never answers', async () => {
    const { agent, conversationId, place, submissionId } = await submittedForm(harness);
    const { parts } = (await agent.read(submissionId)).answer;
    const bob = await Agent.signIn(harness, 'bob');
    const { tellsafe } = harness;
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }));
    const shown = JSON.stringify([
      await bob.conversation(conversationId),
      await bob.invitation(conversationId, place.invitationId),
      await tellsafe.conversations.get({ accountId: ACCOUNT, conversationId }),
      await tellsafe.invitations.get(place),
      await tellsafe.invitations.list({ accountId: ACCOUNT, conversationId }),
    ]);
    expect(shown).toContain('"status":"submitted"');
    for (const part of [parts.recorded, parts.offTheRecord]) {
      expect(shown).not.toContain(part?.recipients[0]?.ciphertext ?? '"');
    }
    expect(shown).not.toContain(submissionId);
  });

  test('SF-FLOW-07 the id alone and the read key alone are refused', async () => {
    const { agent, submissionId } = await submittedForm(harness);
    const { readKey } = ok(await agent.tryReadKey(submissionId));
    expect((await agent.tryRead(submissionId, 'nonsense')).status).toBe(403);
    expect((await agent.tryRead('6f1d1c1e-0000-4000-8000-000000000000', readKey)).status).toBe(403);
  });

  test('SF-FLOW-10 the consumer declines, and declining again gives the same answer', async () => {
    const { agent, conversationId, invitation, device } = await sentForm(harness);
    expect(ok(await device.decline())).toEqual({ status: 'declined' });
    expect(ok(await device.decline())).toEqual({ status: 'declined' });
    expect((await agent.invitation(conversationId, invitation.id)).status).toBe('declined');
    expect((await device.tryBegin()).status).toBe(403);
  });

  test('SF-FLOW-10 the agent revokes, and the consumer cannot open any more', async () => {
    const { agent, conversationId, invitation, device } = await sentForm(harness);
    const { openKey } = ok(await device.tryBegin());
    const path = `/v1/agent/invitations/${invitation.id}/revoke`;
    for (let time = 0; time < 2; time += 1) {
      const answer = await agent.call('POST', path, { conversationId });
      expect(ok(answer)).toMatchObject({ invitation: { status: 'revoked' } });
    }
    expect((await device.tryOpen(openKey)).body).toMatchObject({ code: 'otk_invalid' });
  });

  test('SF-STA-04 received is inferred at viewed and marked so', async () => {
    const { agent, conversationId, invitation, device } = await sentForm(harness);
    await device.open();
    const view = await agent.invitation(conversationId, invitation.id);
    expect(view).toMatchObject({ status: 'viewed', receivedInferred: true });
    expect(view.at.received).toBe(view.at.viewed);
  });

  test('SF-STA-05 a late receipt changes nothing', async () => {
    const { device } = await sentForm(harness);
    await device.open();
    expect(ok(await device.received())).toEqual({ status: 'viewed' });
  });

  test('a repeated send gives the same invitation, a changed one a conflict', async () => {
    const { agent, conversationId } = await sentForm(harness);
    const requestId = '0b9bd0f4-8a3d-4d6e-9d0c-52d4c0f3b001';
    const body = {
      requestId,
      conversationId,
      formId: 'card',
      suite: 'x25519',
      recipientPublicKey: Buffer.alloc(32, 7).toString('base64url'),
    };
    const first = ok(await agent.call<{ invitation: { id: string } }>('POST', '/v1/agent/invitations', body));
    const second = ok(await agent.call<{ invitation: { id: string } }>('POST', '/v1/agent/invitations', body));
    expect(second.invitation.id).toBe(first.invitation.id);
    const other = await agent.call('POST', '/v1/agent/invitations', { ...body, formId: 'address' });
    expect(other.body).toMatchObject({ code: 'conflict' });
    expect((await agent.conversation(conversationId)).invitations).toHaveLength(2);
  });

  test('SF-FORM-08 a form with skills is offered to those who have one, and only they can send it', async () => {
    const vera = await Agent.signIn(harness, 'vera');
    const ada = await Agent.signIn(harness, 'ada');
    const ids = async (agent: Agent) =>
      ok(await agent.call<{ forms: { id: string }[] }>('GET', '/v1/agent/forms')).forms.map(({ id }) => id);
    expect(await ids(vera)).toContain('vip');
    expect(await ids(ada)).not.toContain('vip');
    const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
    await ada.assign(conversationId);
    expect((await ada.trySend(conversationId, 'vip')).body).toMatchObject({ code: 'form_unknown' });
  });

  test('SF-PERM-01 an agent without forms.use cannot send', async () => {
    const paul = await Agent.signIn(harness, 'paul');
    const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
    await paul.assign(conversationId);
    expect((await paul.trySend(conversationId)).body).toMatchObject({ code: 'permission_denied' });
  });

  test('SF-GEN-04 the link of an invitation leads to the form page, its handle in the fragment', async () => {
    const { place, device } = await sentForm(harness);
    const link = await harness.tellsafe.invitations.link(place);
    expect(link).toBe(`https://forms.acme.example/tellsafe/form/acme#${device.handle}`);
    expect((await call(harness, 'GET', '/form/acme')).status).not.toBe(404);
    expect(new Device(harness, link.split('#')[1] ?? '').handle).toBe(device.handle);
  });
});
