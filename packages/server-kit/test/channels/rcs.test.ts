// RCS: Google's signature against vectors of two implementations, what its messages mean, and what is sent with which token.
import { generateKeyPairSync } from 'node:crypto';
import { importSPKI, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkAccount, parse, type RcsAccount, rcs, verify } from '../../src/channels/rcs/index.ts';
import type { OutboundMessage, Plan, SendState } from '../../src/channels/types.ts';
import vectors from './data/signatures/rbm.json' with { type: 'json' };
import { invitationTo, messageTo, rawRequest, type Seen, stateAt, worldOf } from './requests.ts';

const NOW = 1_795_341_500_000;
const PHONE = '+14155550123';
const AGENT = 'card_forms_ab12cd';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const options = {
  agentId: AGENT,
  clientToken: 'SJENCPGJESMGUFPY',
  serviceAccount: {
    email: 'sender@project.iam.gserviceaccount.com',
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
};
let account: RcsAccount;
beforeAll(() => {
  account = checkAccount('channel', options);
});

const WEBHOOK = 'https://hooks.example.com/rcs';
const vectorOf = (name: string) => {
  const found = vectors.signature.find(({ id }) => id === name);
  if (!found) throw new Error(`there is no vector ${name}`);
  return rawRequest(WEBHOOK, found.rawBody, found.headers as Record<string, string>);
};

describe('CN-GEN-02 Google’s signature', () => {
  test.each(vectors.signature)('$id', async ({ id, clientToken, expected }) => {
    const signer = { ...account, clientTokens: [clientToken] as const };
    const verified = await verify(vectorOf(id), signer);
    expect(verified.ok || verified.reason === 'unknown_account').toBe(expected);
  });

  test.each(vectors.handshake)('handshake: $id', ({ headers, rawBody, clientToken, ...wanted }) => {
    const asked = rcs.handshake(rawRequest(WEBHOOK, rawBody, headers as Record<string, string>), {
      ...account,
      clientTokens: [clientToken],
    });
    expect('statusOneOf' in wanted ? wanted.statusOneOf : [wanted.status]).toContain(asked?.status);
    if (wanted.body) expect(asked?.body).toBe(wanted.body);
    else expect(asked?.body).toBe('');
  });

  test('a message is no handshake; what is around the signed data counts for nothing', async () => {
    expect(rcs.handshake(vectorOf('user-text'), account)).toBeNull();
    const request = vectorOf('user-text');
    const envelope = JSON.parse(Buffer.from(request.body).toString());
    envelope.message.attributes = { business_id: 'other', type: 'event' };
    const body = new TextEncoder().encode(JSON.stringify(envelope));
    expect((await verify({ ...request, body }, account)).ok).toBe(true);
    expect(await parse({ ...request, body }, account)).toEqual(await parse(request, account));
  });

  test('another agent’s message, the previous token, no token', async () => {
    const request = vectorOf('user-text');
    expect(await verify(request, { ...account, agentId: 'other' })).toEqual({ ok: false, reason: 'unknown_account' });
    expect(await verify(request, { ...account, clientTokens: ['a-new-token', options.clientToken] })).toEqual({
      ok: true,
      credential: 'previous',
    });
    expect(await verify({ ...request, headers: new Map() }, account)).toEqual({ ok: false, reason: 'missing' });
  });
});

describe('CN-GEN-01 what Google tells', () => {
  test.each([
    [
      'user-text',
      {
        type: 'message',
        content: [{ kind: 'text', text: 'Hello – ahoj 👋' }],
        providerTime: Date.parse('2026-03-05T18:50:20.123Z'),
      },
    ],
    [
      'user-file',
      {
        type: 'message',
        content: [{ kind: 'media', ref: { fileName: 'p.jpg', bytes: 45_210, mediaType: 'image/jpeg' } }],
      },
    ],
    ['user-location', { type: 'message', content: [{ kind: 'location', latitude: 37.4, longitude: -122.1 }] }],
    ['event-read', { type: 'status', status: 'read', target: { outboxId: '6f1c1d5e-0000-4000-8000-000000000001' } }],
    ['event-is_typing', { type: 'typing', on: true }],
    ['event-unsubscribe', { type: 'consent', state: 'opted_out', by: 'provider' }],
    ['server-ttl_expiration_revoked', { type: 'status', status: 'expired', error: { class: 'recipient_unreachable' } }],
  ])('%s', async (name, expected) => {
    const [event, ...rest] = await parse(vectorOf(name), account);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      ...expected,
      consumer: { primary: PHONE, aliases: [{ scheme: 'e164', value: PHONE }] },
    });
  });

  const told = (value: unknown) =>
    parse(
      rawRequest(
        WEBHOOK,
        JSON.stringify({ message: { data: Buffer.from(JSON.stringify(value)).toString('base64') } }),
        {},
      ),
      account,
    );

  test('a revocation that failed, and what is new, leave everything open', async () => {
    for (const eventType of ['TTL_EXPIRATION_REVOKE_FAILED', 'BRAND_NEW']) {
      const [event] = await told({ phoneNumber: PHONE, agentId: AGENT, eventType, eventId: '1', messageId: 'm' });
      expect(event).toMatchObject({ type: 'unknown', name: eventType });
    }
    const [chip] = await told({
      senderPhoneNumber: PHONE,
      agentId: AGENT,
      messageId: 'm',
      suggestionResponse: { text: 'Yes', postbackData: 'y' },
    });
    expect(chip).toMatchObject({ content: [{ kind: 'choice', id: 'y', label: 'Yes' }] });
    await expect(told({ agentId: AGENT })).rejects.toMatchObject({ code: 'request_invalid' });
    await expect(told('x')).rejects.toMatchObject({ code: 'request_invalid' });
    expect(await told({ senderPhoneNumber: PHONE, agentId: 'other', messageId: 'm', text: 'x' })).toEqual([]);
  });
});

