// A manager's board (SF-MGR-01, SF-ACC-03): every conversation with the statuses of its forms, listed and live, and no byte of what was
// said or answered.
import { createUuid } from '@tellsafe/core';
import type { BoardConversationResponse, BoardListResponse } from '@tellsafe/core/wire';
import {
  boardConversationResponseSchema,
  boardEventSchemas,
  boardListResponseSchema,
} from '@tellsafe/core/wire/schemas';
import { describe, expect, test } from 'vitest';
import type { Principal } from '../src/index.ts';
import { type Agent, ok, submittedForm } from './clients.ts';
import { ACCOUNT, createHarness, type Harness, OTHER_ACCOUNT, random, withHarness } from './harness.ts';
import { signIn } from './history/stage.ts';
import { openStream, type ReadEvent, type TestStream } from './support/streams.ts';

const watcher: Principal = { accountId: ACCOUNT, agentId: 'nora', name: 'Nora', role: 'manager' };

/** What is said and answered here, and nowhere else. */
const SECRETS = ['Kim Canary', 'q7-canary-message', '4111111111111111', '12/2031'] as const;

const list = async (manager: Agent, body: object = {}): Promise<BoardListResponse> => {
  const answer = ok(await manager.call<BoardListResponse>('POST', '/v1/manager/conversations', body));
  return boardListResponseSchema.parse(answer);
};

const show = (manager: Agent, id: string) =>
  manager.call<BoardConversationResponse>('GET', `/v1/manager/conversations/${id}`);

const stream = async (manager: Agent, after: string): Promise<TestStream> => {
  const path = `/v1/manager/events?after=${after}`;
  return openStream(manager.harness, 'GET', path, { headers: await manager.headers('GET', path) });
};

const brief = ({ event, data }: ReadEvent): string => {
  boardEventSchemas[event as keyof typeof boardEventSchemas].parse(data);
  if (event === 'conversation') return `${data.conversation.agent?.id ?? 'queue'} ${data.conversation.status}`;
  return event === 'form' ? data.form.status : event;
};

/** A conversation in which something is said and a form is answered and read. */
async function spokenIn(harness: Harness) {
  const submitted = await submittedForm(harness);
  const { agent, conversationId, submissionId } = submitted;
  const text = `Here is the ${SECRETS[1]}`;
  ok(await agent.call('POST', `/v1/conversations/${conversationId}/messages`, { requestId: createUuid(random), text }));
  await agent.read(submissionId);
  return submitted;
}

describe.each(['memory', 'sqlite'] as const)('the board on the %s store', (kind) => {
  test('SF-MGR-01 lists open conversations page by page, the latest first, and closed ones since an instant', async () => {
    await withHarness(kind, {}, async (harness) => {
      const { tellsafe, clock } = harness;
      const manager = await signIn(harness, watcher);
      const ids: string[] = [];
      for (let at = 0; at < 5; at += 1) {
        clock.advance(1_000);
        ids.unshift((await tellsafe.conversations.start({ accountId: ACCOUNT })).conversationId);
      }
      await tellsafe.conversations.start({ accountId: OTHER_ACCOUNT });
      const found: string[] = [];
      for (let cursor: string | undefined, pages = 0; pages < 3; pages += 1) {
        const page = await list(manager, { limit: 2, ...(cursor !== undefined && { cursor }) });
        found.push(...page.conversations.map(({ conversationId }) => conversationId));
        ({ cursor } = page);
      }
      expect(found).toEqual(ids);
      const [first = '', second = ''] = ids;
      await tellsafe.conversations.close({ accountId: ACCOUNT, conversationId: first });
      clock.advance(10_000);
      const since = clock();
      await tellsafe.conversations.close({ accountId: ACCOUNT, conversationId: second });
      const closed = await list(manager, { status: 'closed', since });
      expect(closed.conversations).toMatchObject([{ conversationId: second, status: 'closed', closedAt: since }]);
      expect((await list(manager)).conversations).toHaveLength(3);
      const refused = await manager.call('POST', '/v1/manager/conversations', { cursor: '1.2.3' });
      expect([refused.status, refused.body]).toMatchObject([400, { code: 'request_invalid' }]);
    });
  });

  test('SF-STA-05 SF-MGR-01 tells every step live, from the position of the list on, without a gap or a double', async () => {
    await withHarness(kind, {}, async (harness) => {
      const manager = await signIn(harness, watcher);
      const { position } = await list(manager);
      const { agent, conversationId, invitation } = await spokenIn(harness);
      const live = await stream(manager, position);
      const told = ['queue open', 'ada open', 'sent', 'viewed', 'submitted', 'read'];
      const events = await live.take(told.length);
      expect(events.map(brief)).toEqual(told);
      expect(events.at(-1)?.data).toMatchObject({ conversationId, invitationId: invitation.id });
      ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null }));
      expect((await live.take(1)).map(brief)).toEqual(['queue open']);
      await live.leave();
      const resumed = await stream(manager, events[4]?.id ?? '');
      expect((await resumed.take(2)).map(brief)).toEqual(['read', 'queue open']);
      await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
      // What the transfer meant for the form may have been told before, or is not said any more.
      let [last] = await resumed.take(1);
      if (last?.event === 'form') [last] = await resumed.take(1);
      expect(last).toMatchObject({ event: 'erased', data: { conversationId } });
      await resumed.leave();
    });
  });
});

