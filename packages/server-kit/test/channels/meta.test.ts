// What Messenger and WhatsApp have in common: signature and handshake against vectors of two independent implementations.
import { describe, expect, test } from 'vitest';
import { checkAccount as checkMessenger, messenger } from '../../src/channels/messenger/index.ts';
import { checkAccount as checkWhatsApp, whatsapp } from '../../src/channels/whatsapp/index.ts';
import { messengerOptions, whatsappOptions } from './accounts.ts';
import vectors from './data/signatures/meta.json' with { type: 'json' };
import { rawRequest } from './requests.ts';

const WEBHOOK = 'https://hooks.example.com/meta';

interface Challenge {
  readonly id: string;
  readonly query: string;
  readonly verifyToken: string;
  readonly status?: number;
  readonly statusOneOf?: readonly number[];
  readonly body?: string | null;
}

/** Both channels with a secret of the vectors. The older vectors have short ones, which settings would refuse. */
const channels = [
  [
    'messenger',
    (secrets: readonly [string, string?], verifyToken = 'not-the-token') => {
      const account = { ...checkMessenger('channel', messengerOptions), appSecrets: secrets, verifyToken };
      return {
        verify: (request: Parameters<typeof messenger.verify>[0]) => messenger.verify(request, account),
        handshake: (request: Parameters<typeof messenger.verify>[0]) => messenger.handshake(request, account),
      };
    },
  ],
  [
    'whatsapp',
    (secrets: readonly [string, string?], verifyToken = 'not-the-token') => {
      const account = { ...checkWhatsApp('channel', whatsappOptions), appSecrets: secrets, verifyToken };
      return {
        verify: (request: Parameters<typeof whatsapp.verify>[0]) => whatsapp.verify(request, account),
        handshake: (request: Parameters<typeof whatsapp.verify>[0]) => whatsapp.handshake(request, account),
      };
    },
  ],
] as const;

describe.each(channels)('CN-GEN-02 %s', (name, channelOf) => {
  test.each(vectors.signature)(
    'signature: $id',
    async ({ appSecret, header, headerValue, rawBodyBase64, expected }) => {
      const request = rawRequest(WEBHOOK, Buffer.from(rawBodyBase64, 'base64'), { [header]: headerValue });
      const verified = await channelOf([appSecret]).verify(request);
      // A genuine request for an account that is not ours is refused for that reason, and for no other.
      expect(verified.ok || verified.reason === 'unknown_account').toBe(expected);
    },
  );

  test.each(vectors.challenge as readonly Challenge[])(
    'handshake: $id',
    ({ query, verifyToken, status, statusOneOf, body }) => {
      const answer = channelOf(['a-secret'], verifyToken).handshake(rawRequest(`${WEBHOOK}?${query}`, '', {}, 'GET'));
      expect(statusOneOf ?? [status]).toContain(answer?.status);
      if (typeof body === 'string') expect(answer?.body).toBe(body);
      else expect(answer?.body).not.toContain('<');
      expect(answer?.headers['content-type']).toContain('text/plain');
    },
  );

  test('a POST, and a GET without hub.mode, are no handshake', () => {
    const channel = channelOf(['a-secret']);
    expect(channel.handshake(rawRequest(`${WEBHOOK}?hub.mode=subscribe`, '', {}))).toBeNull();
    expect(channel.handshake(rawRequest(WEBHOOK, '', {}, 'GET'))).toBeNull();
  });

  const good = vectors.signature.find(({ id }) => id === 'escaped-unicode-as-sent');
  if (!good) throw new Error('the vector is not there');
  const body = Buffer.from(good.rawBodyBase64, 'base64');
  const headers = { 'X-Hub-Signature-256': good.headerValue };

  test('any byte that is changed is noticed; the header with SHA-1 alone does not count', async () => {
    const { verify } = channelOf([good.appSecret]);
    for (let at = 0; at < body.length; at += 5) {
      const changed = body.map((byte, index) => (index === at ? byte ^ 1 : byte));
      expect(await verify(rawRequest(WEBHOOK, changed, headers)), `byte ${at}`).toEqual({
        ok: false,
        reason: 'mismatch',
      });
    }
    expect(await verify(rawRequest(WEBHOOK, body, { 'X-Hub-Signature': 'sha1=0' }))).toEqual({
      ok: false,
      reason: 'missing',
    });
  });

  test('the previous secret holds during a rotation, and no longer', async () => {
    const request = rawRequest(WEBHOOK, name === 'messenger' ? '{"object":"page"}' : '{}', {});
    const { createHmac } = await import('node:crypto');
    const signature = `sha256=${createHmac('sha256', 'the-old-secret').update(request.body).digest('hex')}`;
    const signed = { ...request, headers: new Map([['x-hub-signature-256', signature]]) };
    expect(await channelOf(['the-new-secret', 'the-old-secret']).verify(signed)).toEqual({
      ok: true,
      credential: 'previous',
    });
    expect((await channelOf(['the-new-secret']).verify(signed)).ok).toBe(false);
  });
});
