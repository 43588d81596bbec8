import { isTellsafeError } from '@tellsafe/core/encoding';
import { afterEach, expect, test, vi } from 'vitest';
import { type Conversation, type ConversationEvent, createConversation } from './conversation.ts';

const started = { conversationId: '8b34dbc2-c05e-44d7-a25d-48efeace8245', consumerKey: 'secret-consumer-key' };
const open: Conversation[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.stop();
});

function serve() {
  const sent: { path: string; url: string; body: Record<string, unknown>; authorization: string | null }[] = [];
  const failures: (Response | 'lost')[] = [];
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined;
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = new URL(url).pathname.replace('/tellsafe', '');
    const body = JSON.parse(String(init.body));
    sent.push({ path, url, body, authorization: new Headers(init.headers).get('authorization') });
    const failure = path === '/v1/conversations' ? undefined : failures.shift();
    if (failure === 'lost') throw new TypeError('lost');
    if (failure) return failure;
    if (path === '/v1/conversations') return Response.json(started);
    if (path.endsWith('/messages'))
      return Response.json({ message: { id: `m-${body.requestId}`, from: 'consumer', text: body.text, at: 1 } });
    return new Response(
      new ReadableStream({
        start(controller) {
          stream = controller;
          init.signal?.addEventListener('abort', () => controller.error(new DOMException('aborted', 'AbortError')));
        },
      }),
    );
  };
  const push = (id: string, event: string, data: object) =>
    stream?.enqueue(new TextEncoder().encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  return {
    fetch,
    sent,
    failures,
    push,
    streams: () => sent.filter(({ path }) => path.endsWith('/events')),
    drop: () => stream?.close(),
  };
}

function chatWith(server: ReturnType<typeof serve>, storage?: Storage): Conversation {
  const options = {
    endpoint: 'https://forms.example/tellsafe/',
    account: 'acme',
    fetch: server.fetch,
    ...(storage && { storage }),
  };
  const conversation = createConversation(options);
  open.push(conversation);
  return conversation;
}

test('a lost message is repeated with the same request id, and starting twice starts once', async () => {
  const server = serve();
  const chat = chatWith(server);
  await Promise.all([chat.start(), chat.start()]);
  await vi.waitFor(() => expect(server.streams()).toHaveLength(1));
  server.failures.push('lost');
  expect((await chat.send('Hello')).text).toBe('Hello');
  const messages = server.sent.filter(({ path }) => path.endsWith('/messages'));
  expect(messages).toHaveLength(2);
  expect(new Set(messages.map(({ body }) => body.requestId)).size).toBe(1);
  expect(server.sent.filter(({ path }) => path === '/v1/conversations')).toHaveLength(1);
});

test.each([
  ['en-GB', 'en-GB'],
  ['C', undefined], // WebKitGTK in a system without a language
  ['en_GB', undefined],
  ['', undefined],
])('a device that says its language is %j can chat all the same', async (language, told) => {
  const server = serve();
  const chat = createConversation({ endpoint: 'https://forms.example/tellsafe', account: 'acme', ...server, language });
  open.push(chat);
  await chat.send('Hello');
  expect(server.sent[0]?.body).toEqual({ account: 'acme', ...(told && { language: told }) });
});

test('SF-OTK-05 the consumer key is in a header and in no address', async () => {
  const server = serve();
  await chatWith(server).send('Hello');
  for (const { url } of server.sent) expect(url).not.toContain(started.consumerKey);
  expect(server.sent.find(({ path }) => path.endsWith('/messages'))?.authorization).toBe(
    `Bearer ${started.consumerKey}`,
  );
});

