// Who can read, and when it ends: against the real kit, with keys destroyed, and with a thief who kept them.
import { describe, expect, test } from 'vitest';
import type { AgentClient } from '../../src/agent-client.ts';
import { memoryKeys } from '../../src/key-storage.ts';
import type { Fetch } from '../../src/transport.ts';
import { ACCOUNT, CARD, createDesk, type Desk, hoarding, keysIn, newest, submittedForm } from '../support/kit.ts';
import { drive, settle, until } from '../support/manual-time.ts';

const unavailable = { code: 'answers_unavailable' };

/** What ends access, by name; each gets the signed-in client and the conversation. */
const ends: Readonly<Record<string, (desk: Desk, maya: AgentClient, conversationId: string) => Promise<unknown>>> = {
  'the agent hands it to another agent': async (desk, maya, id) => {
    await desk.client('tom').signIn();
    return maya.transfer(id, 'tom');
  },
  'the agent puts it back into the queue': (_, maya, id) => maya.transfer(id, null),
  'the agent closes it': (_, maya, id) => maya.close(id),
  'the host closes it': (desk, _, conversationId) =>
    desk.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId }),
  'the host hands it over': (desk, _, conversationId) =>
    desk.tellsafe.conversations.transfer({ accountId: ACCOUNT, conversationId, agent: { id: 'tom', name: 'Tom' } }),
};

describe('SF-ACC-01 only the session that sent the form', () => {
  test('another agent, and the same agent in another session, have nothing to open it with', async () => {
    const desk = createDesk();
    const { invitation } = await submittedForm(desk);
    for (const name of ['tom', 'maya']) {
      const other = desk.client(name);
      await other.signIn();
      await expect(other.read(invitation)).rejects.toMatchObject(unavailable);
    }
  });

  test('not even with a stolen copy of the keys: the server refuses the session', async () => {
    const desk = createDesk();
    const { storage, invitation } = await submittedForm(desk);
    for (const name of ['tom', 'maya']) {
      const loot = memoryKeys();
      for (const id of await keysIn(storage)) await loot.set(id, await storage.get(id));
      const thief = desk.client(name, { storage: hoarding(loot) });
      await thief.signIn();
      expect(await keysIn(loot)).toHaveLength(1);
      await expect(thief.read(invitation)).rejects.toMatchObject(unavailable);
    }
  });

  test('a transcript of somebody else’s form has no submission id', async () => {
    const desk = createDesk();
    const { conversationId, maya } = await submittedForm(desk);
    const tom = desk.client('tom');
    await tom.signIn();
    await maya.transfer(conversationId, 'tom');
    const { invitations } = await tom.conversation(conversationId);
    expect(invitations).toMatchObject([{ mine: false, status: 'submitted' }]);
    expect(invitations[0]?.submissionId).toBeUndefined();
    await expect(tom.read(invitations[0] as never)).rejects.toMatchObject(unavailable);
  });
});

