// SMS by Twilio: the official package's verdict on signatures, what its parameters mean, what is sent, and what an answer comes to.
import { describe, expect, test } from 'vitest';
import { checkAccount, parse, smsTwilio, verify } from '../../src/channels/sms-twilio/index.ts';
import type { Plan } from '../../src/channels/types.ts';
import vectors from './data/signatures/twilio.json' with { type: 'json' };
import { invitationTo, messageTo, rawRequest, type Seen, stateAt, worldOf } from './requests.ts';

const SID = `AC${'a'.repeat(32)}`;
const TOKEN = '2bd9e9638872de601313dc77410d3b23';
const NOW = 1_795_341_500_000;
const options = {
  accountSid: SID,
  authToken: TOKEN,
  sender: '+14155552345',
  webhookUrl: 'https://hooks.example.com/connectors/sms/tenant-1',
};
const account = checkAccount('channel', options);

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly url: string;
  readonly authToken: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly rawBody?: string;
  readonly signature: string;
  readonly expected: boolean;
}

function requestOf({ kind, url, params = {}, rawBody = '', signature }: Vector) {
  const form = new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((each) => [name, each])),
  );
  const body = kind === 'json' ? rawBody : form.toString();
  return rawRequest(url, body, { 'X-Twilio-Signature': signature }, body === '' ? 'GET' : 'POST');
}

function signer({ authToken, params = {} }: Vector) {
  const accountSid = [params.AccountSid ?? SID].flat()[0] ?? SID;
  return { ...account, accountSid, authTokens: [authToken] as const };
}

const form = (values: Record<string, string>) =>
  rawRequest(options.webhookUrl, new URLSearchParams(values).toString(), {});
const inbound = {
  MessageSid: `SM${'b'.repeat(32)}`,
  AccountSid: SID,
  From: '+14155550123',
  To: '+14155552345',
  SmsStatus: 'received',
};

describe('CN-GEN-02 signatures as the official package judges them', () => {
  test.each(vectors.vectors as readonly Vector[])('$id', async (vector) => {
    expect((await verify(requestOf(vector), signer(vector))).ok).toBe(vector.expected);
  });

  const [good] = (vectors.vectors as readonly Vector[]).filter(({ id }) => id === 'inbound-unicode');
  if (!good) throw new Error('the vector is not there');

  test('any byte that is changed in body, signature or token is noticed', async () => {
    const request = requestOf(good);
    for (let at = 0; at < request.body.length; at += 7) {
      const body = request.body.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect((await verify({ ...request, body }, signer(good))).ok, `byte ${at}`).toBe(false);
    }
    expect(await verify(request, { ...signer(good), authTokens: [`${good.authToken}x`] })).toEqual({
      ok: false,
      reason: 'mismatch',
    });
    expect(await verify({ ...request, headers: new Map() }, signer(good))).toEqual({ ok: false, reason: 'missing' });
  });

  test('the previous token holds during a rotation, and no longer', async () => {
    const request = requestOf(good);
    const rotated = { ...signer(good), authTokens: ['another-token', good.authToken] as const };
    expect(await verify(request, rotated)).toEqual({ ok: true, credential: 'previous' });
    expect((await verify(request, { ...rotated, authTokens: ['another-token'] })).ok).toBe(false);
  });

  test('a genuine request of another account is refused', async () => {
    const other = { ...signer(good), accountSid: `AC${'0'.repeat(32)}` };
    expect(await verify(requestOf(good), other)).toEqual({ ok: false, reason: 'unknown_account' });
  });

  test('forged forwarding headers change nothing', async () => {
    const request = requestOf(good);
    const forged = new Map([...request.headers, ['x-forwarded-host', 'evil.example'], ['host', 'internal:3000']]);
    expect((await verify({ ...request, headers: forged }, signer(good))).ok).toBe(true);
  });
});

