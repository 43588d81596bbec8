// CN-GEN-05: how an admin sees entry points, changes what is no secret of them, and lets one that stopped go on; CN-GEN-06: what agents are
// told of a channel before they write.
import { createHmac } from 'node:crypto';
import type { ConversationSummary, EntryPointListResponse, QuarantinedView } from '@tellsafe/core/wire';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EntryPointOptions } from '../../src/accounts/entry-point-settings.ts';
import { smsTwilio } from '../../src/channels/sms-twilio/index.ts';
import type { ChannelName } from '../../src/channels/types.ts';
import { Agent, ok } from '../clients.ts';
import { ACCOUNT, agents } from '../harness.ts';
import { auditOf } from '../support/audit.ts';
import { messengerOptions } from './accounts.ts';
import { type Chat, OutboxStage, people, secrets, webhookUrl } from './outbox/stage.ts';

const HOUR = 3_600_000;
const root = { accountId: ACCOUNT, agentId: 'root', name: 'Root', role: 'admin' } as const;

let stage: OutboxStage;
let admin: Agent;
const open = async (entryPoint?: (options: EntryPointOptions) => EntryPointOptions) => {
  stage = await OutboxStage.create('memory', {
    ...(entryPoint && { entryPoint }),
    options: { authenticate: async (request) => agents[request.headers.get('x-agent') ?? ''] ?? root },
  });
  admin = await Agent.signIn(stage.harness, 'root');
};
const list = async () => ok(await admin.call<EntryPointListResponse>('GET', '/v1/admin/entry-points'));
const one = async (channel: ChannelName) => (await list()).entryPoints.find((each) => each.channel === channel);
const post = (path: string, body: object) =>
  admin.call<EntryPointListResponse>('POST', `/v1/admin/entry-points/${path}`, body);
