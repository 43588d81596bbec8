// Event streams: live, resumed without a gap or a double, told only to whom they concern, ended when their reason ends
// (SF-STA-05, SF-INV-04), on both stores.

import { createUuid } from '@tellsafe/core';
import { agentEventSchemas, consumerEventSchemas, watchEventSchemas } from '@tellsafe/core/wire/schemas';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Agent, ok, sentForm } from './clients.ts';
import { ACCOUNT, answers, createHarness, type Harness, random, storeKinds } from './harness.ts';
import { openStream, type ReadEvent, type TestStream } from './support/streams.ts';

const agentStream = async (agent: Agent, after?: string, header?: string): Promise<TestStream> => {
  const path = `/v1/agent/events${after === undefined ? '' : `?after=${after}`}`;
  const headers = await agent.headers('GET', path);
  return openStream(agent.harness, 'GET', path, {
    headers: { ...headers, ...(header !== undefined && { 'Last-Event-ID': header }) },
  });
};

const consumerStream = (harness: Harness, consumerKey: string, after?: string) =>
  openStream(harness, 'POST', '/v1/consumer/events', {
    body: after === undefined ? {} : { after },
    headers: { Authorization: `Bearer ${consumerKey}` },
  });

const watchStream = (harness: Harness, handle: string, headers: Record<string, string> = {}) =>
  openStream(harness, 'POST', '/v1/invitations/watch', { body: { handle }, headers });

const say = (agent: Agent, conversationId: string, text: string) =>
  agent.call('POST', `/v1/conversations/${conversationId}/messages`, { requestId: createUuid(random), text });

const brief = ({ event, data }: ReadEvent) =>
  event === 'message'
    ? `message ${data.message?.text ?? data.text}`
    : event === 'invitation'
      ? `invitation ${(data.invitation ?? data).status}`
      : event === 'conversation'
        ? `conversation ${data.conversation?.agent?.id ?? data.agentName ?? '-'} ${(data.conversation ?? data).status}`
        : event;

