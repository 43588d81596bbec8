// Deliveries of the five providers to a running kit: what is kept, what is dropped as a repeat, and what is not believed.
import { TellsafeError } from '@tellsafe/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, START, storeKinds } from '../../harness.ts';
import { dumpOf } from '../../support/dump.ts';
import { providerNames, providers, requestOf, whatsappBody, whatsappText } from './providers.ts';
import { conversations, createGatewayStage, deliver, type GatewayStage, say, texts, writtenText } from './stage.ts';

describe.each(storeKinds)('deliveries on the %s store', (kind) => {
  let stage: GatewayStage;
  beforeAll(async () => {
    stage = await createGatewayStage(kind);
  });
  afterAll(() => stage.close());

  test.each(providerNames)(
    'SF-CN %s: a message is durable, answered as the provider wants, and joins its conversation',
    async (name) => {
      const before = await conversations(stage);
      const { accepted, entryPoint } = providers[name];
      expect(await say(stage, name, { id: 'one', text: 'Hello' })).toMatchObject(accepted);
      expect(await say(stage, name, { id: 'two', text: 'Are you there?' })).toMatchObject(accepted);
      const known = before.map(({ id }) => id);
      const begun = (await conversations(stage)).filter(({ id }) => !known.includes(id));
      const label = 'label' in entryPoint ? { label: entryPoint.label } : {};
      expect(begun).toEqual([
        expect.objectContaining({
          ...{ status: 'open', agent: null, lastMessageText: 'Are you there?' },
          via: { channel: name, entryPoint: entryPoint.id, ...label },
          ...(name === 'whatsapp' && { consumerName: 'Kerry Fisher' }),
          ...(name === 'sms-twilio' && { language: 'de' }),
          ...(name === 'apple' && { language: 'en-US' }),
        }),
      ]);
      const { messages } = await stage.harness.tellsafe.conversations.get({
        ...{ accountId: ACCOUNT, conversationId: begun[0]?.id ?? '' },
      });
      expect(messages.map(({ from, text, at }) => [from, text, at])).toEqual([
        ['consumer', 'Hello', START],
        ['consumer', 'Are you there?', START],
      ]);
    },
  );

  test.each(providerNames)(
    'SF-CN %s: a wrong signature is refused without a word, counted, and stores nothing',
    async (name) => {
      const { log, stores, tellsafe, clock } = stage.harness;
      const { refused, message } = providers[name];
      const body = message({ id: 'forged', text: 'Let me in' });
      const header = { 'sms-twilio': 'x-twilio-signature', apple: 'authorization', rcs: 'x-goog-signature' };
      const signature = (header as Record<string, string>)[name] ?? 'x-hub-signature-256';
      const before = await dumpOf(stores);
      const writes = stage.written.length;
      const last = log.length;
      for (const forged of ['', 'nonsense', 'AAAA']) {
        const answer = await deliver(stage, name, body, { headers: { [signature]: forged } });
        expect(answer).toMatchObject({ status: refused, text: '' });
      }
      const other = await requestOf(name, message({ id: 'other', text: 'Else' }));
      const mixed = await tellsafe.fetch(new Request(other, { body: `${body} `, method: 'POST' }));
      // Apple signs who sends, not what.
      if (name !== 'apple') expect([mixed.status, await mixed.text()]).toEqual([refused, '']);
      const told = log.slice(last);
      expect(told.length).toBeGreaterThan(0);
      for (const { where, code } of told) {
        if (name === 'apple' && code === undefined) continue;
        expect([where, code]).toEqual([
          `channels/${providers[name].entryPoint.id}`,
          expect.stringMatching(/^(missing|malformed|mismatch)$/),
        ]);
      }
      if (name !== 'apple') expect([await dumpOf(stores), stage.written.length]).toEqual([before, writes]);
      // Positive control: the same body with its own signature changes both.
      expect((await deliver(stage, name, body)).status).toBe(200);
      expect(await dumpOf(stores)).not.toBe(before);
      expect(stage.written.length).toBeGreaterThan(writes);
      clock.advance(60_000);
    },
  );

  test('SF-CN an entry point that is not there is 404, one too large 413, another method 405', async () => {
    const body = providers.whatsapp.message({ id: 'lost', text: 'Hello' });
    const writes = stage.written.length;
    for (const path of ['/v1/channels/whatsapp/nobody', '/v1/channels/rcs/orders-wa', '/v1/channels/fax/orders-wa']) {
      expect((await deliver(stage, 'whatsapp', body, { path })).status).toBe(404);
    }
    const large = ' '.repeat(3_000_001);
    expect((await deliver(stage, 'whatsapp', large)).status).toBe(413);
    expect((await deliver(stage, 'apple', ' '.repeat(1_000_001))).status).toBe(413);
    const put = await requestOf('whatsapp', body);
    expect((await stage.harness.tellsafe.fetch(new Request(put.url, { method: 'PUT', body }))).status).toBe(405);
    expect(stage.written.length).toBe(writes);
  });

  test('SF-CN a body above the limit of other routes is taken', async () => {
    const filler = whatsappText({ id: 'filler', text: 'x'.repeat(100_000), from: '491510000001' });
    expect((await deliver(stage, 'whatsapp', whatsappBody([filler]))).status).toBe(200);
  });

  test('SF-CN the handshake of a provider is answered, with a wrong token not', async () => {
    const query = (token: string) => `?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`;
    const url = (await requestOf('whatsapp', '')).url;
    const asked = await stage.harness.tellsafe.fetch(new Request(url + query('a-token-of-ours')));
    expect([asked.status, await asked.text()]).toEqual([200, '1158201444']);
    const wrong = await stage.harness.tellsafe.fetch(new Request(url + query('another-token')));
    expect([wrong.status, await wrong.text()]).toEqual([403, '']);
  });
});

