// Messenger: what its items mean, what is sent in which window, and what an answer comes to.
import { describe, expect, test } from 'vitest';
import { checkAccount, messenger, parse } from '../../src/channels/messenger/index.ts';
import type { OutboundMessage, Plan, SendState } from '../../src/channels/types.ts';
import { messengerOptions } from './accounts.ts';
import extra from './data/fixtures/messenger.extra.json' with { type: 'json' };
import replay from './data/fixtures/messenger.vercel-replay.json' with { type: 'json' };
import { invitationTo, messageTo, rawRequest, stateAt, worldOf } from './requests.ts';
import { faultsOf } from './schema.ts';

const NOW = 1_795_341_500_000;
const HOUR = 3_600_000;
const PSID = '200000000000001';
const account = checkAccount('channel', messengerOptions);
const read = (value: unknown) => parse(rawRequest('https://hooks.example.com/x', JSON.stringify(value), {}), account);
const consumer = { primary: PSID, aliases: [{ scheme: 'psid', value: PSID }] };

describe('CN-GEN-01 what Messenger tells', () => {
  test.each([
    ['firstMessage', replay.firstMessage, { type: 'message' }],
    ['secondMessage', replay.secondMessage, { type: 'message' }],
    [
      'delivery',
      replay.deliveryConfirmation,
      { type: 'status', status: 'delivered', target: { providerId: 'm_SENT_MSG_001' } },
    ],
    ['read', replay.readConfirmation, { type: 'status', status: 'read', target: { upTo: 1_772_998_044_000 } }],
    ['reaction', replay.reactionAdded, { type: 'reaction', emoji: '\u2764', targetId: 'm_FAKE_MSG_ID_001' }],
    ['reaction removed', replay.reactionRemoved, { type: 'reaction', emoji: null }],
    ['postback', replay.postbackClick, { type: 'message', content: [{ kind: 'choice', label: 'Say Hello' }] }],
    [
      'postback without mid',
      replay.legacyPostback,
      { type: 'message', content: [{ kind: 'choice', id: 'GET_STARTED' }] },
    ],
    ['image', replay.imageAttachment, { type: 'message', content: [{ kind: 'media' }] }],
    ['echo', replay.echoMessage, { type: 'echo', byThisApp: false }],
    ['own echo', extra.echo_own, { type: 'echo', byThisApp: true, outboxId: '01JXYZ' }],
    [
      'echo of another app',
      extra.echo_other_app,
      { type: 'echo', byThisApp: false, content: [{ kind: 'text', text: 'typed in Page inbox' }] },
    ],
    [
      'standby',
      extra.standby_only,
      { type: 'message', content: [{ kind: 'text', text: 'other app owns the thread' }] },
    ],
    ['image without text', extra.image_without_text, { type: 'message', content: [{ kind: 'media' }] }],
    ['something new', extra.unknown_event, { type: 'unknown', name: 'brand_new_event' }],
  ])('%s', async (_, value, expected) => {
    const [event, ...rest] = await read(value);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ ...expected, consumer, providerTime: expect.any(Number) });
    expect(event?.dedupeKey.length).toBeLessThanOrEqual(200);
  });

  test('entries of one batch each count, keys differ; one that is broken leaves the others', async () => {
    const events = await read(extra.batched_two_entries);
    expect(events.length).toBeGreaterThan(1);
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(events.length);
    const [entry] = replay.firstMessage.entry;
    const messaging = [null, 7, { sender: 'x' }, { ...entry?.messaging[0], message: 'x' }, ...(entry?.messaging ?? [])];
    const broken = await read({ ...replay.firstMessage, entry: [{ ...entry, messaging }, 'x'] });
    expect(broken.filter(({ type }) => type === 'message')).toEqual(await read(replay.firstMessage));
  });

  test('what is for another product or page is not taken', async () => {
    await expect(read(extra.instagram_object_on_same_app)).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(read('nonsense')).rejects.toMatchObject({ code: 'request_invalid' });
    const [entry] = replay.firstMessage.entry;
    expect(await read({ object: 'page', entry: [{ ...entry, id: '999999999999999' }] })).toEqual([]);
  });
});

const planOf = (message: OutboundMessage, state: SendState, change = {}) =>
  messenger.plan(message, state, checkAccount('channel', { ...messengerOptions, ...change }));

