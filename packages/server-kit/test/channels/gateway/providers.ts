// The five providers as far as they tell things: requests with their real signatures, made here from what each of them documents.
import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import type { EntryPointOptions } from '../../../src/accounts/entry-point-settings.ts';
import { apple } from '../../../src/channels/apple/index.ts';
import { messenger } from '../../../src/channels/messenger/index.ts';
import { rcs } from '../../../src/channels/rcs/index.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/index.ts';
import { whatsapp } from '../../../src/channels/whatsapp/index.ts';
import { BASE, FORM_ORIGIN, START } from '../../harness.ts';
import { messengerOptions, whatsappOptions } from '../accounts.ts';

const appleSecret = Buffer.alloc(32, 7).toString('base64');
const { privateKey } = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

/** What a consumer writes. */
export interface Said {
  readonly id: string;
  readonly text: string;
  /** Who writes, as the provider names them; a usual one when left out. */
  readonly from?: string;
}

/** One provider with one entry point. */
export interface Provider {
  readonly entryPoint: EntryPointOptions;
  /** Who writes when nobody else is named. */
  readonly person: string;
  /** What a message is in the provider's own words. */
  message(said: Said): string;
  /** The headers that prove a body. */
  sign(body: string, url: string): Promise<Record<string, string>>;
  /** What a kept request is answered with. */
  readonly accepted: { readonly status: number; readonly text: string };
  /** Status for a request that is not believed. */
  readonly refused: number;
}

const twilioToken = '0123456789abcdef0123456789abcdef';
const hub = (secret: string) => async (body: string) => ({
  'content-type': 'application/json',
  'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
});
const sid = (id: string) => `SM${Buffer.from(id).toString('hex').padEnd(32, '0').slice(0, 32)}`;
const seconds = String(START / 1000);

/** A WhatsApp webhook with some messages. */
export function whatsappBody(messages: readonly object[], change: object = {}): string {
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550783881', phone_number_id: whatsappOptions.phoneNumberId },
    ...change,
    messages,
  };
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages', value }] }],
  });
}

/** A message of WhatsApp. */
export const whatsappText = ({ id, text, from = '16315551181' }: Said) => ({
  ...{ from, id, timestamp: seconds, type: 'text', text: { body: text } },
});

/** A form of Twilio's webhook. */
export function twilioBody({ id, text, from = '+14155550123' }: Said, more: Record<string, string> = {}): string {
  const common = { AccountSid: `AC${'0'.repeat(32)}`, To: '+14155552345', SmsStatus: 'received', NumMedia: '0' };
  return new URLSearchParams({ ...common, MessageSid: sid(id), From: from, Body: text, ...more }).toString();
}

/** A message of Google, in its envelope. */
export function rcsBody(value: object): string {
  const data = Buffer.from(JSON.stringify(value)).toString('base64');
  return JSON.stringify({ message: { data, messageId: '1' }, subscription: 's' });
}