describe.each(storeKinds)('repeats on the %s store', (kind) => {
  let stage: GatewayStage;
  beforeAll(async () => {
    stage = await createGatewayStage(kind);
  });
  afterAll(() => stage.close());

  test('SF-CN two first messages at once make one conversation', async () => {
    const said = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
    const answers = await Promise.all(said.map((each) => say(stage, 'whatsapp', each)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await texts(stage)).sort()).toEqual(['a', 'b', 'c']);
  });

  test('SF-CN the same delivery twice, and twice in parallel, is one message', async () => {
    const count = (await texts(stage)).length;
    const body = providers.whatsapp.message({ id: 'twice', text: 'Once' });
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(200);
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(200);
    const again = providers.whatsapp.message({ id: 'at-once', text: 'At once' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => deliver(stage, 'whatsapp', again)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await texts(stage)).slice(count)).toEqual(['Once', 'At once']);
    // Control: another id is another message.
    await say(stage, 'whatsapp', { id: 'another', text: 'Once' });
    expect((await texts(stage)).length).toBe(count + 3);
  });

  test('SF-CN a crash between insert and answer leaves one message', async () => {
    const body = providers.whatsapp.message({ id: 'crash', text: 'Crash' });
    stage.fault = async (commit, go) => {
      await go();
      if ((commit.append ?? []).length === 0) return true;
      throw new TellsafeError('store_unavailable');
    };
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(503);
    stage.fault = undefined;
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(200);
    expect((await texts(stage)).filter((text) => text === 'Crash')).toEqual(['Crash']);
  });

  test('SF-CN what could not be kept is not acknowledged', async () => {
    const body = providers.whatsapp.message({ id: 'down', text: 'Down' });
    stage.fault = () => Promise.reject(new TellsafeError('store_unavailable'));
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(503);
    stage.fault = undefined;
    expect(await texts(stage)).not.toContain('Down');
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(200);
    expect(await texts(stage)).toContain('Down');
  });

  test('SF-CN a first message whose start crashed begins the same conversation later', async () => {
    const body = providers.rcs.message({ id: 'first', text: 'First' });
    stage.fault = (commit, go) =>
      (commit.append ?? []).length > 0 ? Promise.reject(new TellsafeError('store_unavailable')) : go();
    expect((await deliver(stage, 'rcs', body)).status).toBe(503);
    stage.fault = undefined;
    await Promise.all([1, 2].map(() => deliver(stage, 'rcs', body)));
    const begun = (await conversations(stage)).filter(({ via }) => via?.channel === 'rcs');
    expect(begun.map(({ lastMessageText }) => lastMessageText)).toEqual(['First']);
  });

  test('SF-CN a batch keeps its good events when one is wrong', async () => {
    const { log } = stage.harness;
    const before = log.length;
    const broken = { ...whatsappText({ id: 'broken', text: 'x' }), type: 'system', system: null };
    const texted = ['before', 'after'].map((id) => whatsappText({ id, text: id }));
    const body = whatsappBody([texted[0] ?? {}, broken, 5 as never, texted[1] ?? {}]);
    expect((await deliver(stage, 'whatsapp', body)).status).toBe(200);
    expect((await texts(stage)).slice(-2)).toEqual(['before', 'after']);
    expect(log.slice(before).filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('SF-CN names are nowhere in clear', async () => {
    const all = writtenText(stage);
    for (const { person } of Object.values(providers)) expect(all).not.toContain(person.replace('+', ''));
    expect(all).not.toContain('Kerry');
  });
});

test('SF-CN control: without the dedupe record and the state in the same commit, parallel repeats are several messages', async () => {
  const stage = await createGatewayStage('memory');
  /** Four deliveries of one message that all come to their commit before the first one happens. */
  const parallel = async (text: string, guards: readonly string[]) => {
    const waiting: (() => void)[] = [];
    let arrived = 0;
    stage.fault = async ({ expect: expected = [], ...commit }) => {
      arrived += 1;
      if (arrived < 4) await new Promise<void>((resolve) => waiting.push(resolve));
      for (const go of waiting.splice(0)) go();
      const kept = expected.filter(({ key }) => !guards.includes(key.collection));
      return stage.harness.stores.records.commit({ ...commit, expect: kept });
    };
    const body = providers.whatsapp.message({ id: text, text });
    await Promise.all([1, 2, 3, 4].map(() => deliver(stage, 'whatsapp', body)));
    return (await texts(stage)).filter((each) => each === text).length;
  };
  try {
    await say(stage, 'whatsapp', { id: 'first', text: 'First' });
    expect(await parallel('whole', [])).toBe(1);
    expect(await parallel('broken', ['request', 'channel-state', 'channel-saying'])).toBe(4);
  } finally {
    await stage.close();
  }
});
