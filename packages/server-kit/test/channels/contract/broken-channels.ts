// Channels with one mistake each, as they are made in practice: the contract must notice every one.
import type { ChannelSubject } from '@tellsafe/server-kit/testing';
import type { Channel, ChannelIo, RawRequest } from '../../../src/channels/types.ts';
import { subjects } from './subjects.ts';

type AnyChannel = ChannelSubject['channel'];

/** A subject whose channel differs in some methods. */
function broken(subject: ChannelSubject, change: (channel: AnyChannel) => Partial<Channel>): ChannelSubject {
  const { channel } = subject;
  return { ...subject, channel: { ...channel, ...change(channel) } };
}

/** The same world, but for what a request is. */
function asking(io: ChannelIo, change: (url: string, init: RequestInit) => readonly [string, RequestInit]): ChannelIo {
  return { ...io, fetch: (url, init) => io.fetch(...change(url, init)) };
}

const { 'sms-twilio': twilio, messenger, whatsapp, apple, rcs } = subjects;
const HOUR = 3_600_000;

const reserialised = (request: RawRequest): RawRequest => ({
  ...request,
  body: new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(request.body)))),
});

/** Compares the first half of Meta's signature alone. */
async function halfSignature(channel: AnyChannel, request: RawRequest, account: { appSecrets: readonly string[] }) {
  const header = request.headers.get('x-hub-signature-256');
  if (!header?.startsWith('sha256=')) return channel.verify(request, account);
  const raw = new TextEncoder().encode(account.appSecrets[0]);
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const made = Buffer.from(await crypto.subtle.sign('HMAC', key, new Uint8Array(request.body))).toString('hex');
  return made.slice(0, 32) === header.slice(7, 39)
    ? ({ ok: true, credential: 'current' } as const)
    : ({ ok: false, reason: 'mismatch' } as const);
}

