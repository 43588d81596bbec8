// Apple Messages: tokens as two independent libraries judge them, what its messages mean, what is sent, and files that are encrypted.
import { createHmac, randomBytes } from 'node:crypto';
import { jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { apple, checkAccount, parse, verify } from '../../src/channels/apple/index.ts';
import { attachmentKey, decrypt } from '../../src/channels/apple/send.ts';
import type { OutboundMessage, Plan } from '../../src/channels/types.ts';
import vectors from './data/signatures/apple.json' with { type: 'json' };
import { invitationTo, messageTo, rawRequest, stateAt, worldOf } from './requests.ts';
import { faultsOf } from './schema.ts';

const NOW = 1_795_341_500_000;
const PERSON = 'urn:mbid:AQAAYyUbut6E4B3T9FLv5EbGexample';
const options = {
  mspId: 'b1f3a2c4-5d6e-4f70-8a9b-0c1d2e3f4a5b',
  businessId: 'a884eddf-0000-4000-8000-00000000beef',
  apiSecret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
};
const account = checkAccount('channel', options);

describe('CN-GEN-02 tokens as two libraries judge them', () => {
  const requestOf = ({ headers, now }: (typeof vectors.inboundJwt)[number]) => ({
    ...rawRequest('https://hooks.example.com/apple/message', '{}', headers as Record<string, string>),
    receivedAt: now * 1000,
  });
  const signer = ({ mspId, businessId, apiSecretBase64 }: (typeof vectors.inboundJwt)[number]) =>
    checkAccount('channel', { mspId, businessId, apiSecret: apiSecretBase64 });

  test.each(vectors.inboundJwt)('$id', async (vector) => {
    expect((await verify(requestOf(vector), signer(vector))).ok).toBe(vector.expected);
  });

  test('why a token is not taken', async () => {
    const reasons = await Promise.all(
      vectors.inboundJwt.map(async (each) => [each.id, await verify(requestOf(each), signer(each))]),
    );
    expect(Object.fromEntries(reasons)).toMatchObject({
      'neg-stale-iat': { reason: 'stale' },
      'neg-future-iat': { reason: 'stale' },
      'neg-destination-mismatch': { reason: 'unknown_account' },
      'neg-basic-scheme': { reason: 'malformed' },
      'neg-wrong-aud': { reason: 'mismatch' },
    });
  });

  test('the previous secret holds during a rotation, and no longer; without a header nothing holds', async () => {
    const [good] = vectors.inboundJwt;
    if (!good) throw new Error('the vector is not there');
    const fresh = randomBytes(32).toString('base64');
    const rotated = checkAccount('channel', { ...options, apiSecret: [fresh, good.apiSecretBase64] });
    expect(await verify(requestOf(good), rotated)).toEqual({ ok: true, credential: 'previous' });
    expect((await verify(requestOf(good), checkAccount('channel', { ...options, apiSecret: fresh }))).ok).toBe(false);
    expect(await verify({ ...requestOf(good), headers: new Map() }, account)).toEqual({ ok: false, reason: 'missing' });
  });
});

type Body = {
  readonly id: string;
  readonly json?: unknown;
  readonly bodyBase64?: string;
  readonly headers?: Record<string, string>;
};

describe('CN-GEN-01 what Apple tells', () => {
  const read = (name: string) => {
    const found = (vectors.bodies as readonly Body[]).find(({ id }) => id === name);
    const body = found?.bodyBase64 ? Buffer.from(found.bodyBase64, 'base64') : JSON.stringify(found?.json);
    return parse(rawRequest('https://hooks.example.com/x', body, found?.headers ?? {}), account);
  };

  test.each([
    ['text', { type: 'message', content: [{ kind: 'text', text: 'Hi there 👋' }], locale: 'en-US' }],
    ['text-gzip', { type: 'message', content: [{ kind: 'text' }] }],
    ['attachments', { type: 'message', content: [{ kind: 'media', ref: { fileName: 'IMG_1.jpg', bytes: 45_210 } }] }],
    ['typing_start', { type: 'typing', on: true }],
    ['typing_end', { type: 'typing', on: false }],
    ['close', { type: 'closed' }],
    ['interactive-ref', { type: 'message', content: [{ kind: 'choice', label: 'Pick' }] }],
  ])('%s', async (name, expected) => {
    const [event, ...rest] = await read(name);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      ...expected,
      consumer: { primary: PERSON, aliases: [{ scheme: 'mbid', value: PERSON }] },
    });
  });

  test.each([
    ['no JSON', 'x', {}],
    ['no id', JSON.stringify({ type: 'text', sourceId: PERSON }), {}],
    ['no gzip', 'x', { 'content-encoding': 'gzip' }],
  ])('%s is no event', async (_, body, headers) => {
    const request = rawRequest('https://hooks.example.com/x', body, headers as Record<string, string>);
    await expect(parse(request, account)).rejects.toMatchObject({ code: 'request_invalid' });
  });

  test('a body that unpacks to more than a request may hold is refused', async () => {
    const { gzipSync } = await import('node:zlib');
    const request = rawRequest('https://hooks.example.com/x', gzipSync(Buffer.alloc(8_000_000)), {
      'content-encoding': 'gzip',
    });
    await expect(parse(request, account)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});

function planned(message: OutboundMessage = messageTo(PERSON)): Plan {
  const plan = apple.plan(message, stateAt(NOW), account);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

describe('CN-GEN-04 SF-CN-02 what is sent', () => {
  test('texts as they are, links as a card with our own picture', () => {
    expect(faultsOf('appleText', planned().body)).toEqual([]);
    const card = planned(invitationTo(PERSON));
    expect(faultsOf('appleRichLink', card.body)).toEqual([]);
    const { richLinkData } = JSON.parse(card.body);
    expect(richLinkData).toMatchObject({ url: invitationTo('').body.link?.url, title: 'Payment card' });
    const picture = Buffer.from(richLinkData.assets.image.data, 'base64');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([240, 240]);
    expect(card.headers['auto-reply']).toBe('true');
    expect(planned().headers['auto-reply']).toBeUndefined();
  });

  test('who closed the conversation is not written to', () => {
    expect(apple.plan(messageTo(PERSON), stateAt(NOW, { closed: true }), account)).toEqual({ refused: 'closed' });
  });

  test('the token is ours, fresh, and as Apple wants it', async () => {
    const { io, seen } = worldOf(() => new Response(null, { status: 200 }), NOW);
    expect(await apple.send(planned(), io, account)).toEqual({ state: 'accepted', providerId: planned().outboxId });
    const token = seen[0]?.headers.get('authorization')?.slice('Bearer '.length) ?? '';
    const key = Buffer.from(options.apiSecret, 'base64');
    const { payload } = await jwtVerify(token, key, { currentDate: new Date(NOW) });
    expect(payload).toEqual({ iss: options.mspId, iat: NOW / 1000 });
    expect(seen[0]?.headers.get('id')).toBe(planned().outboxId);
    const { claims, exampleToken } = vectors.outboundJwt;
    const [head, body, signature] = exampleToken.split('.');
    expect(JSON.parse(Buffer.from(body ?? '', 'base64url').toString())).toEqual(claims);
    expect(createHmac('sha256', key).update(`${head}.${body}`).digest('base64url')).toBe(signature);
  });

  test.each([
    [400, 'rejected', 'payload_invalid', 1],
    [403, 'rejected', 'auth_failed', 2],
    [404, 'rejected', 'invalid_recipient', 1],
    [429, 'retry', 'rate_limited', 1],
    [500, 'retry', 'provider_unavailable', 1],
  ])('%i is %s', async (status, state, errorClass, attempts) => {
    const { io, seen } = worldOf(() => new Response('{}', { status }), NOW);
    expect(await apple.send(planned(), io, account)).toMatchObject({ state, error: { class: errorClass } });
    expect(seen).toHaveLength(attempts);
  });
});

describe('CN-SEC-01 files', () => {
  const [good, bad] = vectors.attachmentCipher;

  test('are opened by the key of the message', async () => {
    const key = attachmentKey(good?.keyFieldHex ?? '');
    const opened = await decrypt(key ?? new Uint8Array(), Buffer.from(good?.ciphertextBase64 ?? '', 'base64'));
    expect(Buffer.from(opened).toString('base64')).toBe(good?.plaintextBase64);
    expect(attachmentKey(bad?.keyFieldHex ?? '')).toBeUndefined();
  });

  test('come from Apple’s hosts alone, and the token goes to the gateway alone', async () => {
    const ref = {
      ...{ id: 'https://p97-content.icloud.com/x', mediaType: 'image/jpeg' },
      extra: { owner: 'M1', key: good?.keyFieldHex ?? '', signature: 'gQ==' },
    };
    const limits = { maxBytes: 1_000, types: ['image/*'] };
    const world = (place: string) =>
      worldOf(({ url }) =>
        url.endsWith('/v1/preDownload')
          ? Response.json({ 'download-url': place })
          : new Response(Buffer.from(good?.ciphertextBase64 ?? '', 'base64')),
      );
    const own = world('https://p97-content.icloud.com/x?token=1');
    const found = await apple.media(ref, own.io, limits, account);
    expect(found.ok && Buffer.from(found.bytes).toString('base64')).toBe(good?.plaintextBase64);
    expect(own.seen.map(({ headers }) => headers.has('authorization'))).toEqual([true, false]);
    const foreign = world('https://icloud.com.evil.example/x');
    expect(await apple.media(ref, foreign.io, limits, account)).toEqual({ ok: false, reason: 'foreign_origin' });
    const refused = await apple.media({ ...ref, mediaType: 'text/html' }, own.io, limits, account);
    expect(refused).toEqual({ ok: false, reason: 'type_refused' });
  });
});

describe('CN-GEN-02 settings', () => {
  test.each([
    ['apiSecret', ''],
    ['apiSecret', 'not base64!'],
    ['apiSecret', 'c2hvcnQ='],
    ['mspId', 'x'],
    ['businessId', undefined],
    ['gatewayUrl', 'http://mspgw.push.apple.com'],
  ])('%s: %o is refused at start', (key, value) => {
    const wanted = { code: 'option_invalid', params: expect.objectContaining({ key: `channel.${key}` }) };
    expect(() => checkAccount('channel', { ...options, [key]: value })).toThrow(expect.objectContaining(wanted));
  });
});
