// The five channels as subjects of the contract, with every vector that there is for them.
import { generateKeyPairSync } from 'node:crypto';
import {
  type ChannelSubject,
  type ErrorVector,
  simulateApple,
  simulateMessenger,
  simulateRcs,
  simulateTwilio,
  simulateWhatsApp,
} from '@tellsafe/server-kit/testing';
import { apple } from '../../../src/channels/apple/index.ts';
import { messenger } from '../../../src/channels/messenger/index.ts';
import { rcs } from '../../../src/channels/rcs/index.ts';
import { smsTwilio } from '../../../src/channels/sms-twilio/index.ts';
import type { ChannelName, Plan } from '../../../src/channels/types.ts';
import { whatsapp } from '../../../src/channels/whatsapp/index.ts';
import { messengerOptions, whatsappOptions } from '../accounts.ts';
import table from '../data/error-classes.json' with { type: 'json' };
import messengerExtra from '../data/fixtures/messenger.extra.json' with { type: 'json' };
import messengerReplay from '../data/fixtures/messenger.vercel-replay.json' with { type: 'json' };
import whatsappExtra from '../data/fixtures/whatsapp.extra.json' with { type: 'json' };
import whatsappReplay from '../data/fixtures/whatsapp.vercel-replay.json' with { type: 'json' };
import appleVectors from '../data/signatures/apple.json' with { type: 'json' };
import metaVectors from '../data/signatures/meta.json' with { type: 'json' };
import rbmVectors from '../data/signatures/rbm.json' with { type: 'json' };
import twilioVectors from '../data/signatures/twilio.json' with { type: 'json' };
import { rawRequest } from '../requests.ts';
import { faultsOf } from '../schema.ts';
import { googleFaults, twilioFaults } from './schemas.ts';

const WEBHOOK = 'https://hooks.example.com/connectors/tenant-1';
const FRESH = 'ZnJlc2hmcmVzaGZyZXNoZnJlc2hmcmVzaGZyZXNoISE=';

const rules: Readonly<Record<string, string>> = {
  'refresh-token-once': 'renew-credential-once',
  're-sign-once': 'renew-credential-once',
  'backoff-same-messageId': 'backoff-same-id',
};

interface Row {
  readonly class: string;
  readonly retry: string;
}

/** Rows of the table that an answer to a send can carry. @param bodyOf how the provider writes a code */
function errorsOf(name: keyof typeof table, bodyOf: (code: string) => unknown): ErrorVector[] {
  const groups = table[name] as Readonly<Record<string, Readonly<Record<string, Row>>>>;
  return Object.entries(groups).flatMap(([group, codes]) =>
    Object.entries(codes).flatMap(([code, row]) => {
      const isHttp = group === 'http';
      if (code === 'network' || (!isHttp && !/^\d/.test(code))) return [];
      const status = isHttp ? Number(code.replace('xx', '03')) : 400;
      const body = isHttp ? '' : bodyOf(code.replace('200-299', '230'));
      return [{ name: `${group} ${code}`, status, body, class: row.class, retry: rules[row.retry] ?? row.retry }];
    }),
  );
}

const graphBody = (code: string) => {
  const [main, sub] = code.split('/').map(Number);
  return { error: { message: 'x', code: main, ...(sub !== undefined && { error_subcode: sub }) } };
};

const metaSignatures = (account: object) =>
  metaVectors.signature.map((each) => ({
    name: each.id,
    account: { ...account, appSecrets: [each.appSecret] },
    request: rawRequest(
      WEBHOOK,
      Buffer.from(each.rawBodyBase64, 'base64'),
      each.headerValue === null ? {} : { [each.header]: each.headerValue },
    ),
    expected: each.expected,
  }));

/** What is a webhook among the fixtures; others are answers. */
const fixtures = (values: object) =>
  Object.entries(values)
    .filter(([, value]) => ['page', 'whatsapp_business_account'].includes(value?.object))
    .map(([name, value]) => ({ name, request: rawRequest(WEBHOOK, JSON.stringify(value), {}) }));

const jsonFaults = (schemaOf: (plan: Plan) => Parameters<typeof faultsOf>[0]) => (plan: Plan) =>
  faultsOf(schemaOf(plan), plan.body);

const twilioSettings = {
  accountSid: `AC${'a'.repeat(32)}`,
  authToken: '2bd9e9638872de601313dc77410d3b23',
  sender: '+14155552345',
  webhookUrl: WEBHOOK,
};

interface TwilioVector {
  readonly id: string;
  readonly kind: string;
  readonly url: string;
  readonly authToken: string;
  readonly params?: Readonly<Record<string, string | readonly string[]>>;
  readonly rawBody?: string;
  readonly signature: string;
  readonly expected: boolean;
}

function twilioSubject(): ChannelSubject {
  const account = smsTwilio.checkAccount('channel', twilioSettings);
  const signatures = (twilioVectors.vectors as readonly TwilioVector[]).map((each) => {
    const { id, kind, url, params = {}, rawBody = '', signature, authToken, expected } = each;
    const pairs = Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
    const body = kind === 'json' ? rawBody : new URLSearchParams(pairs).toString();
    const method = body === '' ? 'GET' : 'POST';
    const request = rawRequest(url, body, { 'X-Twilio-Signature': signature }, method);
    return { name: id, account: { ...account, authTokens: [authToken] }, request, expected };
  });
  return {
    ...{ channel: smsTwilio, settings: twilioSettings, secretKey: 'authToken', freshSecret: FRESH, signatures },
    ...{ webhookUrl: WEBHOOK, consumer: '+14155550123', simulate: simulateTwilio, faultsOf: twilioFaults },
    secrets: [twilioSettings.authToken],
    errors: errorsOf('sms.twilio', (code) => ({ code: Number(code), message: 'x', status: 400 })),
  };
}

