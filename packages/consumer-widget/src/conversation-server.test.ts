// A conversation outside of a browser: a program that has no window, such as a server that renders pages.
import { expect, test } from 'vitest';
import { createConversation } from './conversation.ts';

test('a conversation can be listened to where nothing tells of the network', () => {
  expect('addEventListener' in globalThis).toBe(false);
  const started = { conversationId: 'c', consumerKey: 'k' };
  const fetch = () => new Promise<Response>(() => undefined);
  const chat = createConversation({ endpoint: 'https://forms.example/tellsafe', account: 'a', started, fetch });
  const stop = chat.subscribe(() => undefined);
  stop();
  chat.stop();
});

test('a message whose answer was lost is sent again there', async () => {
  const started = { conversationId: 'c', consumerKey: 'k' };
  let sent = 0;
  const fetch = async () => {
    sent += 1;
    if (sent === 1) throw new TypeError('fetch failed');
    return Response.json({ code: 'conversation_closed' }, { status: 409 });
  };
  const chat = createConversation({ endpoint: 'https://forms.example/tellsafe', account: 'a', started, fetch });
  await expect(chat.send('Hello')).rejects.toMatchObject({ code: 'conversation_closed' });
  chat.stop();
  expect(sent).toBeGreaterThan(1);
});
