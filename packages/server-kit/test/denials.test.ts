// What the audit is told of attempts that were refused or repeated (SF-AUD-01), and that refusals cost the same whatever
// their reason (SF-OTK-06): counted in touches of the stores and of the pepper, which are what takes time.
import { createUuid } from '@tellsafe/core';
import { encodeOneTimeKey, type OneTimeKey, parseOneTimeKey } from '@tellsafe/core/otk';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Agent, Device, ok, sentForm, submittedForm } from './clients.ts';
import { answers, createHarness, type Harness, random } from './harness.ts';
import { auditOf } from './support/audit.ts';
import { countingStore } from './support/counting-store.ts';

let harness: Harness;
const counts = new Map<string, number>();

beforeEach(async () => {
  harness = await createHarness('memory', {
    wrap: ({ records, sealed, volatile }) => ({
      records: countingStore(records, 'records', counts),
      sealed: countingStore(sealed, 'sealed', counts),
      volatile: countingStore(volatile, 'volatile', counts),
    }),
    keys: (keys) => ({
      mac: (...given) => {
        counts.set('mac', (counts.get('mac') ?? 0) + 1);
        return keys.mac(...given);
      },
      wrap: (...given) => keys.wrap(...given),
      unwrap: (...given) => keys.unwrap(...given),
      rotate: () => keys.rotate(),
      destroy: (id) => keys.destroy(id),
    }),
  });
});
afterEach(() => harness.close());

async function newEntries(step: () => Promise<unknown>) {
  const before = (await auditOf(harness)).length;
  await step();
  return (await auditOf(harness)).slice(before).map(({ action, outcome, who }) => [action, outcome, who.kind]);
}

test('SF-AUD-01 one refused attempt is one entry, also when the agent is told of it', async () => {
  const { device } = await sentForm(harness);
  await device.open();
  const other = new Device(harness, device.handle);
  expect(await newEntries(() => other.tryOpen(device.openKey))).toEqual([
    ['form-open', { refused: 'spent' }, 'consumer'],
  ]);
  const second = await sentForm(harness);
  await second.device.open();
  expect(await newEntries(() => second.device.tryBegin())).toEqual([
    ['invitation-begin', { refused: 'device' }, 'consumer'],
  ]);
  expect(await newEntries(() => second.device.tryBegin())).toEqual([
    ['invitation-begin', { refused: 'status' }, 'consumer'],
  ]);
});

test('SF-AUD-01 what is delivered again is told again, as repeated', async () => {
  const { agent, device, conversationId, invitation } = await sentForm(harness);
  await device.open();
  expect(await newEntries(() => device.tryOpen())).toEqual([['form-open', 'repeated', 'consumer']]);
  const body = { submitKey: device.opened?.submitKey, sealed: await device.seal(answers.card) };
  ok(await device.proven('/v1/forms/submit', body));
  expect(await newEntries(() => device.proven('/v1/forms/submit', body))).toEqual([
    ['form-submit', 'repeated', 'consumer'],
  ]);
  const { submissionId = '' } = await agent.invitation(conversationId, invitation.id);
  const { readKey } = ok(await agent.tryReadKey(submissionId));
  ok(await agent.tryRead(submissionId, readKey));
  expect(await newEntries(() => agent.tryRead(submissionId, readKey))).toEqual([['answers-read', 'repeated', 'agent']]);
});

test('SF-AUD-01 an agent who may not is an entry, whatever was tried', async () => {
  const { agent, conversationId, invitation } = await sentForm(harness);
  const bob = await Agent.signIn(harness, 'bob');
  const paul = await Agent.signIn(harness, 'paul');
  const path = `/v1/conversations/${conversationId}`;
  const text = { requestId: createUuid(random), text: 'hi' };
  const attempts: [() => Promise<{ status: number }>, string, string][] = [
    [() => paul.trySend(conversationId), 'invitation-send', 'permission'],
    [() => bob.trySend(conversationId), 'invitation-send', 'assignment'],
    [() => agent.trySend(conversationId, 'vip'), 'invitation-send', 'form'],
    [() => agent.trySend(createUuid(random)), 'invitation-send', 'unknown'],
    [
      () => bob.call('POST', `/v1/agent/invitations/${invitation.id}/revoke`, { conversationId }),
      'invitation-revoke',
      'assignment',
    ],
    [() => bob.call('POST', `${path}/assign`, {}), 'conversation-assign', 'assignment'],
    [() => bob.call('POST', `${path}/transfer`, { agentId: null }), 'conversation-transfer', 'assignment'],
    [() => bob.call('POST', `${path}/close`, {}), 'conversation-close', 'assignment'],
    [() => bob.call('POST', `${path}/messages`, text), 'conversation-message', 'assignment'],
  ];
  for (const [attempt, action, reason] of attempts) {
    expect([action, await newEntries(async () => expect((await attempt()).status).toBeGreaterThan(400))]).toEqual([
      action,
      [[action, { refused: reason }, 'agent']],
    ]);
  }
  ok(await agent.call('POST', `${path}/close`, {}));
  expect(await newEntries(() => agent.trySend(conversationId))).toEqual([
    ['invitation-send', { refused: 'conversation' }, 'agent'],
  ]);
});

test('SF-OTK-06 refusals of existing accounts touch stores and pepper equally often', async () => {
  const spent = await submittedForm(harness);
  const fresh = await sentForm(harness);
  const { openKey } = ok(await fresh.device.tryBegin());
  const stale = await sentForm(harness);
  const { openKey: expired } = ok(await stale.device.tryBegin());
  const changed = (change: Partial<OneTimeKey>) => {
    const key = parseOneTimeKey(openKey);
    if (!key) throw new Error('not a key');
    return encodeOneTimeKey({ ...key, ...change });
  };
  const keys = {
    spent: spent.device.openKey,
    'of another purpose': spent.device.opened?.submitKey ?? '',
    'with another secret': changed({ secret: random(32) }),
    'of another invitation': changed({ invitationId: spent.invitation.id }),
    'of another account': changed({ accountId: 'globex' }),
    'of no invitation': changed({ invitationId: createUuid(random) }),
    'of no conversation': changed({ conversationId: createUuid(random) }),
    expired,
  };
  const stranger = new Device(harness, fresh.device.handle);
  harness.clock.advance(300_000);
  const costs = new Map<string, string>();
  for (const [name, key] of Object.entries(keys)) {
    counts.clear();
    expect([name, (await stranger.tryOpen(key)).status]).toEqual([name, 403]);
    costs.set(name, JSON.stringify([...counts].sort()));
  }
  expect(new Set(costs.values())).toEqual(new Set(['[["mac",1],["records.commit",1],["records.get",1]]']));
});
