// The headless client against the real kit: the whole path, lost answers, wrong clocks, reloads.
import { generateRecipientKeyPair } from '@tellsafe/core/crypto/hpke';
import { toBase64url } from '@tellsafe/core/encoding';
import { routePaths } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import { tracesOf } from '../../../../scripts/typed-traces.ts';
import type { Answers } from '../../src/answers.ts';
import { memoryKeys } from '../../src/key-storage.ts';
import type { Fetch } from '../../src/transport.ts';
import { CARD, createDesk, type Desk, keysIn, newest, submittedForm } from '../support/kit.ts';
import { drive, until } from '../support/manual-time.ts';

const valuesOf = ({ questions }: Answers): Record<string, string | undefined> =>
  Object.fromEntries(questions.map(({ question, value }) => [question.id, value]));

/** Does every request, and loses the answer of the first one of each kind. */
function losing(fetch: Fetch, counted: Map<string, number>): Fetch {
  return async (request) => {
    const path = new URL(request.url).pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');
    const kind = `${request.method} ${path}`;
    const count = (counted.get(kind) ?? 0) + 1;
    counted.set(kind, count);
    const response = await fetch(request);
    const repeatable = !kind.endsWith('/v1/agent/sessions') && !kind.endsWith('/transfer');
    if (count > 1 || !repeatable) return response;
    await response.body?.cancel();
    throw new TypeError('fetch failed');
  };
}

async function readAfterwards(desk: Desk, client: Awaited<ReturnType<typeof submittedForm>>['maya'], id: string) {
  const invitation = await newest(client, id, 'submitted');
  return valuesOf(await drive(desk.time, client.read(invitation)));
}