test('SF-STA-05 after a loss the stream goes on from the last position', async () => {
  const server = serve();
  const chat = chatWith(server);
  const events: ConversationEvent[] = [];
  chat.subscribe((event) => events.push(event));
  await chat.start();
  await vi.waitFor(() => expect(events).toContainEqual({ type: 'online', online: true }));
  const invitation = { id: 'i', handle: 'h', name: 'Card', description: '', status: 'sent', at: 1 };
  server.push('41', 'invitation', invitation);
  server.push('42', 'unknown', { id: 'x' });
  server.push('43', 'invitation', { id: 'broken' });
  await vi.waitFor(() => expect(events).toContainEqual({ type: 'invitation', invitation }));
  server.drop();
  await vi.waitFor(() => expect(server.streams()).toHaveLength(2));
  expect(server.streams()[1]?.body).toEqual({ after: '43' });
  expect(events.filter(({ type }) => type === 'invitation')).toHaveLength(1);
});

test('a closed conversation is told, and its stream is not opened again', async () => {
  const server = serve();
  const events: ConversationEvent[] = [];
  const chat = chatWith(server);
  chat.subscribe((event) => events.push(event));
  await chat.start();
  await vi.waitFor(() => expect(server.streams()).toHaveLength(1));
  server.push('9', 'conversation', { status: 'closed' });
  await vi.waitFor(() => expect(events).toContainEqual({ type: 'conversation', conversation: { status: 'closed' } }));
  server.drop();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(server.streams()).toHaveLength(1);
});

test('a reload goes on with the conversation that the storage holds', async () => {
  const server = serve();
  sessionStorage.clear();
  await chatWith(server, sessionStorage).start();
  const again = chatWith(server, sessionStorage);
  again.subscribe(() => {});
  expect(again.id).toBe(started.conversationId);
  await vi.waitFor(() => expect(server.streams()).toHaveLength(2));
  expect(server.sent.filter(({ path }) => path === '/v1/conversations')).toHaveLength(1);
  again.leave();
  expect(sessionStorage.length).toBe(0);
});

test('a key that is refused is forgotten and told, and the next message begins anew', async () => {
  const server = serve();
  const events: ConversationEvent[] = [];
  const chat = chatWith(server);
  chat.subscribe((event) => events.push(event));
  server.failures.push(Response.json({ code: 'consumer_key_invalid' }, { status: 401 }));
  await chat.start();
  await vi.waitFor(() => expect(events).toContainEqual({ type: 'lost' }));
  await chat.send('Again');
  expect(server.sent.filter(({ path }) => path === '/v1/conversations')).toHaveLength(2);
});

test('failures are errors of core with the server’s code', async () => {
  const server = serve();
  const chat = chatWith(server);
  await chat.start();
  await vi.waitFor(() => expect(server.streams()).toHaveLength(1));
  server.failures.push(Response.json({ code: 'conversation_closed' }, { status: 409 }));
  const error = await chat.send('Hello').catch((thrown: unknown) => thrown);
  expect(isTellsafeError(error, 'conversation_closed')).toBe(true);
});

test('a late subscriber hears what is known, in order', async () => {
  const server = serve();
  const chat = chatWith(server);
  await chat.send('One');
  await chat.send('Two');
  const heard: string[] = [];
  chat.subscribe((event) => event.type === 'message' && heard.push(event.message.text));
  expect(heard).toEqual(['One', 'Two']);
});

test('SF-GEN-04 a conversation that the host has started is gone on with, before the one of the storage', async () => {
  const server = serve();
  sessionStorage.setItem('tellsafe-conversation-acme', JSON.stringify({ ...started, consumerKey: 'of-before' }));
  const options = { endpoint: 'https://forms.example/tellsafe', account: 'acme', fetch: server.fetch };
  const chat = createConversation({ ...options, storage: sessionStorage, started });
  open.push(chat);
  expect(chat.id).toBe(started.conversationId);
  await chat.start();
  await vi.waitFor(() => expect(server.streams()).toHaveLength(1));
  expect(server.sent.map(({ path, authorization }) => [path, authorization])).toEqual([
    ['/v1/consumer/events', `Bearer ${started.consumerKey}`],
  ]);
  // A reload without it goes on as well.
  const again = createConversation({ ...options, storage: sessionStorage });
  open.push(again);
  expect(again.id).toBe(started.conversationId);
  await again.start();
  await vi.waitFor(() => expect(server.streams().at(-1)?.authorization).toBe(`Bearer ${started.consumerKey}`));
  sessionStorage.clear();
});