test('SF-ACC-03 statuses only: no byte of a message, a name or an answer reaches the board', async () => {
  await withHarness('memory', {}, async (harness) => {
    const manager = await signIn(harness, watcher);
    const { position } = await list(manager);
    const { agent, conversationId } = await spokenIn(harness);
    const shown = ok(await show(manager, conversationId));
    boardConversationResponseSchema.parse(shown);
    const live = await stream(manager, position);
    const events = await live.take(6);
    await live.leave();
    const board = JSON.stringify([await list(manager), shown, events]);
    for (const secret of SECRETS) expect(board).not.toContain(secret);
    for (const name of ['submissionId', 'consumerName', 'lastMessage', 'handle', 'text'])
      expect(board).not.toContain(name);
    // Control: the same search finds the message where it may be.
    expect(JSON.stringify(await agent.conversation(conversationId))).toContain(SECRETS[1]);
  });
});

test('SF-MGR-01 one conversation: who had it, its forms with when they were read, since when it waits', async () => {
  await withHarness('memory', {}, async (harness) => {
    const manager = await signIn(harness, watcher);
    const { agent, conversationId, submissionId } = await spokenIn(harness);
    const first = ok(await show(manager, conversationId));
    harness.clock.advance(60_000);
    await agent.read(submissionId);
    ok(await agent.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null }));
    const { conversation, forms, changes } = ok(await show(manager, conversationId));
    expect(conversation).toMatchObject({ agent: null, waitingSince: harness.clock() });
    expect(changes.map(({ change, agent: had }) => [change, had?.id ?? null])).toEqual([
      ['start', null],
      ['assign', 'ada'],
      ['transfer', null],
    ]);
    expect(forms).toMatchObject([{ formId: 'card', status: 'submitted', channel: 'web', agent: { id: 'ada' } }]);
    // The first reading counts.
    expect(forms[0]?.at.read).toBe(first.forms[0]?.at.read);
    expect(forms[0]?.at.read).toEqual(expect.any(Number));
    await harness.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    expect((await show(manager, conversationId)).body).toMatchObject({ code: 'conversation_unknown' });
    expect((await list(manager)).conversations).toEqual([]);
  });
});

test('SF-PERM-01 an ended session gets no more of the stream', async () => {
  const harness = await createHarness('memory');
  const manager = await signIn(harness, watcher);
  const { position } = await list(manager);
  const live = await stream(manager, position);
  ok(await manager.call('DELETE', '/v1/agent/sessions/current'));
  await harness.tellsafe.conversations.start({ accountId: ACCOUNT });
  expect((await live.rest()).map(({ event }) => event)).toEqual(['session-ended']);
  await harness.close();
});