/** The provider says something that nobody understands, with its right signature. */
const setAside = async (body: string) => {
  const signature = createHmac('sha256', messengerOptions.appSecret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  const request = new Request(webhookUrl('messenger'), { method: 'POST', body, headers });
  expect((await stage.harness.tellsafe.fetch(request)).status).toBe(200);
};
const face = { base: 0, name: 'Orders', label: 'Sales', language: 'de', routing: 'last-agent' } as const;

describe('CN-GEN-05 an admin', () => {
  beforeEach(() => open());
  afterEach(() => stage.close());

  test('sees every entry point with its keys, and no secret', async () => {
    const { version, entryPoints } = await list();
    expect(version).toBe(0);
    expect(entryPoints.map(({ id }) => id)).toEqual(['sms-twilio-1', 'messenger-1', 'whatsapp-1', 'apple-1', 'rcs-1']);
    const { address, credentials, ...rest } = entryPoints[0] ?? {};
    expect(rest).toEqual({
      ...{ id: 'sms-twilio-1', channel: 'sms-twilio', name: 'sms-twilio-1', label: null, language: null },
      ...{ routing: 'queue', stopped: null, lastInboundAt: null, lastAcceptedAt: null, lastError: null },
      ...{ queued: 0, unknown: 0, quarantined: 0 },
    });
    expect(address).toMatch(/\/v1\/channels\/sms-twilio\/sms-twilio-1$/);
    expect(credentials).toEqual([{ key: 'authToken', secrets: 1, since: expect.any(Number) }]);
    expect(entryPoints[4]?.credentials.map(({ key }) => key)).toEqual(['clientToken', 'serviceAccount']);
    for (const secret of secrets) expect(JSON.stringify(entryPoints)).not.toContain(secret);
    for (const secret of secrets) expect(JSON.stringify(stage.written)).not.toContain(secret);
  });

  test('sees when the provider last told and took something, and what waits', async () => {
    const chat = await stage.chat('sms-twilio');
    const told = stage.harness.clock();
    stage.harness.clock.advance(40_000);
    await chat.write('One moment');
    expect(await one('sms-twilio')).toMatchObject({ lastInboundAt: told, lastAcceptedAt: null, queued: 1 });
    await stage.maintain();
    expect(await one('sms-twilio')).toMatchObject({ lastAcceptedAt: told + 40_000, queued: 0, lastError: null });
  });

  test('sees a stop and ends it: what waits goes out at once, by the audit', async () => {
    const chat = await stage.chat('messenger');
    stage.providers.messenger.failNext('unauthorised');
    await chat.write('One');
    await stage.maintain();
    const at = stage.harness.clock();
    const stopped = { since: at, until: at + 300_000, code: expect.any(String) };
    expect(await one('messenger')).toMatchObject({ stopped, lastError: { at, class: 'auth_failed' }, queued: 1 });
    await stage.pass(20_000);
    expect(stage.texts('messenger')).toEqual([]);
    ok(await post('messenger-1/resume', {}));
    await stage.maintain();
    expect(stage.texts('messenger')).toEqual(['One']);
    expect(await one('messenger')).toMatchObject({ stopped: null, queued: 0 });
    const told = (await auditOf(stage.harness)).filter(({ action }) => action === 'entry-point-resume');
    expect(told.map(({ object }) => object)).toEqual([{ kind: 'entry-point', id: 'messenger-1' }]);
  });

  test('changes name, label, language and routing; the next conversation has them', async () => {
    const saved = ok(await post('sms-twilio-1', face));
    expect(saved).toMatchObject({ version: 1, changed: { by: { id: 'root' } } });
    expect(saved.entryPoints[0]).toMatchObject({
      name: 'Orders',
      label: 'Sales',
      language: 'de',
      routing: 'last-agent',
    });
    expect(saved.entryPoints[1]).toMatchObject({ name: 'messenger-1', label: null, language: null });
    const { id } = await stage.chat('sms-twilio');
    const { conversation } = await (await Agent.signIn(stage.harness, 'ada')).conversation(id);
    expect(conversation).toMatchObject({ language: 'de', via: { entryPoint: 'sms-twilio-1', label: 'Sales' } });
    const changed = (await auditOf(stage.harness)).filter(({ action }) => action === 'policy-change');
    expect(changed.map(({ object }) => object.id).sort()).toEqual(['entryPoints', 'languages']);
  });

  test('is told when somebody was first, and what no entry point can be', async () => {
    ok(await post('sms-twilio-1', face));
    expect((await post('rcs-1', face)).status).toBe(409);
    expect((await post('rcs-1', { ...face, base: 1, name: ' ' })).status).toBe(400);
    expect((await post('elsewhere', { ...face, base: 1 })).status).toBe(400);
  });

  test('T18 sees what was set aside by time and reason, never what it says', async () => {
    const first = stage.harness.clock();
    await setAside('{"broken": "Kim Lind, 4111111111111111');
    stage.harness.clock.advance(60_000);
    await setAside('[]');
    const { entryPoints } = await list();
    expect(entryPoints.map(({ id, quarantined }) => [id, quarantined])).toContainEqual(['messenger-1', 2]);
    expect(entryPoints.filter(({ quarantined }) => quarantined > 0)).toHaveLength(1);
    const path = '/v1/admin/entry-points/messenger-1/quarantine';
    const listed = ok(await admin.call<{ quarantined: QuarantinedView[] }>('GET', path));
    expect(listed.quarantined).toEqual([
      { id: expect.any(String), at: first + 60_000, reason: 'unreadable' },
      { id: expect.any(String), at: first, reason: 'unreadable' },
    ]);
    expect(JSON.stringify(stage.written)).not.toContain('Kim Lind');
    // What is not shown is there: the host's code reads it, masked.
    const place = { accountId: ACCOUNT, entryPoint: 'messenger-1' };
    const texts = (await stage.harness.tellsafe.channels.quarantined(place)).map(({ text }) => text);
    expect(texts.sort()).toEqual(['[]', '{"broken": "Kim Lind, ************1111']);
  });

  test('SF-LANG-02 languages of some entry points leave those of the others as an admin changed them', async () => {
    ok(await post('sms-twilio-1', face));
    const languages = [{ channel: 'web', entryPoint: 'web', language: 'fr' }];
    ok(await admin.call('POST', '/v1/admin/settings', { base: 1, languages }));
    expect(await one('sms-twilio')).toMatchObject({ name: 'Orders', label: 'Sales', language: 'de' });
  });
});

describe('CN-GEN-05 several entry points of one channel', () => {
  afterEach(() => stage.close());

  test('each has its own credential, language and label; a credential that changes ends its stop', async () => {
    const webhookUrl = 'https://hooks.acme.example/second';
    const settings: {
      accountSid: string;
      authToken: string | readonly [string, string];
      sender: string;
      webhookUrl: string;
    } = {
      ...{ accountSid: `AC${'1'.repeat(32)}`, authToken: 'f'.repeat(32), sender: '+14155559999', webhookUrl },
    };
    await open((options) => {
      if (options.id !== 'apple-1') return { ...options, ...(options.id === 'sms-twilio-1' && { language: 'en' }) };
      return { id: 'sms-2', channel: smsTwilio, settings, language: 'fr', label: 'Service', name: 'Service line' };
    });
    const numbers = async () => (await list()).entryPoints.filter(({ channel }) => channel === 'sms-twilio');
    const both = await numbers();
    expect(both.map(({ id, language, label }) => [id, language, label])).toEqual([
      ['sms-twilio-1', 'en', null],
      ['sms-2', 'fr', 'Service'],
    ]);
    expect(both[1]?.address).toBe(webhookUrl);
    stage.providers['sms-twilio'].failNext('unauthorised');
    const chat = await stage.chat('sms-twilio');
    await chat.write('One');
    await stage.maintain();
    expect((await numbers()).map(({ stopped }) => stopped !== null)).toEqual([true, false]);
    stage.harness.clock.advance(1_000);
    settings.authToken = ['e'.repeat(32), 'f'.repeat(32)];
    await stage.harness.restart();
    const [first, rotated] = await numbers();
    expect(first?.credentials).toEqual(both[0]?.credentials);
    expect(first?.stopped).not.toBeNull();
    expect(rotated?.credentials).toEqual([{ key: 'authToken', secrets: 2, since: stage.harness.clock() }]);
  });

  test('what an admin changed survives a restart, until the options say something new', async () => {
    const own = { name: 'First' };
    await open((options) => Object.defineProperty({ ...options }, 'name', { enumerable: true, get: () => own.name }));
    ok(await post('rcs-1', { ...face, name: 'Mine' }));
    await stage.harness.restart();
    expect((await one('rcs'))?.name).toBe('Mine');
    own.name = 'Anew';
    await stage.harness.restart();
    expect((await one('rcs'))?.name).toBe('Anew');
  });
});

const summary = async (chat: Chat, agent = chat.agent): Promise<ConversationSummary> =>
  (await agent.conversation(chat.id)).conversation;

describe('CN-GEN-06 before they write, agents know', () => {
  beforeEach(() => open());
  afterEach(() => stage.close());

  test('until when the window is open, that it closed, and that it opens again', async () => {
    const chat = await stage.chat('whatsapp');
    const until = stage.harness.clock() + 24 * HOUR;
    const { sending } = await summary(chat);
    expect(Math.abs((sending?.text.until ?? 0) - until)).toBeLessThan(2_000);
    stage.harness.clock.advance(24 * HOUR + 1_000);
    const late = await Agent.signIn(stage.harness, 'ada');
    expect((await summary(chat, late)).sending?.text).toEqual({ refused: 'window_closed' });
    await stage.tell('whatsapp', { act: 'text', from: people.whatsapp, text: 'Again' });
    expect((await summary(chat, late)).sending?.text.refused).toBeUndefined();
  });

  test('that the person wants no messages, or ended the conversation', async () => {
    const sms = await stage.chat('sms-twilio');
    expect((await summary(sms)).sending).toEqual({ text: {}, form: {} });
    await stage.tell('sms-twilio', { act: 'opt-out', from: sms.person });
    const refused = { refused: 'opted_out' };
    expect((await summary(sms)).sending).toEqual({ text: refused, form: refused });
    const apple = await stage.chat('apple');
    await stage.tell('apple', { act: 'close', from: apple.person });
    expect((await summary(apple)).sending?.text).toEqual({ refused: 'closed' });
  });
});
