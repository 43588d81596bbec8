// WhatsApp: what its changes mean, what is sent in which window, and what an answer comes to.
import { describe, expect, test } from 'vitest';
import type { InboundEvent, OutboundMessage, Plan, SendState } from '../../src/channels/types.ts';
import { checkAccount, parse, whatsapp } from '../../src/channels/whatsapp/index.ts';
import { whatsappOptions } from './accounts.ts';
import extra from './data/fixtures/whatsapp.extra.json' with { type: 'json' };
import spec from './data/fixtures/whatsapp.meta-spec-examples.json' with { type: 'json' };
import updates from './data/fixtures/whatsapp.pywa-updates.json' with { type: 'json' };
import replay from './data/fixtures/whatsapp.vercel-replay.json' with { type: 'json' };
import { invitationTo, messageTo, rawRequest, stateAt, worldOf } from './requests.ts';
import { faultsOf } from './schema.ts';

const NOW = 1_795_341_500_000;
const HOUR = 3_600_000;
const PERSON = '16505551234';

/** Reads as the number that the webhook names. */
function read(value: unknown): Promise<readonly InboundEvent[]> {
  const phoneNumberId = /"phone_number_id":"([^"]*)"/.exec(JSON.stringify(value))?.[1] ?? whatsappOptions.phoneNumberId;
  const account = { ...checkAccount('channel', whatsappOptions), phoneNumberId };
  return parse(rawRequest('https://hooks.example.com/x', JSON.stringify(value), {}), account);
}

describe('CN-GEN-01 what WhatsApp tells', () => {
  const {
    message,
    message_status: status,
    callback_button: button,
    callback_selection: selection,
    system,
    outgoing_message: outgoing,
  } = updates;
  test.each([
    ['text', message.text, { type: 'message', content: [{ kind: 'text', text: 'Body Text' }], name: 'Test Name' }],
    [
      'image',
      message.image,
      { type: 'message', content: [{ kind: 'media', ref: { id: '65463453', mediaType: 'image/jpeg' } }] },
    ],
    [
      'document',
      message.document,
      { content: [{ kind: 'media', caption: 'caption', ref: { fileName: 'filename.pdf' } }] },
    ],
    ['voice', message.voice, { content: [{ kind: 'media', ref: { mediaType: 'audio/ogg' } }] }],
    ['reaction', message.reaction, { type: 'reaction', emoji: '😮', targetId: 'wamid.yzxyzx=' }],
    ['reaction taken back', message.unreaction_empty, { type: 'reaction', emoji: null }],
    ['reaction without emoji', message.unreaction_no_emoji, { type: 'reaction', emoji: null }],
    ['location', message.current_location, { content: [{ kind: 'location' }] }],
    ['contacts', message.contacts, { content: [{ kind: 'unsupported', name: 'contacts' }] }],
    ['order', message.order, { content: [{ kind: 'unsupported', name: 'order' }] }],
    ['unsupported', message.unsupported, { content: [{ kind: 'unsupported', name: 'unsupported' }] }],
    ['reply', message.reply, { replyTo: 'wamid.xyzxyz==', content: [{ kind: 'text' }] }],
    [
      'interactive that failed',
      message.interactive_message_with_err,
      { content: [{ kind: 'unsupported', name: 'interactive' }] },
    ],
    ['button', button.quick_reply, { content: [{ kind: 'choice', id: 'callback_data', label: 'title' }] }],
    ['interactive button', button.button, { content: [{ kind: 'choice', id: 'callback_data', label: 'title' }] }],
    ['list', selection.description, { content: [{ kind: 'choice', id: 'callback_data' }] }],
    ['sent', status.sent, { type: 'status', status: 'sent' }],
    ['delivered', status.delivered, { type: 'status', status: 'delivered' }],
    ['read', status.read, { type: 'status', status: 'read' }],
    ['played', status.played, { type: 'status', status: 'read' }],
    [
      'failed',
      status.failed,
      { type: 'status', status: 'failed', error: { class: 'content_rejected', code: '130472' } },
    ],
    ['of a group', status.group, { type: 'unknown' }],
    [
      'window closed later',
      extra.status_failed_131047,
      { status: 'failed', error: { class: 'window_closed' }, target: { outboxId: '01JXYZ' } },
    ],
    ['number changed', system.phone_number_change, { type: 'identity_changed', to: { primary: '972912345678' } }],
    ['identity', system.identity_change, { type: 'unknown' }],
    ['user id changed', extra.user_id_update, { type: 'identity_changed' }],
    ['written in the app', outgoing.text, { type: 'echo', byThisApp: false }],
    [
      'edited in the app',
      outgoing.edit,
      { type: 'edit', targetId: 'wamid.zzzzzz', content: [{ kind: 'text', text: 'Text was edited' }] },
    ],
    ['revoked in the app', outgoing.delete, { type: 'delete', targetId: 'wamid.zzzzzz' }],
    ['preferences', updates.user_marketing_preferences.resume, { type: 'unknown', name: 'user_preferences' }],
    ['recorded', replay.firstMessage, { type: 'message' }],
    ['recorded status', replay.statusUpdate, { type: 'status' }],
  ] as const)('%s', async (_, value, expected) => {
    const [event, ...rest] = await read(value);
    expect(rest).toEqual([]);
    expect(event).toMatchObject(expected);
    expect(event?.dedupeKey).toMatch(/^.{1,200}$/s);
  });

  test('a person without a number is known by the id that the business has for them', async () => {
    const [event] = await read(extra.bsuid_only_text);
    const id = 'US.13491208655302741918';
    expect(event).toMatchObject({ consumer: { primary: id, aliases: [{ scheme: 'bsuid', value: id }] } });
    const [both] = await read(updates.message.text);
    expect(both?.consumer).toEqual({
      primary: '972987654321',
      aliases: [
        { scheme: 'wa_id', value: '972987654321' },
        { scheme: 'e164', value: '+972987654321' },
        { scheme: 'bsuid', value: id },
      ],
    });
  });

  test.each(Object.entries(spec.inbound))('Meta’s own example: %s', async (_, value) => {
    for (const event of await read(value)) expect(event.consumer).toBeDefined();
  });

  test('statuses and messages of one request each count; one that is broken leaves the others', async () => {
    const events = await read(extra.mixed_statuses_and_messages);
    expect(events.map(({ type }) => type)).toEqual(['status', 'message']);
    const [entry] = extra.mixed_statuses_and_messages.entry;
    const broken = {
      ...extra.mixed_statuses_and_messages,
      entry: [
        null,
        {
          ...entry,
          changes: [
            7,
            { field: 'messages', value: { messages: [{}, 'x'], statuses: [{ id: 1 }] } },
            ...(entry?.changes ?? []),
          ],
        },
      ],
    };
    expect((await read(broken)).filter(({ type }) => type !== 'unknown')).toEqual(events);
  });

  test('what is for another number is not taken', async () => {
    const account = { ...checkAccount('channel', whatsappOptions), phoneNumberId: '999999' };
    expect(await parse(rawRequest('https://x.example', JSON.stringify(replay.firstMessage), {}), account)).toEqual([]);
  });
});