describe('SF-ACC-02 access ends', () => {
  test.each(Object.entries(ends))('when %s; the key is destroyed', async (_, end) => {
    const desk = createDesk();
    const { maya, storage, conversationId, invitation } = await submittedForm(desk);
    const withdrawn: string[] = [];
    maya.on('answers-withdrawn', ({ invitationIds }) => withdrawn.push(...invitationIds));
    await maya.read(invitation);
    await end(desk, maya, conversationId);
    await until(async () => (await keysIn(storage)).length === 0);
    expect(withdrawn).toEqual([invitation.id]);
    await expect(maya.read(invitation)).rejects.toMatchObject(unavailable);
  });

  test.each(Object.entries(ends))('when %s; also for a client that kept the key', async (_, end) => {
    const desk = createDesk();
    const { maya, conversationId, invitation } = await submittedForm(desk, hoarding(memoryKeys()));
    await end(desk, maya, conversationId);
    await settle();
    await expect(maya.read(invitation)).rejects.toMatchObject(unavailable);
  });

  test('SF-RET-03 when the answers are erased the key is destroyed, when the conversation is, it leaves the list', async () => {
    const desk = createDesk();
    const { maya, storage, conversationId, invitation } = await submittedForm(desk);
    const withdrawn: string[] = [];
    maya.on('answers-withdrawn', ({ invitationIds }) => withdrawn.push(...invitationIds));
    const { submissionId = '' } = (await maya.conversation(conversationId)).invitations[0] ?? {};
    await desk.tellsafe.privacy.eraseSubmission({ accountId: ACCOUNT, submissionId });
    await until(async () => (await keysIn(storage)).length === 0);
    expect(withdrawn).toEqual([invitation.id]);
    await expect(maya.read(invitation)).rejects.toMatchObject(unavailable);
    expect(maya.state.get().conversations.map(({ id }) => id)).toContain(conversationId);
    await desk.tellsafe.privacy.eraseConversation({ accountId: ACCOUNT, conversationId });
    await until(async () => !maya.state.get().transcripts.has(conversationId));
    expect(maya.state.get().conversations.map(({ id }) => id)).not.toContain(conversationId);
    await expect(maya.conversation(conversationId)).rejects.toMatchObject({ code: 'conversation_unknown' });
  });

  test('when the agent signs out: nothing is left in the storage, the server knows', async () => {
    const desk = createDesk();
    const { maya, storage, invitation } = await submittedForm(desk);
    const reasons: string[] = [];
    maya.on('session-ended', ({ reason }) => reasons.push(reason));
    const sessionId = maya.state.get().session?.id ?? '';
    expect(await maya.signOut()).toEqual({ endedOnServer: true });
    expect(await storage.ids()).toEqual([]);
    expect(reasons).toEqual(['signed-out']);
    expect(maya.state.get()).toMatchObject({ session: null, ended: 'signed-out', conversations: [] });
    expect(maya.state.get().transcripts.size).toBe(0);
    expect(await desk.tellsafe.agentSessions.get({ accountId: ACCOUNT, sessionId })).toBeNull();
    await expect(maya.read(invitation)).rejects.toMatchObject({ code: 'session_invalid' });
    await maya.signIn();
    await expect(maya.read(invitation)).rejects.toMatchObject(unavailable);
  });

  test('when the agent signs out without a network: keys go first', async () => {
    const desk = createDesk();
    let online = true;
    const fetch: Fetch = async (request) => {
      if (!online) throw new TypeError('fetch failed');
      return desk.tellsafe.fetch(request);
    };
    const storage = memoryKeys();
    const maya = desk.client('maya', { storage, fetch });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.assign(conversationId);
    await maya.send(conversationId, 'payment-card');
    online = false;
    const leaving = maya.signOut();
    await until(async () => (await storage.ids()).length === 0);
    expect(await drive(desk.time, leaving)).toEqual({ endedOnServer: false });
  });

  test('when nothing happens for the idle time: warned, then ended here and there', async () => {
    const desk = createDesk({ idleLogoutSec: 120 });
    const { maya, storage } = await submittedForm(desk);
    const sessionId = maya.state.get().session?.id ?? '';
    const warnings: (number | null)[] = [];
    maya.on('idle-warning', ({ secondsLeft }) => warnings.push(secondsLeft));
    await desk.time.advance(85_000);
    expect(warnings[0]).toBe(40);
    expect(maya.state.get().idleSecondsLeft).toBeLessThan(41);
    await desk.time.advance(36_000);
    await until(() => maya.state.get().ended === 'idle');
    await until(async () => (await storage.ids()).length === 0);
    await until(async () => (await desk.tellsafe.agentSessions.get({ accountId: ACCOUNT, sessionId })) === null);
  });

  test('but not while the agent is active', async () => {
    const desk = createDesk({ idleLogoutSec: 120 });
    const { maya, invitation } = await submittedForm(desk);
    for (let second = 0; second < 600; second += 20) {
      await desk.time.advance(20_000);
      maya.touch();
    }
    expect((await maya.read(invitation)).questions).toHaveLength(4);
  });

  test('when the session idled out while the page was away, resuming finds nothing', async () => {
    const desk = createDesk({ idleLogoutSec: 120 });
    const { maya, storage } = await submittedForm(desk);
    maya.dispose();
    desk.time.jump(121_000);
    const again = desk.client('maya', { storage });
    expect(await again.resume()).toBeNull();
    expect(again.state.get().ended).toBe('idle');
    expect(await storage.ids()).toEqual([]);
  });

  test('when the host ends the session: the feed says so', async () => {
    const desk = createDesk();
    const { maya, storage } = await submittedForm(desk);
    const sessionId = maya.state.get().session?.id ?? '';
    await desk.tellsafe.agentSessions.end({ accountId: ACCOUNT, sessionId });
    await until(() => maya.state.get().ended === 'ended-elsewhere');
    expect(await storage.ids()).toEqual([]);
  });

  test('when the same person signs in again in the same place', async () => {
    const desk = createDesk();
    const { maya, storage, invitation } = await submittedForm(desk);
    const former = maya.state.get().session?.id ?? '';
    await maya.signIn();
    expect(await keysIn(storage)).toEqual([]);
    await expect(maya.read(invitation)).rejects.toMatchObject(unavailable);
    await until(
      async () => (await desk.tellsafe.agentSessions.get({ accountId: ACCOUNT, sessionId: former })) === null,
    );
  });

  test('answers that were on their way when it ended are not handed out', async () => {
    const desk = createDesk();
    const { maya, invitation } = await submittedForm(desk);
    const reading = maya.read(invitation).catch((error) => error.code);
    await maya.signOut();
    expect(await reading).toMatch(/answers_unavailable|session_invalid/);
  });
});