describe('CN-GEN-01 what Twilio tells', () => {
  test('a text, with who and what', async () => {
    expect(await parse(form({ ...inbound, Body: 'Hello' }), account)).toEqual([
      {
        ...{ type: 'message', dedupeKey: inbound.MessageSid, providerId: inbound.MessageSid },
        consumer: { primary: '+14155550123', aliases: [{ scheme: 'e164', value: '+14155550123' }] },
        content: [{ kind: 'text', text: 'Hello' }],
      },
    ]);
  });

  test('an MMS without text is a message, not a status', async () => {
    const media = { NumMedia: '1', MediaUrl0: 'https://api.twilio.com/m/1', MediaContentType0: 'image/jpeg', Body: '' };
    const [event] = await parse(form({ ...inbound, ...media }), account);
    expect(event).toMatchObject({
      type: 'message',
      content: [{ kind: 'media', ref: { id: media.MediaUrl0, mediaType: 'image/jpeg' } }],
    });
  });

  test.each([
    [{ OptOutType: 'STOP', Body: 'ARRET' }, 'opted_out', 'provider'],
    [{ OptOutType: 'START', Body: 'start' }, 'opted_in', 'provider'],
    [{ OptOutType: 'HELP', Body: 'help' }, 'help', 'provider'],
    [{ Body: ' Stop ' }, 'opted_out', 'keyword'],
    [{ Body: 'UNSTOP' }, 'opted_in', 'keyword'],
  ])('%o is consent, and a message besides', async (change, state, by) => {
    const events = await parse(form({ ...inbound, ...change }), account);
    expect(events.map(({ type }) => type)).toEqual(['consent', 'message']);
    expect(events[0]).toMatchObject({ state, by });
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(2);
  });

  test('a sentence with the word in it is no consent', async () => {
    const events = await parse(form({ ...inbound, Body: 'Please stop the order' }), account);
    expect(events.map(({ type }) => type)).toEqual(['message']);
  });

  test.each([
    ['queued', 'accepted'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['undelivered', 'failed'],
    ['canceled', 'failed'],
  ])('status %s', async (name, status) => {
    const [event] = await parse(
      form({ ...inbound, SmsStatus: name, MessageStatus: name, ErrorCode: '30003' }),
      account,
    );
    expect(event).toMatchObject({
      type: 'status',
      status,
      target: { providerId: inbound.MessageSid },
      dedupeKey: `${inbound.MessageSid}:${name}`,
    });
    if (status === 'failed')
      expect(event).toMatchObject({ error: { class: 'recipient_unreachable', retry: 'manual', code: '30003' } });
  });

  test('a status that is new, and parameters that are new, are no failure', async () => {
    const [event] = await parse(form({ ...inbound, MessageStatus: 'teleported', NewThing: 'x' }), account);
    expect(event).toMatchObject({ type: 'unknown', name: 'teleported' });
  });

  test.each([{ ...inbound, MessageSid: '' }, { ...inbound, MessageSid: '../x' }, {}])(
    '%o is no event',
    async (values) => {
      await expect(parse(form(values as Record<string, string>), account)).rejects.toMatchObject({
        code: 'request_invalid',
      });
    },
  );
});

function planned(message = invitationTo('+14155550123'), state = stateAt(NOW)): Plan {
  const plan = smsTwilio.plan(message, state, account);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

describe('CN-GEN-04 SF-CN-02 what is sent', () => {
  test('an invitation: its exact text, and no longer valid than its link', () => {
    const body = new URLSearchParams(planned().body);
    expect(Object.fromEntries(body)).toEqual({
      To: '+14155550123',
      From: '+14155552345',
      Body: invitationTo('').body.text,
      StatusCallback: options.webhookUrl,
      ValidityPeriod: '900',
    });
  });

  test('a messaging service instead of a number, nothing kept at Twilio, ten hours at most', () => {
    const sender = `MG${'c'.repeat(32)}`;
    const kept = checkAccount('channel', { ...options, sender, discardContent: true });
    const plan = smsTwilio.plan(invitationTo('+1', { expiresAt: NOW + 100 * 3_600_000 }), stateAt(NOW), kept);
    const body = 'refused' in plan ? '' : plan.body;
    expect(Object.fromEntries(new URLSearchParams(body))).toMatchObject({
      ...{ MessagingServiceSid: sender, ContentRetention: 'discard', ValidityPeriod: '36000' },
    });
    expect(body).not.toMatch(/From=|ShortenUrls/);
  });

  test.each([
    ['opted_out', messageTo('+1'), { consent: 'out' }],
    ['closed', messageTo('+1'), { closed: true }],
    ['expired', invitationTo('+1', { expiresAt: NOW }), {}],
    ['expired', invitationTo('+1', { expiresAt: NOW + 999 }), {}],
    ['too_long', messageTo('+1', { body: { text: 'x'.repeat(1601) } }), {}],
  ] as const)('%s is refused before the network', (refused, message, state) => {
    expect(smsTwilio.plan(message, stateAt(NOW, state), account)).toEqual({ refused });
  });

  const accepted = () => Response.json({ sid: `SM${'d'.repeat(32)}`, status: 'queued' }, { status: 201 });

  test('the credential is in the header alone', async () => {
    const { io, seen } = worldOf(accepted);
    expect(await smsTwilio.send(planned(), io, account)).toEqual({
      state: 'accepted',
      providerId: `SM${'d'.repeat(32)}`,
    });
    const [request] = seen as [Seen];
    expect(request.headers.get('authorization')).toBe(`Basic ${btoa(`${SID}:${TOKEN}`)}`);
    expect(request.url + request.body).not.toContain(TOKEN);
    const apiKey = { sid: `SK${'e'.repeat(32)}`, secret: 'a-secret-of-the-key' };
    const other = worldOf(accepted);
    await smsTwilio.send(planned(), other.io, checkAccount('channel', { ...options, apiKey }));
    expect(other.seen[0]?.headers.get('authorization')).toBe(`Basic ${btoa(`${apiKey.sid}:${apiKey.secret}`)}`);
  });

  test('an answer without an end is not read to its end', async () => {
    let given = 0;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          given += 64 * 1024;
          if (given > 16 * 1024 * 1024) controller.close();
          else controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
        },
      });
    const { io } = worldOf(() => new Response(endless(), { status: 201 }));
    expect(await smsTwilio.send(planned(), io, account)).toMatchObject({ state: 'ambiguous' });
    expect(given).toBeLessThan(1024 * 1024);
  });

  test.each([
    [400, 21610, 'rejected', 'recipient_opted_out'],
    [400, 21211, 'rejected', 'invalid_recipient'],
    [400, 99999, 'rejected', 'payload_invalid'],
    [429, 20429, 'retry', 'rate_limited'],
    [503, undefined, 'ambiguous', 'provider_unavailable'],
    [401, 20003, 'rejected', 'auth_failed'],
  ])('%i with code %s is %s', async (status, code, state, errorClass) => {
    const { io } = worldOf(() => Response.json({ code, message: 'the body was …' }, { status }));
    const result = await smsTwilio.send(planned(), io, account);
    expect(result).toMatchObject({ state, error: { class: errorClass } });
    expect(JSON.stringify(result)).not.toContain('the body');
  });

  test('Retry-After is heeded, in seconds and as a date', async () => {
    for (const value of ['120', new Date(NOW + 120_000).toUTCString()]) {
      const { io } = worldOf(
        () => Response.json({ code: 20429 }, { status: 429, headers: { 'retry-after': value } }),
        NOW,
      );
      expect(await smsTwilio.send(planned(), io, account)).toMatchObject({ state: 'retry', notBefore: NOW + 120_000 });
    }
  });

  test('a connection that never was is tried again, one that broke is ambiguous', async () => {
    const refused = worldOf(() =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })),
    );
    expect(await smsTwilio.send(planned(), refused.io, account)).toMatchObject({ state: 'retry' });
    const broken = worldOf(() =>
      Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } })),
    );
    expect(await smsTwilio.send(planned(), broken.io, account)).toMatchObject({ state: 'ambiguous' });
    const odd = worldOf(() => new Response('<html>', { status: 200 }));
    expect(await smsTwilio.send(planned(), odd.io, account)).toMatchObject({ state: 'ambiguous' });
  });

  const listed = (change: object = {}) => ({
    ...{
      sid: `SM${'f'.repeat(32)}`,
      to: '+14155550123',
      direction: 'outbound-api',
      body: planned().body && new URLSearchParams(planned().body).get('Body'),
    },
    ...{ date_created: new Date(NOW - 60_000).toUTCString(), ...change },
  });
  test.each([
    ['found', [listed()], 'accepted'],
    ['another text', [listed({ body: 'Good morning' })], 'absent'],
    ['an older one', [listed({ date_created: new Date(NOW - 600_000).toUTCString() })], 'absent'],
    ['two alike', [listed(), listed({ sid: `SM${'9'.repeat(32)}` })], 'unknown'],
  ])('after an answer that was lost the list is looked at: %s', async (_, messages, found) => {
    const { io, seen } = worldOf(() => Response.json({ messages }), NOW);
    expect(await smsTwilio.reconcile?.(planned(), NOW - 60_000, io, account)).toMatchObject({ found });
    expect(seen[0]?.url).toContain('To=%2B14155550123');
  });

  test('a list that is asked too early, or that does not answer, proves nothing', async () => {
    const early = worldOf(() => Response.json({ messages: [] }), NOW);
    expect(await smsTwilio.reconcile?.(planned(), NOW - 1_000, early.io, account)).toEqual({ found: 'unknown' });
    const down = worldOf(() => new Response('', { status: 503 }), NOW);
    expect(await smsTwilio.reconcile?.(planned(), NOW - 60_000, down.io, account)).toEqual({ found: 'unknown' });
  });
});