export const providers = {
  'sms-twilio': {
    entryPoint: {
      ...{ id: 'orders-sms', channel: smsTwilio, label: 'Orders', language: 'de' },
      settings: {
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: twilioToken,
        sender: '+14155552345',
        webhookUrl: 'https://hooks.acme.example/sms',
      },
    },
    person: '+14155550123',
    message: (said) => twilioBody(said),
    sign: async (body) => {
      const form = [...new URLSearchParams(body)].sort(([one], [other]) => (one < other ? -1 : 1));
      const signed = `https://hooks.acme.example/sms${form.flat().join('')}`;
      return {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': createHmac('sha1', twilioToken).update(signed).digest('base64'),
      };
    },
    accepted: { status: 200, text: '<Response/>' },
    refused: 403,
  },
  messenger: {
    entryPoint: { id: 'orders-page', channel: messenger, settings: messengerOptions },
    person: '5237384929301',
    message: ({ id, text, from = '5237384929301' }) =>
      JSON.stringify({
        object: 'page',
        entry: [
          {
            id: messengerOptions.pageId,
            time: START,
            messaging: [
              {
                sender: { id: from },
                recipient: { id: messengerOptions.pageId },
                timestamp: START,
                message: { mid: `m_${id}`, text },
              },
            ],
          },
        ],
      }),
    sign: hub(messengerOptions.appSecret),
    accepted: { status: 200, text: 'EVENT_RECEIVED' },
    refused: 403,
  },
  whatsapp: {
    entryPoint: { id: 'orders-wa', channel: whatsapp, settings: whatsappOptions, label: 'Orders', name: 'Order line' },
    person: '16315551181',
    message: (said) =>
      whatsappBody([whatsappText(said)], {
        contacts: [{ profile: { name: 'Kerry Fisher' }, wa_id: said.from ?? '16315551181' }],
      }),
    sign: hub(whatsappOptions.appSecret),
    accepted: { status: 200, text: 'EVENT_RECEIVED' },
    refused: 403,
  },
  apple: {
    entryPoint: {
      ...{ id: 'orders-apple', channel: apple },
      settings: {
        mspId: '1f3c2a4b-0000-4000-8000-000000000001',
        apiSecret: appleSecret,
        businessId: '1f3c2a4b-0000-4000-8000-000000000002',
      },
    },
    person: 'urn:mbid:AQAAY3',
    message: (said) => appleBody('text', said),
    sign: async () => ({
      ...{ 'content-type': 'application/json', 'destination-id': '1f3c2a4b-0000-4000-8000-000000000002' },
      'capability-list': 'LIST, TIME',
      authorization: `Bearer ${await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuedAt(START / 1000)
        .setAudience('1f3c2a4b-0000-4000-8000-000000000001')
        .sign(Buffer.from(appleSecret, 'base64'))}`,
    }),
    accepted: { status: 200, text: '' },
    refused: 401,
  },
  rcs: {
    entryPoint: {
      ...{ id: 'orders-rcs', channel: rcs },
      settings: {
        agentId: 'acme-orders',
        clientToken: 'a-client-token-of-ours',
        serviceAccount: { email: 'rcs@acme.iam.gserviceaccount.com', privateKey },
      },
    },
    person: '+14155550199',
    message: ({ id, text, from = '+14155550199' }) =>
      rcsBody({
        agentId: 'acme-orders',
        senderPhoneNumber: from,
        messageId: id,
        sendTime: '2026-11-02T09:00:00Z',
        text,
      }),
    sign: async (body) => {
      const data = Buffer.from(JSON.parse(body).message.data, 'base64');
      return {
        'content-type': 'application/json',
        'x-goog-signature': createHmac('sha512', 'a-client-token-of-ours').update(data).digest('base64'),
      };
    },
    accepted: { status: 200, text: '' },
    refused: 403,
  },
} as const satisfies Record<string, Provider>;

/** One of the five. */
export type ProviderName = keyof typeof providers;
export const providerNames = Object.keys(providers) as ProviderName[];

/** What Apple sends of a person. */
export function appleBody(type: string, { id, text = '', from = 'urn:mbid:AQAAY3' }: Partial<Said>): string {
  const ends = { sourceId: from, destinationId: '1f3c2a4b-0000-4000-8000-000000000002' };
  return JSON.stringify({ v: 1, id, type, ...ends, ...(text !== '' && { body: text, locale: 'en_US' }) });
}

/** A request to an entry point, by whatever way it comes: the kit hears the address of the proxy, not of the provider. */
export async function requestOf(
  name: ProviderName,
  body: string,
  change: { readonly headers?: Record<string, string>; readonly path?: string; readonly query?: string } = {},
): Promise<Request> {
  const { entryPoint, sign } = providers[name];
  const path = change.path ?? `/v1/channels/${name}/${entryPoint.id}`;
  return new Request(`${FORM_ORIGIN}${BASE}${path}${change.query ?? ''}`, {
    method: 'POST',
    body,
    headers: { ...(await sign(body)), 'x-forwarded-host': 'evil.example', ...change.headers },
  });
}