function planned(message = messageTo(PSID), state = stateAt(NOW), change = {}): Plan {
  const plan = planOf(message, state, change);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

describe('CN-GEN-04 windows', () => {
  const automation = { author: { kind: 'automation', name: 'forms' } } as const;
  test.each([
    ['a person within 24 hours', messageTo(PSID), 24 * HOUR - 1000, 'RESPONSE'],
    ['a person at 24 hours', messageTo(PSID), 24 * HOUR, 'HUMAN_AGENT'],
    ['a person within 7 days', messageTo(PSID), 7 * 24 * HOUR - 1000, 'HUMAN_AGENT'],
    ['a person at 7 days', messageTo(PSID), 7 * 24 * HOUR, 'refused'],
    ['automation within 24 hours', messageTo(PSID, automation), 24 * HOUR - 1000, 'RESPONSE'],
    ['automation at 24 hours', messageTo(PSID, automation), 24 * HOUR, 'refused'],
  ] as const)('%s', (_, message, ago, expected) => {
    const plan = planOf(message, stateAt(NOW, { lastInboundAt: NOW - ago }), { humanAgent: true });
    if (expected === 'refused') return void expect(plan).toEqual({ refused: 'window_closed' });
    const body = JSON.parse('refused' in plan ? '{}' : plan.body);
    expect(body.tag ?? body.messaging_type).toBe(expected);
  });

  test('without Meta’s leave nothing goes out as a person, and nothing before the consumer wrote', () => {
    expect(planOf(messageTo(PSID), stateAt(NOW, { lastInboundAt: NOW - 24 * HOUR }))).toEqual({
      refused: 'window_closed',
    });
    const { lastInboundAt: _, ...never } = stateAt(NOW);
    expect(planOf(messageTo(PSID), never)).toEqual({ refused: 'window_closed' });
  });
});

describe('CN-GEN-04 SF-CN-02 what is sent', () => {
  test('texts and buttons are as the schema has them, with our mark', () => {
    const text = planned(invitationTo(PSID));
    expect(faultsOf('messengerText', text.body)).toEqual([]);
    expect(JSON.parse(text.body).message).toEqual({
      text: invitationTo(PSID).body.text,
      metadata: `outbox:${text.outboxId}`,
    });
    const button = planned(invitationTo(PSID), stateAt(NOW), { linkAs: 'button' });
    expect(button.form).toBe('button');
    expect(faultsOf('messengerUrlButton', button.body)).toEqual([]);
    expect(button.body).toContain('"webview_share_button":"hide"');
    const { link } = invitationTo(PSID).body;
    const long = {
      ...invitationTo(PSID).body,
      link: { url: '', title: '', ...link, label: 'A label that is much too long' },
    };
    expect(planned(invitationTo(PSID, { body: long }), stateAt(NOW), { linkAs: 'button' }).form).toBe('text');
  });

  test.each([
    ['opted_out', messageTo(PSID), { consent: 'out' }],
    ['expired', invitationTo(PSID, { expiresAt: NOW }), {}],
    ['too_long', messageTo(PSID, { body: { text: 'x'.repeat(2001) } }), {}],
  ] as const)('%s is refused before the network', (refused, message, state) => {
    expect(planOf(message, stateAt(NOW, state))).toEqual({ refused });
  });

  test.each([
    ['accepted', 200, extra.send_ok, { state: 'accepted', providerId: extra.send_ok.message_id }],
    ['window', 400, extra.error_window, { state: 'rejected', error: { class: 'window_closed', code: '10/2018278' } }],
    ['retired tag', 400, extra.error_retired_tag, { state: 'rejected', error: { class: 'payload_invalid' } }],
    ['token', 400, extra.error_token, { state: 'rejected', error: { class: 'auth_failed' } }],
    ['rate', 400, extra.error_rate, { state: 'retry', error: { class: 'rate_limited' } }],
    [
      'a permission is no window',
      400,
      { error: { code: 10 } },
      { state: 'rejected', error: { class: 'permission_denied' } },
    ],
    ['an answer without an id', 200, {}, { state: 'ambiguous' }],
    ['down', 502, {}, { state: 'ambiguous', error: { class: 'provider_unavailable' } }],
  ])('%s', async (_, status, answer, expected) => {
    const { io, seen } = worldOf(() => Response.json(answer, { status }));
    const result = await messenger.send(planned(), io, account);
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).not.toContain('outside of allowed');
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${messengerOptions.pageAccessToken}`);
    expect(`${seen[0]?.url}${seen[0]?.body}`).not.toContain(messengerOptions.pageAccessToken);
  });
});

describe('CN-SEC-01 files', () => {
  const limits = { maxBytes: 10, types: ['image/*'] };
  const image = () => new Response('12345', { headers: { 'content-type': 'image/jpeg' } });

  test('come from Meta’s hosts alone, without a credential', async () => {
    const { io, seen } = worldOf(image);
    const ref = { id: 'https://scontent.xx.fbcdn.net/v/1.jpg' };
    expect(await messenger.media(ref, io, limits, account)).toMatchObject({ ok: true });
    expect(seen[0]?.headers.has('authorization')).toBe(false);
    for (const id of [
      'https://evil.example/fbcdn.net',
      'https://fbcdn.net.evil.example/1',
      'http://a.fbcdn.net/1',
      'x',
    ]) {
      expect(await messenger.media({ id }, io, limits, account)).toEqual({ ok: false, reason: 'foreign_origin' });
    }
    expect(seen).toHaveLength(1);
  });
});

describe('CN-GEN-02 settings', () => {
  test.each([
    ['appSecret', ''],
    ['verifyToken', 'short'],
    ['pageAccessToken', undefined],
    ['pageId', 'my page'],
    ['appId', 7],
    ['linkAs', 'card'],
    ['graphUrl', 'graph.facebook.com'],
  ])('%s: %o is refused at start', (key, value) => {
    const wanted = { code: 'option_invalid', params: expect.objectContaining({ key: `channel.${key}` }) };
    expect(() => checkAccount('channel', { ...messengerOptions, [key]: value })).toThrow(
      expect.objectContaining(wanted),
    );
  });
});