describe('SF-AGT-01 the headless client', () => {
  test('SF-FLOW-06 SF-FLOW-08 sends, follows live, reads exactly what was typed', async () => {
    const desk = createDesk();
    const maya = desk.client('maya');
    const told: string[] = [];
    maya.on('invitation-changed', ({ status }) => told.push(status));
    const session = await maya.signIn();
    expect(session).toMatchObject({ accountId: 'juniper', agent: { id: 'maya', name: 'Maya Lind' }, idleSeconds: 900 });
    const conversationId = await desk.conversation();
    await until(() => maya.state.get().connection === 'live');
    expect((await maya.conversations()).map(({ id, agent }) => [id, agent])).toEqual([[conversationId, null]]);
    await maya.conversation(conversationId);
    await maya.assign(conversationId);
    await maya.sendMessage(conversationId, 'One moment please.');
    await desk.say(conversationId, 'All right.');
    const transcript = () => maya.state.get().transcripts.get(conversationId);
    await until(() => transcript()?.messages.length === 2);
    expect((await maya.forms()).map(({ id }) => id).sort()).toEqual(['address', 'payment-card']);
    const sent = await maya.send(conversationId, 'payment-card');
    const consumer = await desk.consumer(sent);
    await consumer.received();
    await newest(maya, sent.id, 'received');
    await consumer.open();
    await newest(maya, sent.id, 'viewed');
    await consumer.submit(CARD);
    const submitted = await newest(maya, sent.id, 'submitted');
    expect(told).toEqual(['sent', 'received', 'viewed', 'submitted']);
    const answers = await maya.read(submitted);
    expect(valuesOf(answers)).toEqual(CARD);
    expect(answers).toMatchObject({ formName: 'Payment card', offTheRecordSecondsLeft: 900, unexpectedAnswers: 0 });
    expect(answers.questions.every(({ mismatch }) => mismatch === undefined)).toBe(true);
    expect(valuesOf(await maya.read(sent.id))).toEqual(CARD);
  });

  test('SF-FLOW-08 an account of xwing with an archive: the same, and also after a reload', async () => {
    const archive = await generateRecipientKeyPair('xwing');
    const desk = createDesk({ suite: 'xwing', archiveKey: { publicKey: toBase64url(archive.publicKey) } });
    const storage = memoryKeys();
    const { maya, invitation } = await submittedForm(desk, storage);
    expect(maya.state.get().session?.suite).toBe('xwing');
    expect(valuesOf(await maya.read(invitation))).toEqual(CARD);
    maya.dispose();
    const later = desk.client('maya', { storage });
    expect(await later.resume()).toMatchObject({ suite: 'xwing' });
    expect(valuesOf(await later.read(invitation))).toEqual(CARD);
    await later.signOut();
    expect(await keysIn(storage)).toEqual([]);
  });

  test('SF-FORM-06 an answer that breaks the rules is shown as a mismatch, never hidden', async () => {
    const desk = createDesk();
    const { maya, conversationId } = await submittedForm(desk);
    const sent = await maya.send(conversationId, 'payment-card');
    const cheat = await desk.consumer(sent);
    await cheat.submit({ ...CARD, card: '4111111111111112', name: '<b>Elena</b>' });
    const answers = await maya.read(await newest(maya, sent.id, 'submitted'));
    expect(valuesOf(answers)).toMatchObject({ card: '4111111111111112', name: '<b>Elena</b>' });
    expect(answers.questions.flatMap(({ question, mismatch }) => (mismatch ? [question.id] : []))).toEqual(['card']);
  });

  test('nothing that was read is in the storage', async () => {
    const desk = createDesk();
    const { maya, storage, invitation } = await submittedForm(desk);
    await maya.read(invitation);
    const stored = await Promise.all((await storage.ids()).map((id) => storage.get(id)));
    const text = JSON.stringify(stored, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value));
    expect(tracesOf(text, Object.values(CARD))).toEqual([]);
  });

  test('a server that answers with somebody else’s submission is not believed', async () => {
    const desk = createDesk();
    let swap = (body: Record<string, unknown>): unknown => body;
    const fetch: Fetch = async (request) => {
      const response = await desk.tellsafe.fetch(request);
      if (!request.url.endsWith(routePaths.read.path)) return response;
      return Response.json(swap((await response.json()) as Record<string, unknown>), { headers: response.headers });
    };
    const maya = desk.client('maya', { fetch });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.conversation(conversationId);
    await maya.assign(conversationId);
    const sent = await maya.send(conversationId, 'address');
    await (await desk.consumer(sent)).submit({ street: '1 Infinite Loop' });
    const invitation = await newest(maya, sent.id, 'submitted');
    const changes: ((body: Record<string, unknown>) => unknown)[] = [
      (body) => ({ ...body, context: { ...(body.context as object), conversationId: sent.id } }),
      (body) => ({ ...body, context: { ...(body.context as object), accountId: 'globex' } }),
      (body) => ({ ...body, definition: { ...(body.definition as object), name: 'Another form' } }),
      (body) => JSON.parse(JSON.stringify(body).replaceAll('"suite":"x25519"', '"suite":"xwing"')),
    ];
    for (const change of changes) {
      swap = change;
      await expect(maya.read(invitation)).rejects.toMatchObject({ code: 'answers_invalid' });
    }
    swap = (body) => ({ ...body, parts: { recorded: null, offTheRecord: null } });
    await expect(maya.read(invitation)).rejects.toMatchObject({ code: 'answers_unavailable' });
    swap = (body) => body;
    expect(valuesOf(await maya.read(invitation))).toEqual({ street: '1 Infinite Loop' });
  });
});

