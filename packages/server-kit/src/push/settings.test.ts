// The push setting of an account: what is refused at start and what the message says, never the private key.
import { isTellsafeError } from '@tellsafe/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTellsafe } from '../index.ts';
import { memoryKeys } from '../keys/memory.ts';
import { memoryStore } from '../stores/memory.ts';
import { isServiceName, knownPushServices, mayPushTo } from './services.ts';
import { checkVapidPair, type PushOptions, parsePush } from './settings.ts';
import { createVapidKeys, type VapidKeys } from './vapid.ts';

const subject = 'mailto:ops@acme.example';
let keys: VapidKeys;
let other: VapidKeys;
beforeAll(async () => {
  [keys, other] = [await createVapidKeys(), await createVapidKeys()];
});

function refusalOf(input: unknown): string {
  try {
    parsePush('accounts[0].push', input as PushOptions);
  } catch (error) {
    if (isTellsafeError(error, 'option_invalid')) return error.message;
    throw error;
  }
  return '';
}

test('SF-INV-06 a setting of two keys and a contact is taken, with the push services of all browsers', () => {
  const settings = parsePush('push', { vapid: { ...keys, subject } });
  expect(settings).toEqual({ vapid: { ...keys, subject }, services: knownPushServices });
  expect(refusalOf({ vapid: { ...keys, subject: 'https://acme.example/contact' } })).toBe('');
  expect(refusalOf({ vapid: { ...keys, subject }, services: ['push.acme.example', '*.push.example'] })).toBe('');
});

describe('SF-INV-06 what is wrong is refused by its name', () => {
  test.each([
    ['push', () => 42],
    ['push', () => null],
    ['push.vapid', () => ({})],
    ['push.color', () => ({ vapid: { ...keys, subject }, color: 'red' })],
    ['push.vapid.key', () => ({ vapid: { ...keys, subject, key: 1 } })],
    ['push.vapid.publicKey', () => ({ vapid: { ...keys, subject, publicKey: undefined } })],
    ['push.vapid.publicKey', () => ({ vapid: { ...keys, subject, publicKey: keys.publicKey.slice(1) } })],
    ['push.vapid.publicKey', () => ({ vapid: { ...keys, subject, publicKey: `${keys.publicKey}=` } })],
    ['push.vapid.publicKey', () => ({ vapid: { ...keys, subject, publicKey: keys.privateKey } })],
    ['push.vapid.privateKey', () => ({ vapid: { ...keys, subject, privateKey: `${keys.privateKey}A` } })],
    ['push.vapid.privateKey', () => ({ vapid: { ...keys, subject, privateKey: undefined } })],
    ['push.vapid.subject', () => ({ vapid: keys })],
    ['push.vapid.subject', () => ({ vapid: { ...keys, subject: 'ops@acme.example' } })],
    ['push.vapid.subject', () => ({ vapid: { ...keys, subject: 'mailto:' } })],
    ['push.vapid.subject', () => ({ vapid: { ...keys, subject: 'http://acme.example' } })],
    ['push.services', () => ({ vapid: { ...keys, subject }, services: [] })],
    ['push.services', () => ({ vapid: { ...keys, subject }, services: 'push.acme.example' })],
    ['push.services[1]', () => ({ vapid: { ...keys, subject }, services: ['push.acme.example', 'https://x.example'] })],
  ])('%s', (key, input) => {
    const message = refusalOf(input());
    expect(message).toContain(`accounts[0].${key};`);
    expect(message).not.toContain(keys.privateKey.slice(0, 20));
  });
});

test.each([
  'localhost',
  '127.0.0.1',
  '*.0.0.1',
  '169.254.169.254',
  '[::1]',
  '*',
  '*.com.',
  'Push.acme.example',
  'push.acme.example:8443',
  'push.acme.example/path',
  'user@push.acme.example',
  '-push.example',
  '',
])('SF-INV-06 %j cannot be the name of a push service', (name) => {
  expect(isServiceName(name)).toBe(false);
});

test('SF-INV-06 a star stands for what is below, not for the name itself nor for names that end alike', () => {
  const services = ['*.push.example', 'push.acme.example'];
  const hosts = ['a.push.example', 'a.b.push.example', 'push.acme.example', 'push.example', 'apush.example'];
  expect(hosts.map((host) => mayPushTo(services, `https://${host}/x`))).toEqual([true, true, true, false, false]);
});

test('SF-INV-06 control: a check that looks for the name anywhere lets foreign hosts in', () => {
  const careless = (endpoint: string) => knownPushServices.some((name) => endpoint.includes(name.replace('*.', '')));
  for (const endpoint of ['https://fcm.googleapis.com.evil.example/x', 'https://127.0.0.1/?fcm.googleapis.com']) {
    expect([careless(endpoint), mayPushTo(knownPushServices, endpoint)]).toEqual([true, false]);
  }
});

test('SF-INV-06 keys that do not belong together are refused by the start work, naming the public one', async () => {
  const mixed = { ...keys, privateKey: other.privateKey, subject };
  await expect(checkVapidPair('push', parsePush('push', { vapid: mixed }))).rejects.toMatchObject({
    code: 'option_invalid',
    params: { key: 'push.vapid.publicKey', value: keys.publicKey.slice(0, 80) },
  });
  const account = { id: 'acme', formOrigin: 'https://forms.acme.example', allowedOrigins: [] };
  const tellsafe = createTellsafe({
    stores: { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() },
    keys: memoryKeys(),
    accounts: [{ ...account, push: { vapid: mixed } }],
    authenticate: async () => null,
    log: () => undefined,
  });
  await expect(tellsafe.ready).rejects.toMatchObject({ params: { key: 'accounts[0].push.vapid.publicKey' } });
  expect((await tellsafe.fetch(new Request('https://forms.acme.example/tellsafe/form/acme'))).status).toBe(503);
  await tellsafe.close();
});

test('SF-INV-06 a public key that is no point of the curve is refused by the start work', async () => {
  const publicKey = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url');
  const settings = parsePush('push', { vapid: { ...keys, publicKey, subject } });
  await expect(checkVapidPair('push', settings)).rejects.toMatchObject({ code: 'option_invalid' });
});