describe('CN-SEC-01 files', () => {
  const limits = { maxBytes: 10, types: ['image/*'] };
  const ref = { id: 'https://api.twilio.com/2010-04-01/m/1' };
  const image = (body: string) => new Response(body, { headers: { 'content-type': 'image/png' } });

  test('redirects lose the credential', async () => {
    const { io, seen } = worldOf(({ url }) =>
      url === ref.id ? Response.redirect('https://mms.twiliocdn.com/file', 307) : image('12345'),
    );
    expect(await smsTwilio.media(ref, io, limits, account)).toMatchObject({ ok: true, mediaType: 'image/png' });
    expect(seen.map(({ headers }) => headers.has('authorization'))).toEqual([true, false]);
  });

  test.each([
    'https://169.254.169.254/latest/meta-data',
    'https://vault.internal/file',
    'https://cdn.example:8443/file',
  ])('a redirect leads nowhere inside the network: %s', async (target) => {
    const { io, seen } = worldOf(({ url }) => (url === ref.id ? Response.redirect(target, 307) : image('12345')));
    expect(await smsTwilio.media(ref, io, limits, account)).toEqual({ ok: false, reason: 'foreign_origin' });
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['foreign_origin', { id: 'https://evil.example/m' }, () => image('1')],
    ['foreign_origin', ref, () => Response.redirect('http://cdn.example/file', 307)],
    ['too_large', ref, () => image('12345678901')],
    ['type_refused', ref, () => new Response('<p>', { headers: { 'content-type': 'text/html' } })],
    ['digest_mismatch', { ...ref, sha256: '0'.repeat(64) }, () => image('1')],
    ['not_yet', ref, () => new Response('', { status: 404 })],
  ])('%s', async (reason, file, answer) => {
    const { io, seen } = worldOf(answer);
    expect(await smsTwilio.media(file, io, limits, account)).toMatchObject({ ok: false, reason });
    if (file.id !== ref.id) expect(seen).toEqual([]);
  });
});