const messengerSubject = (): ChannelSubject => ({
  ...{ channel: messenger, settings: messengerOptions, secretKey: 'appSecret', freshSecret: FRESH },
  ...{ webhookUrl: WEBHOOK, consumer: '200000000000001', simulate: simulateMessenger },
  secrets: [messengerOptions.appSecret, messengerOptions.verifyToken, messengerOptions.pageAccessToken],
  buttonSettings: { ...messengerOptions, linkAs: 'button' },
  humanSettings: { ...messengerOptions, humanAgent: true },
  signatures: metaSignatures(messenger.checkAccount('channel', messengerOptions)),
  requests: [...fixtures(messengerReplay), ...fixtures(messengerExtra)],
  errors: errorsOf('messenger', graphBody),
  faultsOf: jsonFaults(({ form }) => (form === 'button' ? 'messengerUrlButton' : 'messengerText')),
});

const whatsappSubject = (): ChannelSubject => ({
  ...{ channel: whatsapp, settings: whatsappOptions, secretKey: 'appSecret', freshSecret: FRESH },
  ...{ webhookUrl: WEBHOOK, consumer: '14155550123', simulate: simulateWhatsApp },
  secrets: [whatsappOptions.appSecret, whatsappOptions.verifyToken, whatsappOptions.accessToken],
  buttonSettings: { ...whatsappOptions, linkAs: 'button' },
  signatures: metaSignatures(whatsapp.checkAccount('channel', whatsappOptions)),
  requests: [...fixtures(whatsappReplay), ...fixtures(whatsappExtra)],
  errors: errorsOf('whatsapp', graphBody),
  faultsOf: jsonFaults(({ form }) => (form === 'button' ? 'whatsappCtaUrl' : 'whatsappText')),
});

interface AppleBody {
  readonly id: string;
  readonly json?: unknown;
  readonly bodyBase64?: string;
  readonly headers?: Record<string, string>;
}

const appleSettings = {
  mspId: 'b1f3a2c4-5d6e-4f70-8a9b-0c1d2e3f4a5b',
  businessId: 'a884eddf-0000-4000-8000-00000000beef',
  apiSecret: 'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
};

const appleSubject = (): ChannelSubject => ({
  ...{ channel: apple, digests: false, settings: appleSettings, secretKey: 'apiSecret', freshSecret: FRESH },
  ...{ webhookUrl: WEBHOOK, consumer: 'urn:mbid:AQAAYyUbut6E4B3T9FLv5EbGexample', simulate: simulateApple },
  secrets: [appleSettings.apiSecret],
  signatures: appleVectors.inboundJwt
    // Whose business it is, is no matter of the token.
    .filter(({ id }) => id !== 'neg-destination-mismatch')
    .map(({ id, headers, now, mspId, businessId, apiSecretBase64, expected }) => ({
      name: id,
      account: apple.checkAccount('channel', { mspId, businessId, apiSecret: apiSecretBase64 }),
      request: { ...rawRequest(WEBHOOK, '{}', headers as Record<string, string>), receivedAt: now * 1000 },
      expected,
    })),
  requests: (appleVectors.bodies as readonly AppleBody[]).map(({ id, json, bodyBase64, headers }) => ({
    name: id,
    request: rawRequest(WEBHOOK, bodyBase64 ? Buffer.from(bodyBase64, 'base64') : JSON.stringify(json), headers ?? {}),
  })),
  errors: errorsOf('apple', String),
  faultsOf: jsonFaults(({ form }) => (form === 'rich_link' ? 'appleRichLink' : 'appleText')),
});

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const rcsSettings = {
  agentId: 'card_forms_ab12cd',
  clientToken: 'SJENCPGJESMGUFPY',
  serviceAccount: {
    email: 'sender@project.iam.gserviceaccount.com',
    privateKey: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  },
};

function rcsSubject(): ChannelSubject {
  const account = rcs.checkAccount('channel', rcsSettings);
  return {
    ...{ channel: rcs, settings: rcsSettings, secretKey: 'clientToken', freshSecret: FRESH, faultsOf: googleFaults },
    ...{ webhookUrl: WEBHOOK, consumer: '+14155550123', simulate: simulateRcs },
    secrets: [rcsSettings.clientToken, rcsSettings.serviceAccount.privateKey],
    signatures: rbmVectors.signature.map(({ id, clientToken, rawBody, headers, expected }) => ({
      name: id,
      account: { ...account, clientTokens: [clientToken] },
      request: rawRequest(WEBHOOK, rawBody, headers as Record<string, string>),
      expected,
    })),
    errors: errorsOf('rcs.google', (code) => ({ error: { code: Number(code), message: 'x' } })),
  };
}

/** Each channel with the simulator of its provider. */
export const subjects: Readonly<Record<ChannelName, ChannelSubject>> = {
  'sms-twilio': twilioSubject(),
  messenger: messengerSubject(),
  whatsapp: whatsappSubject(),
  apple: appleSubject(),
  rcs: rcsSubject(),
};