describe('trouble on the way', () => {
  test('SF-OTK-02 lost answers are asked for again, and nothing happens twice', async () => {
    const desk = createDesk();
    const counted = new Map<string, number>();
    const maya = desk.client('maya', { fetch: losing(desk.tellsafe.fetch, counted) });
    const patiently = <T>(promise: Promise<T>): Promise<T> => drive(desk.time, promise);
    await patiently(maya.signIn());
    const conversationId = await desk.conversation();
    await patiently(maya.conversation(conversationId));
    await patiently(maya.assign(conversationId));
    await patiently(maya.sendMessage(conversationId, 'Only once.'));
    const sent = await patiently(maya.send(conversationId, 'payment-card'));
    await (await desk.consumer(sent)).submit(CARD);
    const detail = await patiently(maya.conversation(conversationId));
    expect(detail.messages).toHaveLength(1);
    expect(detail.invitations).toHaveLength(1);
    expect(await readAfterwards(desk, maya, sent.id)).toEqual(CARD);
    expect(counted.get('POST /tellsafe/v1/submissions/read')).toBe(2);
    expect(counted.get('POST /tellsafe/v1/agent/invitations')).toBe(2);
    const closed = await patiently(maya.close(conversationId));
    expect(closed.status).toBe('closed');
  });

  test.each([-600_000, 600_000])('T12 the whole path works with a clock that is %i ms off', async (skewMs) => {
    const desk = createDesk();
    const maya = desk.client('maya', { skewMs });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.conversation(conversationId);
    await maya.assign(conversationId);
    const sent = await maya.send(conversationId, 'payment-card');
    await (await desk.consumer(sent)).submit(CARD);
    expect(await readAfterwards(desk, maya, sent.id)).toEqual(CARD);
    expect(maya.state.get().session).not.toBeNull();
  });

  test('T12 a clock that jumps in the middle is corrected by one repeat', async () => {
    const desk = createDesk();
    let skew = 0;
    const maya = desk.client('maya', { clock: () => desk.time.clock() + skew });
    await maya.signIn();
    skew = 600_000;
    expect(await maya.forms()).toHaveLength(2);
    skew = -600_000;
    expect(await maya.forms()).toHaveLength(2);
  });

  test('a host that does not know the agent is a login_required', async () => {
    const desk = createDesk();
    const nobody = desk.client('eve');
    await expect(nobody.signIn()).rejects.toMatchObject({ code: 'login_required' });
    expect(nobody.state.get().session).toBeNull();
    await expect(nobody.forms()).rejects.toMatchObject({ code: 'session_invalid' });
  });

  test('what is refused has its code, and leaves no key behind', async () => {
    const desk = createDesk();
    const storage = memoryKeys();
    const maya = desk.client('maya', { storage });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await expect(maya.send(conversationId, 'payment-card')).rejects.toMatchObject({
      code: 'conversation_not_assigned',
    });
    await maya.assign(conversationId);
    await expect(maya.send(conversationId, 'no-such-form')).rejects.toMatchObject({ code: 'form_unknown' });
    await expect(maya.conversation(desk.client('tom') && '5d0c7b8e-0000-4000-8000-000000000001')).rejects.toMatchObject(
      {
        code: 'conversation_unknown',
      },
    );
    expect(await keysIn(storage)).toEqual([]);
  });
});

