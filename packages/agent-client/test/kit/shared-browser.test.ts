// Two tabs of one browser with two agents in them, one after the other: what one tab ends must not take the other's session along.
import { describe, expect, test } from 'vitest';
import { type KeyStorage, memoryKeys } from '../../src/key-storage.ts';
import { ACCOUNT, createDesk, type Desk, keysIn } from '../support/kit.ts';
import { settle, until } from '../support/manual-time.ts';

async function sentBy(desk: Desk, agentId: string, storage: KeyStorage) {
  const agent = desk.client(agentId, { storage });
  expect(await agent.resume({ agentId })).toBeNull();
  await agent.signIn();
  const conversationId = await desk.conversation();
  await agent.conversation(conversationId);
  await agent.assign(conversationId);
  return { agent, invitation: await agent.send(conversationId, 'payment-card') };
}

const storedAgent = async (storage: KeyStorage): Promise<unknown> =>
  ((await storage.get('session')) as { session?: { agent?: { id?: string } } } | undefined)?.session?.agent?.id;

/** Maya's tab cannot hear of Tom's at first, as on a machine that slept. */
async function twoAgents() {
  const desk = createDesk();
  const storage = memoryKeys();
  let asleep = false;
  const maya = desk.client('maya', {
    storage,
    fetch: async (request) => {
      if (asleep) throw new TypeError('asleep');
      return desk.tellsafe.fetch(request);
    },
  });
  await maya.signIn();
  const mayas = maya.state.get().session?.id ?? '';
  asleep = true;
  const tom = await sentBy(desk, 'tom', storage);
  return { desk, storage, maya, mayas, tom, wake: () => (asleep = false) };
}

describe('SF-ACC-02 SF-AGT-01 a tab whose session was replaced by another agent’s', () => {
  test('learns that it is over and leaves the other’s session and keys alone', async () => {
    const { desk, storage, maya, mayas, tom, wake } = await twoAgents();
    await until(async () => (await desk.tellsafe.agentSessions.get({ accountId: ACCOUNT, sessionId: mayas })) === null);
    wake();
    await expect(maya.conversations()).rejects.toMatchObject({ code: 'session_invalid' });
    await settle();
    expect(maya.state.get().ended).toBe('ended-elsewhere');
    expect(await storedAgent(storage)).toBe('tom');
    expect(await keysIn(storage)).toEqual([`invitation:${tom.invitation.id}`]);
    tom.agent.dispose();
    expect((await desk.client('tom', { storage }).resume({ agentId: 'tom' }))?.agent.id).toBe('tom');
  });

  test('does not write itself over the other’s session when its agent moves', async () => {
    const { desk, storage, maya } = await twoAgents();
    await desk.time.advance(40_000);
    maya.touch();
    await settle();
    expect(await storedAgent(storage)).toBe('tom');
  });

  test('signing out in it leaves the other’s alone as well', async () => {
    const { storage, maya, tom, wake } = await twoAgents();
    wake();
    await maya.signOut();
    expect(await storedAgent(storage)).toBe('tom');
    expect(await keysIn(storage)).toEqual([`invitation:${tom.invitation.id}`]);
  });

  test('signing in again in it ends the other’s: one browser, one session', async () => {
    const { desk, storage, maya, tom, wake } = await twoAgents();
    wake();
    await maya.signIn();
    expect(await storedAgent(storage)).toBe('maya');
    expect(await keysIn(storage)).toEqual([]);
    await until(() => tom.agent.state.get().ended === 'ended-elsewhere');
    expect(await storedAgent(storage)).toBe('maya');
    expect(await desk.client('maya', { storage }).resume({ agentId: 'maya' })).not.toBeNull();
  });

  test('hears of it at once from the tab beside it', async () => {
    const desk = createDesk();
    const storage = { ...memoryKeys(), channel: `tabs-${Math.random()}` };
    // Without the feed only the tabs' channel can tell.
    const fetch = async (request: Request): Promise<Response> =>
      request.url.includes('/agent/events') ? Response.error() : desk.tellsafe.fetch(request);
    const maya = desk.client('maya', { storage, fetch });
    await maya.signIn();
    const tom = desk.client('tom', { storage });
    await tom.resume({ agentId: 'tom' });
    await until(() => maya.state.get().session === null);
  });
});