/** The mistake, the channel that makes it, and the part of the contract that has to name it. */
export const brokenChannels: readonly (readonly [mistake: string, subject: ChannelSubject, part: number])[] = [
  [
    'believes every signature',
    broken(twilio, () => ({ verify: async () => ({ ok: true, credential: 'current' }) })),
    1,
  ],
  [
    'compares a half of the signature',
    broken(messenger, (channel) => ({
      verify: (request, account) => halfSignature(channel, request, account as { appSecrets: readonly string[] }),
    })),
    1,
  ],
  [
    'takes settings without a secret',
    broken(whatsapp, (channel) => ({
      checkAccount: (path, input) =>
        channel.checkAccount(path, { ...whatsapp.settings, ...(input as object), appSecret: whatsapp.freshSecret }),
    })),
    1,
  ],
  [
    'takes the address from forwarding headers',
    broken(twilio, (channel) => ({
      verify(request, account) {
        const host = request.headers.get('x-forwarded-host');
        const publicUrl = host ? request.publicUrl.replace(/\/\/[^/]+/, `//${host}`) : request.publicUrl;
        return channel.verify({ ...request, publicUrl }, account);
      },
    })),
    2,
  ],
  [
    'reads the body before it verifies, and writes it again for the signature',
    broken(whatsapp, (channel) => ({ verify: (request, account) => channel.verify(reserialised(request), account) })),
    3,
  ],
  [
    'answers every question whether this is the right place',
    broken(messenger, (channel) => ({
      handshake(request, account) {
        const challenge = new URL(request.publicUrl).searchParams.get('hub.challenge');
        const reply = { status: 200, headers: { 'content-type': 'text/plain' }, body: challenge ?? '' };
        return challenge === null ? channel.handshake(request, account) : reply;
      },
    })),
    4,
  ],
  [
    'drops a batch for one item that it does not understand',
    broken(messenger, (channel) => ({
      async parse(request, account) {
        const events = await channel.parse(request, account);
        return events.some(({ type }) => type === 'unknown') ? events.filter(({ type }) => type === 'unknown') : events;
      },
    })),
    5,
  ],
  [
    'takes a file without text for a status',
    broken(twilio, (channel) => ({
      async parse(request, account) {
        const body = new TextDecoder().decode(request.body);
        return /(?:^|&)Body=(?:&|$)/.test(body) ? [] : channel.parse(request, account);
      },
    })),
    5,
  ],
  [
    'takes its own echo for a message',
    broken(messenger, (channel) => ({
      async parse(request, account) {
        const events = await channel.parse(request, account);
        return events.map((event) => (event.type === 'echo' ? { ...event, type: 'message' } : event));
      },
    })),
    8,
  ],
  [
    'puts the token into the address',
    broken(whatsapp, (channel) => ({
      send: (plan, io, account) =>
        channel.send(
          plan,
          asking(io, (url, init) => [`${url}?access_token=${whatsapp.settings.accessToken}`, init]),
          account,
        ),
    })),
    9,
  ],
  [
    'sends fields that the provider does not know',
    broken(messenger, (channel) => ({
      plan(message, state, account) {
        const plan = channel.plan(message, state, account);
        return 'refused' in plan ? plan : { ...plan, body: plan.body.replace('{', '{"priority":"high",') };
      },
    })),
    9,
  ],
  [
    'tries a number again for ever that does not exist',
    broken(rcs, (channel) => ({
      async send(plan, io, account) {
        const result = await channel.send(plan, io, account);
        return result.state === 'rejected'
          ? { state: 'retry', error: { ...result.error, class: 'provider_unavailable', retry: 'backoff' } }
          : result;
      },
    })),
    10,
  ],
  [
    'takes an answer that was lost for a failure, to be sent again',
    broken(twilio, (channel) => ({
      async send(plan, io, account) {
        const result = await channel.send(plan, io, account);
        return result.state === 'ambiguous' ? { state: 'retry', error: result.error } : result;
      },
    })),
    11,
  ],
  [
    'gives a message that is sent again another id',
    broken(apple, (channel) => ({
      send(plan, io, account) {
        const id = crypto.randomUUID();
        const renamed = { ...plan, body: plan.body.replace(plan.outboxId, id), headers: { ...plan.headers, id } };
        return channel.send(renamed, io, account);
      },
    })),
    11,
  ],
  [
    'does not wait as long as the provider says',
    broken(twilio, (channel) => ({
      async send(plan, io, account) {
        const result = await channel.send(plan, io, account);
        return result.state === 'retry' ? { state: 'retry', error: result.error } : result;
      },
    })),
    12,
  ],
  [
    'sends outside the window',
    broken(whatsapp, (channel) => ({
      plan: (message, state, account) => channel.plan(message, { ...state, lastInboundAt: state.now }, account),
    })),
    13,
  ],
  [
    'sends as a person what no person wrote',
    broken(messenger, (channel) => ({
      plan: (message, state, account) =>
        channel.plan({ ...message, author: { kind: 'human', agentId: 'maya' } }, state, account),
    })),
    13,
  ],
  [
    'writes to who opted out',
    broken(rcs, (channel) => ({
      plan: (message, state, account) => channel.plan(message, { ...state, consent: 'unknown' }, account),
    })),
    14,
  ],
  [
    'answers STOP in its acknowledgement',
    broken(twilio, (channel) => ({
      ack: (outcome) => ({ ...channel.ack(outcome), body: '<Response><Message>Good bye</Message></Response>' }),
    })),
    14,
  ],
  [
    'lets the provider shorten the link',
    broken(twilio, (channel) => ({
      plan(message, state, account) {
        const plan = channel.plan(message, state, account);
        return 'refused' in plan ? plan : { ...plan, body: `${plan.body}&ShortenUrls=true` };
      },
    })),
    15,
  ],
  [
    'leaves previews on',
    broken(whatsapp, (channel) => ({
      plan(message, state, account) {
        const plan = channel.plan(message, state, account);
        return 'refused' in plan
          ? plan
          : { ...plan, body: plan.body.replace('"preview_url":false', '"preview_url":true') };
      },
    })),
    15,
  ],
  [
    'fetches the link for a picture of it',
    broken(apple, (channel) => ({
      async send(plan, io, account) {
        const url = /https:\/\/forms\.[^"]+/.exec(plan.body)?.[0];
        if (url) await io.fetch(url, {}).catch(() => {});
        return channel.send(plan, io, account);
      },
    })),
    15,
  ],
  [
    'lets a message outlive its link',
    broken(rcs, (channel) => ({
      plan(message, state, account) {
        const { expiresAt } = message;
        const later = expiresAt === undefined ? message : { ...message, expiresAt: expiresAt + HOUR };
        return channel.plan(expiresAt !== undefined && expiresAt <= state.now ? message : later, state, account);
      },
    })),
    15,
  ],
  [
    'logs the link',
    broken(apple, (channel) => ({
      send(plan, io, account) {
        console.info(`sending ${plan.body}`);
        return channel.send(plan, io, account);
      },
    })),
    16,
  ],
  [
    'quotes the provider’s message in its error',
    broken(rcs, (channel) => ({
      async send(plan, io, account) {
        let said = '';
        const listening = {
          ...io,
          fetch: async (url: string, init: RequestInit) => {
            const response = await io.fetch(url, init);
            if (response.status >= 400) said = await response.clone().text();
            return response;
          },
        };
        const result = await channel.send(plan, listening, account);
        return 'error' in result
          ? { ...result, error: { ...result.error, code: `${result.error.code} ${said}` } }
          : result;
      },
    })),
    16,
  ],
  [
    'follows redirects with the credential',
    broken(twilio, (channel) => ({
      media(ref, io, limits, account) {
        let first: RequestInit | undefined;
        const carrying = asking(io, (url, init) => {
          first ??= init;
          return [url, { ...init, ...(first.headers && { headers: first.headers }) }];
        });
        return channel.media(ref, carrying, limits, account);
      },
    })),
    17,
  ],
  [
    'reads files without an end',
    broken(rcs, (channel) => ({
      media: (ref, io, limits, account) => channel.media(ref, io, { ...limits, maxBytes: 50_000_000 }, account),
    })),
    17,
  ],
  [
    'keeps believing the old secret after a rotation',
    broken(whatsapp, (channel) => ({
      async verify(request, account) {
        const old = { ...(account as object), appSecrets: [whatsapp.settings.appSecret] };
        const verified = await channel.verify(request, account);
        return verified.ok ? verified : channel.verify(request, old);
      },
    })),
    18,
  ],
];
