// Every send, open, submit, read, denied attempt and change leaves an audit entry without personal data (SF-AUD-01).
import { expect, test } from 'vitest';
import { tracesOf } from '../../../scripts/typed-traces.ts';
import { Agent, Device, ok, submittedForm } from './clients.ts';
import { answers, createHarness, SHOP_ORIGIN } from './harness.ts';
import { auditOf } from './support/audit.ts';

test('SF-AUD-01 a whole flow is told in order, with who, what, outcome, origin and object', async () => {
  const harness = await createHarness('memory');
  const { agent, device, submissionId, invitation, conversationId } = await submittedForm(harness);
  await agent.read(submissionId);
  await device.post('/v1/invitations/received', { handle: device.handle }, { Origin: SHOP_ORIGIN });
  await new Device(harness, device.handle).tryOpen(device.openKey);
  await (await Agent.signIn(harness, 'bob')).tryReadKey(submissionId);
  ok(await agent.call('POST', `/v1/conversations/${conversationId}/close`, {}));
  ok(await agent.call('DELETE', '/v1/agent/sessions/current'));
  const entries = await auditOf(harness);
  const told = entries.filter(({ action }) => action !== 'form-define').map(({ action, outcome }) => [action, outcome]);
  expect(told).toEqual([
    ['session-start', 'done'],
    ['conversation-start', 'done'],
    ['conversation-assign', 'done'],
    ['invitation-send', 'done'],
    ['invitation-begin', 'done'],
    ['form-open', 'done'],
    ['form-submit', 'done'],
    ['read-key-issue', 'done'],
    ['answers-read', 'done'],
    ['form-open', { refused: 'spent' }],
    ['session-start', 'done'],
    ['read-key-issue', { refused: 'session' }],
    ['access-end', 'done'],
    ['conversation-close', 'done'],
    ['session-end', 'done'],
  ]);
  const send = entries.find(({ action }) => action === 'invitation-send');
  expect(send).toEqual({
    who: { kind: 'agent', id: 'ada', sessionId: agent.session.sessionId },
    action: 'invitation-send',
    at: harness.clock(),
    outcome: 'done',
    origin: null,
    object: { kind: 'invitation', id: invitation.id },
  });
  const text = JSON.stringify(entries);
  expect(tracesOf(text, ['Kim', 'Ada', ...Object.values(answers.card)])).toEqual([]);
  for (const secret of [device.handle, device.openKey]) expect(text).not.toContain(secret);
  await harness.close();
});
