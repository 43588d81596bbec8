// Sending a form again, and what a list of conversations needs to know, against the real kit.
import { describe, expect, test } from 'vitest';
import { memoryKeys } from '../../src/key-storage.ts';
import { ACCOUNT, CARD, createDesk, keysIn, newest } from '../support/kit.ts';
import { until } from '../support/manual-time.ts';

async function sent({ deaf = false } = {}) {
  const desk = createDesk();
  const storage = memoryKeys();
  const fetch = async (request: Request): Promise<Response> =>
    deaf && request.url.includes('/agent/events') ? Response.error() : desk.tellsafe.fetch(request);
  const maya = desk.client('maya', { storage, fetch });
  await maya.signIn();
  const conversationId = await desk.conversation();
  await maya.conversation(conversationId);
  await maya.assign(conversationId);
  return { desk, storage, maya, conversationId, first: await maya.send(conversationId, 'payment-card') };
}

describe('SF-AGT-01 SF-FLOW-10 sending again', () => {
  test('takes back the form that is still open, with its key, so that there is one to fill in', async () => {
    const { desk, storage, maya, conversationId, first } = await sent();
    const consumer = await desk.consumer(first);
    await consumer.open();
    await newest(maya, first.id, 'viewed');
    const second = await maya.resend(first);
    const { invitations } = await maya.conversation(conversationId);
    expect(Object.fromEntries(invitations.map(({ id, status }) => [id, status]))).toEqual({
      [first.id]: 'revoked',
      [second.id]: 'sent',
    });
    expect(await keysIn(storage)).toEqual([`invitation:${second.id}`]);
    await expect(consumer.submit(CARD)).rejects.toThrow('403');
    await (await desk.consumer(second)).submit(CARD);
    expect((await maya.read(await newest(maya, second.id, 'submitted'))).questions).toHaveLength(4);
  });

  test('sends nothing when the form was submitted meanwhile: its answers are there', async () => {
    const { desk, storage, maya, conversationId, first } = await sent({ deaf: true });
    await (await desk.consumer(first)).submit(CARD);
    await expect(maya.resend(first)).rejects.toMatchObject({ code: 'conflict' });
    const { invitations } = await maya.conversation(conversationId);
    expect(invitations.map(({ status }) => status)).toEqual(['submitted']);
    expect(await keysIn(storage)).toEqual([`invitation:${first.id}`]);
    expect((await maya.read(first.id)).questions).toHaveLength(4);
  });
});

test('SF-AGT-01 SF-STA-05 the transcripts of all own conversations are there and live, without counting as activity', async () => {
  const { desk, maya, first } = await sent();
  maya.dispose();
  const again = desk.client('maya');
  await again.signIn();
  const [own, waiting] = [await desk.conversation(), await desk.conversation()];
  await again.assign(own);
  await again.conversations();
  await again.loadTranscripts();
  const { transcripts } = again.state.get();
  expect([...transcripts.keys()].sort()).toEqual([first.conversationId, own].sort());
  expect(transcripts.has(waiting)).toBe(false);
  const invitation = await again.send(own, 'address');
  await (await desk.consumer(invitation)).received();
  await newest(again, invitation.id, 'received');
  // Nobody touches anything for the idle time, though conversations come in and their transcripts are fetched.
  for (let step = 0; step < 20 && again.state.get().session; step += 1) {
    const conversationId = await desk.conversation();
    const agent = { id: 'maya', name: 'Maya Lind' };
    await desk.tellsafe.conversations.assign({ accountId: ACCOUNT, conversationId, agent });
    await until(() => again.state.get().conversations.some(({ id, agent }) => id === conversationId && agent));
    await again.loadTranscripts();
    expect(again.state.get().transcripts.has(conversationId)).toBe(true);
    await desk.time.advance(50_000);
  }
  await until(() => again.state.get().ended === 'idle');
});