describe.each(storeKinds)('streams on the %s store', (kind) => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await createHarness(kind);
  });
  afterEach(() => harness.close());

  test('SF-STA-05 the agent sees every status live, without asking', async () => {
    const { agent, device, conversationId } = await sentForm(harness);
    const stream = await agentStream(agent);
    ok(await device.received());
    await device.open();
    ok(await device.trySubmit(answers.card));
    ok(await say(agent, conversationId, 'Thank you'));
    const events = await stream.take(4);
    expect(events.map(brief)).toEqual([
      'invitation received',
      'invitation viewed',
      'invitation submitted',
      'message Thank you',
    ]);
    for (const { event, data } of events) {
      agentEventSchemas[event as keyof typeof agentEventSchemas].parse(data);
    }
    expect(events[2]?.data.invitation.submissionId).toMatch(/^[0-9a-f-]{36}$/);
    await stream.leave();
  });

  test('SF-STA-05 a stream that comes back goes on after its last event: no gap, no double', async () => {
    const { agent, conversationId } = await sentForm(harness);
    const { position } = await agent.conversation(conversationId);
    const texts = Array.from({ length: 40 }, (_, at) => `message ${at}`);
    const seen: ReadEvent[] = [];
    let last = position;
    let stream = await agentStream(agent, last);
    for (const [at, text] of texts.entries()) {
      ok(await say(agent, conversationId, text));
      if (at % 4 !== 3) continue;
      // Some are read before the connection is lost, some after it is back.
      seen.push(...(await stream.take(at % 3)));
      last = seen.at(-1)?.id ?? last;
      await stream.leave();
      stream = at % 2 === 0 ? await agentStream(agent, last) : await agentStream(agent, undefined, last);
    }
    seen.push(...(await stream.take(texts.length - seen.length)));
    expect(seen.map(({ data }) => data.message.text)).toEqual(texts);
    await stream.leave();
  });

  test('SF-STA-05 a stream goes on after a restart of the server', async () => {
    const { agent, conversationId } = await sentForm(harness);
    const first = await agentStream(agent);
    ok(await say(agent, conversationId, 'before'));
    const [event] = await first.take(1);
    await first.leave();
    ok(await say(agent, conversationId, 'meanwhile'));
    await harness.restart();
    ok(await say(agent, conversationId, 'after'));
    const second = await agentStream(agent, event?.id);
    expect((await second.take(2)).map(brief)).toEqual(['message meanwhile', 'message after']);
    await second.leave();
  });

  test('a far older position is read from the store, page by page', async () => {
    const { agent, conversationId } = await sentForm(harness);
    const stream = await agentStream(agent, '');
    const texts = Array.from({ length: 300 }, (_, at) => `message ${at}`);
    const sender = { from: 'agent', agent: { id: 'ada', name: 'Ada' } } as const;
    for (const text of texts) {
      const input = { accountId: ACCOUNT, conversationId, requestId: createUuid(random), text, sender };
      await harness.tellsafe.conversations.message(input);
    }
    const events = await stream.take(303);
    expect(events.filter(({ event }) => event === 'message').map(({ data }) => data.message.text)).toEqual(texts);
    await stream.leave();
  });

  test('an agent is told of own and waiting conversations, and of those that leave; of no others', async () => {
    const ada = await Agent.signIn(harness, 'ada');
    const bob = await Agent.signIn(harness, 'bob');
    const cyd = await Agent.signIn(harness, 'cyd');
    const streams = { ada: await agentStream(ada), bob: await agentStream(bob), cyd: await agentStream(cyd) };
    const { conversationId } = await harness.tellsafe.conversations.start({ accountId: ACCOUNT, name: 'Kim' });
    await ada.assign(conversationId);
    ok(await say(ada, conversationId, 'for Ada only'));
    ok(await ada.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: 'bob' }));
    ok(await say(bob, conversationId, 'for Bob only'));
    ok(await bob.call('POST', `/v1/conversations/${conversationId}/transfer`, { agentId: null }));
    expect((await streams.ada.take(5)).map(brief)).toEqual([
      'conversation - open',
      'conversation ada open',
      'message for Ada only',
      'conversation bob open',
      'conversation - open',
    ]);
    expect((await streams.bob.take(5)).map(brief)).toEqual([
      'conversation - open',
      'conversation ada open',
      'conversation bob open',
      'message for Bob only',
      'conversation - open',
    ]);
    ok(await cyd.call('DELETE', '/v1/agent/sessions/current'));
    expect((await streams.cyd.rest()).map(brief)).toEqual(['session-ended']);
    await Promise.all([streams.ada.leave(), streams.bob.leave()]);
  });

  test('SF-ACC-01 only the sender is told the submission id', async () => {
    const { agent, device } = await sentForm(harness);
    const other = await Agent.signIn(harness, 'ada');
    const [mine, theirs] = [await agentStream(agent), await agentStream(other)];
    await device.open();
    ok(await device.trySubmit(answers.card));
    const [, submitted] = await mine.take(2);
    const [, seen] = await theirs.take(2);
    expect(submitted?.data.invitation).toMatchObject({ mine: true, submissionId: expect.any(String) });
    expect(seen?.data.invitation.mine).toBe(false);
    expect(seen?.data.invitation).not.toHaveProperty('submissionId');
    await Promise.all([mine.leave(), theirs.leave()]);
  });

  test.each(['logout', 'idling out'])('SF-ACC-02 the stream of a session ends with it: %s', async (how) => {
    const { agent } = await sentForm(harness);
    const stream = await agentStream(agent);
    if (how === 'logout') ok(await agent.call('DELETE', '/v1/agent/sessions/current'));
    else {
      harness.clock.advance(900_000);
      await harness.tellsafe.maintain();
    }
    const events = await stream.rest();
    expect(events.at(-1)).toMatchObject({ event: 'session-ended', data: {} });
    expect(stream.ended).toBe(true);
  });

  test('SF-INV-04 the consumer gets the history, then what happens, with handles to open forms', async () => {
    const { agent, device, conversationId, consumerKey, invitation } = await sentForm(harness);
    ok(await say(agent, conversationId, 'Please fill in this form'));
    const stream = await consumerStream(harness, consumerKey);
    const history = await stream.take(4);
    expect(history.map(brief)).toEqual([
      'conversation - open',
      'conversation Ada open',
      'invitation sent',
      'message Please fill in this form',
    ]);
    expect(history[2]?.data).toMatchObject({
      id: invitation.id,
      handle: device.handle,
      name: 'Card payment',
      description: 'Pay your order by card.',
    });
    await device.open();
    const live = await stream.take(1);
    expect(live.map(brief)).toEqual(['invitation viewed']);
    for (const { event, data } of [...history, ...live]) {
      consumerEventSchemas[event as keyof typeof consumerEventSchemas].parse(data);
    }
    await stream.leave();
    const resumed = await consumerStream(harness, consumerKey, history[2]?.id);
    expect((await resumed.take(2)).map(brief)).toEqual(['message Please fill in this form', 'invitation viewed']);
    await harness.tellsafe.conversations.close({ accountId: ACCOUNT, conversationId });
    expect((await resumed.rest()).map(brief)).toEqual(['conversation Ada closed', 'invitation revoked']);
    const late = await consumerStream(harness, consumerKey);
    expect((await late.rest()).at(-1)?.data).toMatchObject({ status: 'revoked' });
  });

  test('SF-STA-05 a watcher gets the state now, each change, and the end', async () => {
    const { device } = await sentForm(harness);
    const stream = await watchStream(harness, device.handle);
    const [first] = await stream.take(1);
    expect(first?.data).toEqual({
      status: 'sent',
      form: { name: 'Card payment', description: 'Pay your order by card.' },
      secondsLeft: 86_400,
      agentName: 'Ada',
    });
    await device.open();
    expect((await stream.take(1))[0]?.data).toMatchObject({ status: 'viewed', secondsLeft: 1800 });
    ok(await device.trySubmit(answers.card));
    const rest = await stream.rest();
    expect(rest.map(({ data }) => data.status)).toEqual(['submitted']);
    watchEventSchemas.status.parse(first?.data);
    const late = await watchStream(harness, device.handle);
    expect((await late.rest()).map(({ data }) => data.status)).toEqual(['submitted']);
  });

  test('SF-INV-04 a watcher with a device proof is told whether another device holds the form', async () => {
    const one = await sentForm(harness);
    const other = await sentForm(harness);
    await one.device.open();
    await other.device.open();
    const body = { handle: one.device.handle };
    const proofOf = async (device: typeof one.device) => {
      const { proofFor } = await import('./clients.ts');
      if (!device.key) throw new Error('not opened');
      const path = '/v1/invitations/watch';
      return {
        'Tellsafe-Proof': await proofFor(harness, device.key, { subject: 'device', method: 'POST', path, body }),
      };
    };
    const own = await watchStream(harness, one.device.handle, await proofOf(one.device));
    expect((await own.take(1))[0]?.data).toMatchObject({ status: 'viewed', openedElsewhere: false });
    const elsewhere = await watchStream(harness, one.device.handle, await proofOf(other.device));
    expect((await elsewhere.take(1))[0]?.data).toMatchObject({ status: 'viewed', openedElsewhere: true });
    await Promise.all([own.leave(), elsewhere.leave()]);
  });

  test('SF-TIME-08 a watcher is told that time is up', async () => {
    const { device } = await sentForm(harness);
    const stream = await watchStream(harness, device.handle);
    await stream.take(1);
    harness.clock.advance(86_400_000);
    await harness.tellsafe.maintain();
    expect((await stream.rest()).map(({ data }) => data.status)).toEqual(['expired']);
  });

  test('closing the kit ends every stream', async () => {
    const { agent, device, consumerKey } = await sentForm(harness);
    const streams = [
      await agentStream(agent),
      await watchStream(harness, device.handle),
      await consumerStream(harness, consumerKey),
    ];
    await streams[1]?.take(1);
    await harness.tellsafe.close();
    for (const stream of streams) {
      await stream.rest();
      expect(stream.ended).toBe(true);
    }
  });

  test.each([
    ['nonsense', 400],
    ['99999999999999999999', 400],
  ])('a position that is none is refused: %s', async (after, status) => {
    const { agent, consumerKey } = await sentForm(harness);
    const path = `/v1/agent/events?after=${after}`;
    expect((await agent.call('GET', path)).status).toBe(status);
    const headers = { Authorization: `Bearer ${consumerKey}` };
    await expect(consumerStream(harness, consumerKey, after)).rejects.toThrow('400');
    expect(Object.keys(headers)).toHaveLength(1);
  });
});