const planOf = (message: OutboundMessage, state: SendState, change = {}) =>
  whatsapp.plan(message, state, checkAccount('channel', { ...whatsappOptions, ...change }));

function planned(message = messageTo(PERSON), state = stateAt(NOW), change = {}): Plan {
  const plan = planOf(message, state, change);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

describe('CN-GEN-04 SF-CN-02 what is sent', () => {
  const template = { invitationTemplate: { name: 'secure_form', language: 'en' } };
  const late = stateAt(NOW, { lastInboundAt: NOW - 24 * HOUR });

  test('an invitation: its exact text, no preview, our mark', () => {
    const plan = planned(invitationTo(PERSON));
    expect(faultsOf('whatsappText', plan.body)).toEqual([]);
    expect(JSON.parse(plan.body)).toMatchObject({
      ...{ to: PERSON, text: { body: invitationTo('').body.text, preview_url: false } },
      biz_opaque_callback_data: `outbox:${plan.outboxId}`,
    });
  });

  test('behind a button, or by the id that the business has for the person', () => {
    const plan = planned(invitationTo(PERSON), stateAt(NOW), { linkAs: 'button' });
    expect(plan.form).toBe('button');
    expect(faultsOf('whatsappCtaUrl', plan.body)).toEqual([]);
    const aliases = [{ scheme: 'bsuid', value: 'US.1' }] as const;
    const byId = planned(messageTo('US.1', { to: { primary: 'US.1', aliases } }));
    expect(faultsOf('whatsappText', byId.body)).toEqual([]);
    expect(JSON.parse(byId.body)).toMatchObject({ recipient: 'US.1' });
  });

  test('the window ends after 24 hours; then an invitation goes by its template, and nothing else goes', () => {
    expect(planned(messageTo(PERSON), stateAt(NOW, { lastInboundAt: NOW - 24 * HOUR + 1000 })).form).toBe('text');
    expect(planOf(messageTo(PERSON), late, template)).toEqual({ refused: 'window_closed' });
    expect(planOf(invitationTo(PERSON), late)).toEqual({ refused: 'template_required' });
    const plan = planned(invitationTo(PERSON), late, template);
    expect(plan.form).toBe('template');
    expect(faultsOf('whatsappTemplate', plan.body)).toEqual([]);
    expect(JSON.parse(plan.body).template.components[0].parameters.map(({ text }: { text: string }) => text)).toEqual([
      'Payment card',
      invitationTo('').body.link?.url,
    ]);
  });

  test.each([
    ['opted_out', messageTo(PERSON), { consent: 'out' }],
    ['expired', invitationTo(PERSON, { expiresAt: NOW }), {}],
    ['too_long', messageTo(PERSON, { body: { text: 'x'.repeat(4097) } }), {}],
  ] as const)('%s is refused before the network', (refused, message, state) => {
    expect(planOf(message, stateAt(NOW, state))).toEqual({ refused });
  });

  const taken = { messages: [{ id: 'wamid.1' }], contacts: [{ wa_id: '5511987654321' }] };
  test.each([
    [
      'accepted, and the number that Meta knows',
      200,
      taken,
      { state: 'accepted', providerId: 'wamid.1', learned: { primary: '5511987654321' } },
    ],
    [
      'pair rate',
      400,
      extra.error_sync_131056,
      { state: 'retry', error: { class: 'rate_limited', retry: 'backoff-per-recipient' } },
    ],
    ['throughput', 400, extra.error_sync_130429, { state: 'retry', error: { class: 'rate_limited' } }],
    ['window', 400, { error: { code: 131047 } }, { state: 'rejected', error: { class: 'window_closed' } }],
    [
      'permission by range',
      403,
      { error: { code: 230 } },
      { state: 'rejected', error: { class: 'permission_denied', code: '230' } },
    ],
    ['nobody knows', 500, { error: { code: 131000 } }, { state: 'ambiguous' }],
    ['a failure that says it is temporary', 500, { error: { code: 131016 } }, { state: 'ambiguous' }],
    ['the same as a refusal', 400, { error: { code: 131016 } }, { state: 'retry' }],
    [
      'a code that is new',
      400,
      { error: { code: 999999 } },
      { state: 'rejected', error: { class: 'payload_invalid' } },
    ],
    ['an answer without an id', 200, {}, { state: 'ambiguous' }],
  ])('%s', async (_, status, answer, expected) => {
    const { io, seen } = worldOf(() => Response.json(answer, { status }));
    expect(await whatsapp.send(planned(), io, checkAccount('channel', whatsappOptions))).toMatchObject(expected);
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${whatsappOptions.accessToken}`);
    expect(`${seen[0]?.url}${seen[0]?.body}`).not.toContain(whatsappOptions.accessToken);
  });
});

describe('CN-SEC-01 files', () => {
  const account = checkAccount('channel', whatsappOptions);
  const limits = { maxBytes: 10, types: ['image/*'] };
  const sha256 = '5994471abb01112afcc18159f6cc74b4f511b99806da59b3caf5a9c173cacfc5'; // of 12345
  const file = (url: string, change = {}) =>
    worldOf(({ url: asked }) =>
      asked.includes('/v23.0/')
        ? Response.json({ url, mime_type: 'image/jpeg', file_size: 5, sha256, ...change })
        : new Response('12345', { headers: { 'content-type': 'image/jpeg' } }),
    );
  const place = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1';

  test('the first answer says where the file is; the token goes to Meta alone', async () => {
    const { io, seen } = file(place);
    const found = await whatsapp.media({ id: '1' }, io, limits, account);
    expect(found.ok && Buffer.from(found.bytes).toString()).toBe('12345');
    expect(seen.map(({ url }) => url)).toEqual(['https://graph.facebook.com/v23.0/1', place]);
    const foreign = file('https://evil.example/1');
    expect(await whatsapp.media({ id: '1' }, foreign.io, limits, account)).toEqual({
      ok: false,
      reason: 'foreign_origin',
    });
    expect(foreign.seen).toHaveLength(1);
  });

  test.each([
    ['digest_mismatch', { sha256: '0'.repeat(64) }],
    ['too_large', { file_size: 11 }],
  ])('%s', async (reason, change) => {
    expect(await whatsapp.media({ id: '1' }, file(place, change).io, limits, account)).toEqual({ ok: false, reason });
  });

  test('an id that is no id is not asked for', async () => {
    const { io, seen } = file(place);
    expect(await whatsapp.media({ id: '../me' }, io, limits, account)).toMatchObject({ ok: false });
    expect(seen).toEqual([]);
  });
});

describe('CN-GEN-02 settings', () => {
  test.each([
    ['appSecret', ''],
    ['verifyToken', undefined],
    ['accessToken', ''],
    ['phoneNumberId', '+1 650'],
    ['invitationTemplate.language', { name: 'x', language: 'English' }],
    ['mediaUrl', 'ftp://x.example'],
  ])('%s is refused at start', (key, value) => {
    const wanted = { code: 'option_invalid', params: expect.objectContaining({ key: `channel.${key}` }) };
    const change = { [key.split('.')[0] ?? key]: value };
    expect(() => checkAccount('channel', { ...whatsappOptions, ...change })).toThrow(expect.objectContaining(wanted));
  });
});
