// Answers that were asked for before a change and come after it, against the real kit: what they say of the conversation is old.
import { describe, expect, test } from 'vitest';
import { type KeyStorage, memoryKeys } from '../../src/key-storage.ts';
import { createDesk, keysIn } from '../support/kit.ts';
import { until } from '../support/manual-time.ts';

/** An agent whose next `GET` of a path waits for a word before its answer arrives. */
async function slow() {
  const desk = createDesk();
  const storage: { -readonly [Name in keyof KeyStorage]: KeyStorage[Name] } = memoryKeys();
  let held: { readonly path: string; readonly gate: Promise<void> } | undefined;
  const maya = desk.client('maya', {
    storage,
    fetch: async (request) => {
      const hold = request.method === 'GET' && held && request.url.endsWith(held.path) ? held : undefined;
      const response = await desk.tellsafe.fetch(request);
      await hold?.gate;
      return response;
    },
  });
  await maya.signIn();
  const conversationId = await desk.conversation();
  await maya.conversations();
  await maya.conversation(conversationId);
  await until(() => maya.state.get().connection === 'live');
  const hold = (path: string): (() => void) => {
    let release = (): void => {};
    held = { path, gate: new Promise((resolve) => (release = resolve)) };
    return () => release();
  };
  const agentNow = () => maya.state.get().conversations.find(({ id }) => id === conversationId)?.agent?.id;
  return { desk, maya, storage, conversationId, hold, agentNow };
}

describe('SF-STA-05 SF-ACC-02 an answer from before a change', () => {
  test.each(['conversation', 'list'] as const)(
    'of the %s takes neither the conversation nor its keys away',
    async (kind) => {
      const { maya, storage, conversationId, hold, agentNow } = await slow();
      const release = hold(kind === 'list' ? '/agent/conversations' : `/conversations/${conversationId}`);
      const late = kind === 'list' ? maya.conversations() : maya.conversation(conversationId);
      await maya.assign(conversationId);
      const sent = await maya.send(conversationId, 'payment-card');
      release();
      await late;
      expect(agentNow()).toBe('maya');
      expect(await keysIn(storage)).toEqual([`invitation:${sent.id}`]);
    },
  );

  test('of the list neither brings back what left nor hides what came', async () => {
    const { desk, maya, conversationId, hold } = await slow();
    await desk.client('tom').signIn();
    await maya.assign(conversationId);
    const release = hold('/agent/conversations');
    const late = maya.conversations();
    await maya.transfer(conversationId, 'tom');
    const came = await desk.conversation();
    await until(() => maya.state.get().conversations.some(({ id }) => id === came));
    release();
    await late;
    expect(maya.state.get().conversations.map(({ id }) => id)).toEqual([came]);
  });

  test('does not win either while the keys of a conversation in the queue are destroyed', async () => {
    const { maya, storage, conversationId, agentNow } = await slow();
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { ids } = storage;
    storage.ids = async () => {
      storage.ids = ids;
      await gate;
      return ids();
    };
    const early = maya.conversation(conversationId); // unassigned: whatever keys there are go
    await until(() => storage.ids === ids);
    await maya.assign(conversationId);
    release();
    await early;
    expect(agentNow()).toBe('maya');
  });

  test('of the conversation still brings its messages', async () => {
    const { desk, maya, conversationId, hold } = await slow();
    await desk.say(conversationId, 'Hello?');
    const release = hold(`/conversations/${conversationId}`);
    const late = maya.conversation(conversationId);
    await maya.assign(conversationId);
    release();
    expect((await late).messages).toHaveLength(1);
    expect(maya.state.get().transcripts.get(conversationId)?.messages).toHaveLength(1);
  });
});