describe('reloads', () => {
  test('SF-AGT-01 the session, its keys and the feed’s position survive', async () => {
    const desk = createDesk();
    const { maya, storage, conversationId, invitation } = await submittedForm(desk);
    await until(async () => (await storage.get('position')) !== undefined);
    maya.dispose();
    await desk.say(conversationId, 'Said during the reload.');
    const again = desk.client('maya', { storage });
    const heard: string[] = [];
    again.on('message-added', ({ message }) => heard.push(message.text));
    const session = await again.resume();
    expect(session?.id).toBe(maya.state.get().session?.id ?? session?.id);
    await until(() => heard.length > 0);
    expect(heard).toEqual(['Said during the reload.']);
    expect(valuesOf(await again.read(invitation))).toEqual(CARD);
  });

  test('a form whose answer a reload cut off is settled by the next client', async () => {
    const desk = createDesk();
    const storage = memoryKeys();
    let cut = false;
    const fetch: Fetch = async (request) => {
      const response = await desk.tellsafe.fetch(request);
      if (!cut || !request.url.endsWith('/v1/agent/invitations')) return response;
      return new Promise(() => {});
    };
    const maya = desk.client('maya', { storage, fetch });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.assign(conversationId);
    cut = true;
    void maya.send(conversationId, 'payment-card').catch(() => undefined);
    await until(async () => (await keysIn(storage)).length === 1);
    const stored = () => desk.tellsafe.invitations.list({ accountId: 'juniper', conversationId });
    await until(async () => (await stored()).length === 1);
    maya.dispose();
    const again = desk.client('maya', { storage });
    await again.resume();
    await until(async () => (await keysIn(storage))[0]?.startsWith('invitation:') === true);
    const detail = await again.conversation(conversationId);
    const [sent] = detail.invitations;
    expect(detail.invitations).toHaveLength(1);
    await (await desk.consumer(sent as NonNullable<typeof sent>)).submit(CARD);
    expect(await readAfterwards(desk, again, sent?.id ?? '')).toEqual(CARD);
  });

  test('SF-OTK-02 sent again after its answer was lost it is the same form, and after it was seen another one', async () => {
    const desk = createDesk();
    let cut = true;
    const fetch: Fetch = async (request) => {
      const response = await desk.tellsafe.fetch(request);
      if (cut && request.url.endsWith('/v1/agent/invitations')) throw new TypeError('fetch failed');
      return response;
    };
    const maya = desk.client('maya', { fetch });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.assign(conversationId);
    const send = () => drive(desk.time, maya.send(conversationId, 'payment-card'));
    const stored = () => desk.tellsafe.invitations.list({ accountId: 'juniper', conversationId });
    await expect(send()).rejects.toMatchObject({ code: 'network_failed' });
    expect(await stored()).toHaveLength(1);
    cut = false;
    const sent = await send();
    expect((await stored()).map(({ id }) => id)).toEqual([sent.id]);
    expect((await send()).id).not.toBe(sent.id);
    expect(await stored()).toHaveLength(2);
  });

  test('one that is older than a minute is not sent by surprise', async () => {
    const desk = createDesk();
    const storage = memoryKeys();
    const offline: Fetch = async (request) => {
      if (request.url.endsWith('/v1/agent/invitations')) throw new TypeError('fetch failed');
      return desk.tellsafe.fetch(request);
    };
    const maya = desk.client('maya', { storage, fetch: offline });
    await maya.signIn();
    const conversationId = await desk.conversation();
    await maya.assign(conversationId);
    await expect(drive(desk.time, maya.send(conversationId, 'payment-card'))).rejects.toMatchObject({
      code: 'network_failed',
    });
    maya.dispose();
    await desk.time.advance(120_000);
    const again = desk.client('maya', { storage });
    await again.resume();
    await until(async () => (await keysIn(storage)).length === 0);
    expect((await again.conversation(conversationId)).invitations).toEqual([]);
  });

  test('nothing is resumed where nobody signed in, or the session is over', async () => {
    const desk = createDesk();
    expect(await desk.client('maya').resume()).toBeNull();
    const storage = memoryKeys();
    const maya = desk.client('maya', { storage });
    const { id } = await maya.signIn();
    maya.dispose();
    await desk.tellsafe.agentSessions.end({ accountId: 'juniper', sessionId: id });
    const again = desk.client('maya', { storage });
    expect(await again.resume()).toBeNull();
    expect(again.state.get().ended).toBe('ended-elsewhere');
    expect(await storage.ids()).toEqual([]);
  });

  test('SF-ACC-01 a session that somebody else left in this browser is ended, not resumed', async () => {
    const desk = createDesk();
    const { maya, storage } = await submittedForm(desk);
    const sessionId = maya.state.get().session?.id ?? '';
    maya.dispose();
    const tom = desk.client('tom', { storage });
    expect(await tom.resume({ agentId: 'tom' })).toBeNull();
    expect(await storage.ids()).toEqual([]);
    const left = () => desk.tellsafe.agentSessions.get({ accountId: 'juniper', sessionId });
    await until(async () => (await left()) === null);
    const maya2 = await submittedForm(desk);
    maya2.maya.dispose();
    const again = desk.client('maya', { storage: maya2.storage });
    expect(await again.resume({ agentId: 'maya' })).not.toBeNull();
  });

  test('a server that cannot be reached is not the end of the session', async () => {
    const desk = createDesk();
    const { maya, storage } = await submittedForm(desk);
    maya.dispose();
    const fetch: Fetch = async () => {
      throw new TypeError('fetch failed');
    };
    const offline = desk.client('maya', { storage, fetch });
    await expect(drive(desk.time, offline.resume())).rejects.toMatchObject({ code: 'network_failed' });
    expect(await keysIn(storage)).toHaveLength(1);
    expect(await desk.client('maya', { storage }).resume()).not.toBeNull();
  });
});