const planOf = (message: OutboundMessage, state: SendState = stateAt(NOW)) => rcs.plan(message, state, account);

function planned(message = messageTo(PHONE)): Plan {
  const plan = planOf(message);
  if ('refused' in plan) throw new Error(plan.refused);
  return plan;
}

/** Google's two addresses; each token differs from the one before. */
function google(answer: (seen: Seen, token: string) => Response) {
  let tokens = 0;
  return worldOf((seen) => {
    if (!seen.url.includes('oauth2')) return answer(seen, `token-${tokens}`);
    tokens += 1;
    return Response.json({ access_token: `token-${tokens}`, expires_in: 3600 });
  }, NOW);
}

describe('CN-GEN-04 SF-CN-02 what is sent', () => {
  test('an invitation: its exact text, a chip for the phone’s browser, no longer than its link', () => {
    const { url, body, outboxId } = planned(invitationTo(PHONE));
    const asked = new URL(url);
    expect(asked.pathname).toBe(`/v1/phones/${encodeURIComponent(PHONE)}/agentMessages`);
    expect(Object.fromEntries(asked.searchParams)).toEqual({ messageId: outboxId, agentId: AGENT });
    const link = invitationTo('').body.link;
    expect(JSON.parse(body)).toEqual({
      contentMessage: {
        text: invitationTo('').body.text,
        suggestions: [
          {
            action: {
              text: link?.label,
              postbackData: 'form',
              openUrlAction: { url: link?.url, application: 'BROWSER' },
            },
          },
        ],
      },
      messageTrafficType: 'SERVICEREQUEST',
      expireTime: new Date(NOW + 900_000).toISOString(),
    });
  });

  test.each([
    ['expired', invitationTo(PHONE, { expiresAt: NOW + 9_999 }), {}],
    ['opted_out', messageTo(PHONE), { consent: 'out' }],
    ['too_long', messageTo(PHONE, { body: { text: 'x'.repeat(3073) } }), {}],
  ] as const)('%s is refused before the network', (refused, message, state) => {
    expect(planOf(message, stateAt(NOW, state))).toEqual({ refused });
  });

  test('the assertion is as Google wants it; a token is kept, and renewed once when it is not taken', async () => {
    account = checkAccount('channel', options);
    const { io, seen } = google(() => Response.json({}));
    expect(await rcs.send(planned(), io, account)).toEqual({ state: 'accepted', providerId: planned().outboxId });
    await rcs.send(planned(), io, account);
    expect(seen.filter(({ url }) => url.includes('oauth2'))).toHaveLength(1);
    const assertion = new URLSearchParams(seen[0]?.body).get('assertion') ?? '';
    const key = await importSPKI(keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(), 'RS256');
    const { payload, protectedHeader } = await jwtVerify(assertion, key, { currentDate: new Date(NOW) });
    expect(protectedHeader.alg).toBe('RS256');
    expect(payload).toEqual({
      ...{
        iss: options.serviceAccount.email,
        aud: 'https://oauth2.googleapis.com/token',
        iat: NOW / 1000,
        exp: NOW / 1000 + 3600,
      },
      scope: 'https://www.googleapis.com/auth/rcsbusinessmessaging',
    });
    const fresh = checkAccount('channel', options);
    const stale = google((_, token) => new Response('{}', { status: token === 'token-1' ? 401 : 200 }));
    expect(await rcs.send(planned(), stale.io, fresh)).toMatchObject({ state: 'accepted' });
    expect(stale.seen.at(-1)?.headers.get('authorization')).toBe('Bearer token-2');
  });

  test.each([
    [404, 'rejected', 'recipient_unreachable'],
    [403, 'rejected', 'permission_denied'],
    [429, 'retry', 'rate_limited'],
    [503, 'retry', 'provider_unavailable'],
    [401, 'rejected', 'auth_failed'],
  ])('%i is %s', async (status, state, errorClass) => {
    const { io } = google(() => new Response('{}', { status }));
    const result = await rcs.send(planned(), io, checkAccount('channel', options));
    expect(result).toMatchObject({ state, error: { class: errorClass } });
  });

  test('without a token nothing is sent', async () => {
    const { io, seen } = worldOf(() => new Response('{}', { status: 400 }), NOW);
    expect(await rcs.send(planned(), io, checkAccount('channel', options))).toMatchObject({ state: 'retry' });
    expect(seen.every(({ url }) => url.includes('oauth2'))).toBe(true);
  });
});