describe('CN-GEN-02 settings that are wrong are refused at start, without the secret', () => {
  test.each([
    ['authToken', ''],
    ['authToken', undefined],
    ['authToken', []],
    ['authToken', ['one-secret', 'two-secret', 'three-secret']],
    ['accountSid', 'AC1'],
    ['sender', '0123 456'],
    ['webhookUrl', 'http://hooks.example.com/x'],
    ['webhookUrl', 'https://hooks.example.com/x#y'],
    ['apiKey', { sid: 'SK', secret: 'short' }],
    ['discardContent', 'yes'],
    ['other', 1],
  ])('%s: %o', (key, value) => {
    const check = () => checkAccount('channels[0]', { ...options, [key]: value });
    const where = expect.stringMatching(`^channels\\[0\\]\\.${key}`);
    expect(check).toThrow(
      expect.objectContaining({ code: 'option_invalid', params: expect.objectContaining({ key: where }) }),
    );
    const secret = key === 'authToken' || key === 'apiKey';
    if (secret) expect(check).not.toThrow(/one-secret|short/);
  });

  test.each(['https://user:a-password@hooks.example.com/x', 'https://hooks.example.com/x?token=a-password'])(
    'an address that holds a secret is not shown: %s',
    (webhookUrl) => {
      const check = () => checkAccount('channel', { ...options, webhookUrl });
      expect(check).toThrow(expect.objectContaining({ code: 'option_invalid' }));
      try {
        check();
      } catch (error) {
        const { message, params } = error as { message: string; params: unknown };
        expect(message + JSON.stringify(params)).not.toContain('a-password');
      }
    },
  );

  test('no credential, no text in what the provider reads as our answer', () => {
    expect(smsTwilio.ack('stored')).toMatchObject({ status: 200, body: '<Response/>' });
    expect(smsTwilio.ack('duplicate')).toEqual(smsTwilio.ack('stored'));
    expect(smsTwilio.ack('rejected')).toMatchObject({ status: 403, body: '' });
  });
});