describe('a key goes with its invitation', () => {
  test.each(['declined', 'revoked', 'expired'] as const)('that is %s', async (status) => {
    const desk = createDesk({ invitationTtlSec: 300 });
    const storage = memoryKeys();
    const maya = desk.client('maya', { storage });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.conversation(conversationId);
    await maya.assign(conversationId);
    const sent = await maya.send(conversationId, 'payment-card');
    expect(await keysIn(storage)).toEqual([`invitation:${sent.id}`]);
    if (status === 'declined') await (await desk.consumer(sent)).decline();
    if (status === 'revoked') await maya.revoke(sent);
    if (status === 'expired') {
      desk.time.jump(301_000);
      await desk.tellsafe.maintain();
    }
    expect((await newest(maya, sent.id, status)).status).toBe(status);
    await until(async () => (await keysIn(storage)).length === 0);
  });

  test('another one of the same conversation keeps its own', async () => {
    const desk = createDesk();
    const { maya, storage, conversationId, invitation } = await submittedForm(desk);
    const second = await maya.resend(invitation);
    expect(second.id).not.toBe(invitation.id);
    await maya.revoke(second);
    expect(await keysIn(storage)).toEqual([`invitation:${invitation.id}`]);
    expect((await maya.conversation(conversationId)).invitations).toHaveLength(2);
    expect((await maya.read(invitation)).questions).toHaveLength(4);
  });

  test('old news of a transfer do not destroy the key of a form that was sent since', async () => {
    const desk = createDesk();
    const { maya, storage, conversationId } = await submittedForm(desk);
    const line = desk.tellsafe.conversations;
    await maya.transfer(conversationId, null);
    await maya.assign(conversationId);
    const sent = await maya.send(conversationId, 'payment-card');
    await line.get({ accountId: ACCOUNT, conversationId });
    await settle();
    expect(await keysIn(storage)).toEqual([`invitation:${sent.id}`]);
  });
});

describe('SF-OTR-03 off the record', () => {
  test('SF-OTR-02 exactly those answers are gone after their time, the others stay', async () => {
    const desk = createDesk({ offTheRecordTtlSec: 60 });
    const { maya, invitation } = await submittedForm(desk);
    expect((await maya.read(invitation)).offTheRecordSecondsLeft).toBe(60);
    desk.time.jump(59_000);
    expect((await maya.read(invitation)).offTheRecordSecondsLeft).toBe(1);
    desk.time.jump(1_000);
    const answers = await maya.read(invitation);
    expect(answers.offTheRecordSecondsLeft).toBe(0);
    expect(answers.questions.map(({ value, goneOffTheRecord }) => [value, goneOffTheRecord])).toEqual([
      [CARD.name, false],
      [CARD.card, false],
      [CARD.expiry, false],
      [undefined, true],
    ]);
  });
});