describe('CN-SEC-01 files', () => {
  const limits = { maxBytes: 100, types: ['image/*'] };
  const image = () => new Response('bytes', { headers: { 'content-type': 'image/png' } });

  test('come from where the message says, by name', async () => {
    const { io, seen } = worldOf(image, NOW);
    const account = checkAccount('channel', options);
    expect(await rcs.media({ id: 'https://files.example.com/p.png' }, io, limits, account)).toMatchObject({ ok: true });
    expect(seen.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([
      ['https://files.example.com/p.png', null],
    ]);
  });

  test.each([
    'https://10.0.0.7/p.png',
    'https://169.254.169.254/latest/meta-data',
    'https://2130706433/p.png',
    'https://[::1]/p.png',
    'https://[::ffff:10.0.0.7]/p.png',
    'https://localhost/p.png',
    'https://vault/p.png',
    'https://metadata.google.internal./p.png',
    'https://desk.localhost/p.png',
    'https://nas.local/p.png',
    'https://files.example.com:5432/p.png',
    'https://user:password@files.example.com/p.png',
    'http://files.example.com/p.png',
  ])('never from inside the network: %s', async (id) => {
    const { io, seen } = worldOf(image, NOW);
    const refused = { ok: false, reason: 'foreign_origin' };
    expect(await rcs.media({ id }, io, limits, checkAccount('channel', options))).toEqual(refused);
    expect(seen).toEqual([]);
  });
});

describe('CN-GEN-02 settings', () => {
  test.each([
    ['channel.clientToken', { clientToken: '' }],
    ['channel.agentId', { agentId: 'a b' }],
    ['channel.serviceAccount', { serviceAccount: undefined }],
    [
      'channel.serviceAccount.privateKey',
      { serviceAccount: { ...options.serviceAccount, privateKey: 'secret-key-text' } },
    ],
    ['channel.traffic', { traffic: 'PROMOTION' }],
  ])('%s is refused at start', (key, change) => {
    const wanted = { code: 'option_invalid', params: expect.objectContaining({ key }) };
    const check = () => checkAccount('channel', { ...options, ...change });
    expect(check).toThrow(expect.objectContaining(wanted));
    expect(check).not.toThrow(/secret-key-text/);
  });
});