describe('sign of life', () => {
  test('a quiet stream is told every 15 s that it lives, and an idle session ends it', async () => {
    vi.useFakeTimers();
    const harness = await createHarness('memory');
    try {
      const { agent } = await sentForm(harness);
      const stream = await agentStream(agent);
      const rest = stream.rest();
      await vi.advanceTimersByTimeAsync(45_100);
      expect(stream.comments).toBe(3);
      harness.clock.advance(900_000);
      await vi.advanceTimersByTimeAsync(15_000);
      expect((await rest).at(-1)?.event).toBe('session-ended');
    } finally {
      vi.useRealTimers();
      await harness.close();
    }
  });

  test('a reader that does not read is not written to without end', async () => {
    vi.useFakeTimers();
    const harness = await createHarness('memory');
    try {
      const { agent, conversationId } = await sentForm(harness);
      const stream = await agentStream(agent);
      for (let at = 0; at < 50; at += 1) ok(await say(agent, conversationId, `message ${at}`));
      await vi.advanceTimersByTimeAsync(300_000);
      const read = await stream.take(50);
      expect(read).toHaveLength(50);
      expect(stream.comments).toBeLessThanOrEqual(1);
      await stream.leave();
    } finally {
      vi.useRealTimers();
      await harness.close();
    }
  });

  test('a lost wake-up costs time, not an event: the reader looks by itself', async () => {
    vi.useFakeTimers();
    const deaf = { publish: () => undefined, subscribe: () => () => undefined, close: async () => undefined };
    const harness = await createHarness('memory', { options: { signal: deaf } });
    try {
      const { agent, conversationId } = await sentForm(harness);
      const stream = await agentStream(agent);
      const first = stream.take(1);
      await vi.advanceTimersByTimeAsync(100);
      ok(await say(agent, conversationId, 'unheard'));
      await vi.advanceTimersByTimeAsync(5_000);
      expect((await first).map(brief)).toEqual(['message unheard']);
      await stream.leave();
    } finally {
      vi.useRealTimers();
      await harness.close();
    }
  });
});
