// The settings of webhooks: what is refused at start and what the message says, never a secret (SF-OPS-01).
import { isTellsafeError } from '@tellsafe/core';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { type AccountOptions, createTellsafe, createWebhookSecret, type TellsafeOptions } from '../index.ts';
import { memoryKeys } from '../keys/memory.ts';
import { memoryStore } from '../stores/memory.ts';
import { isWebhookSecret } from './secret.ts';

const secret = createWebhookSecret();
const endpoint = { id: 'crm', url: 'https://crm.example/tellsafe', secrets: [secret] };
const fetch = async () => new Response(null, { status: 204 });

function messageOf(webhooks: unknown, sending: unknown = { fetch }): string | undefined {
  const stores = { records: memoryStore(), sealed: memoryStore(), volatile: memoryStore() };
  const account = { id: 'acme', formOrigin: 'https://forms.acme.example', allowedOrigins: [], webhooks };
  try {
    createTellsafe({
      stores,
      keys: memoryKeys(),
      accounts: [account as unknown as AccountOptions],
      authenticate: () => null,
      log: () => {},
      maintenance: 'manual',
      ...(sending !== null && { webhooks: sending as NonNullable<TellsafeOptions['webhooks']> }),
    });
    return undefined;
  } catch (error) {
    if (!isTellsafeError(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

describe('endpoints', () => {
  test('SF-OPS-01 endpoints as they should be are taken', () => {
    const more = { ...endpoint, id: 'erp', secrets: [secret, secret, secret], events: ['invitation.submitted'] };
    expect(messageOf([endpoint, more])).toBeUndefined();
    expect(messageOf([], null)).toBeUndefined();
    expect(messageOf(undefined, null)).toBeUndefined();
    const sending = { fetch, allow: ['10.2.0.0/16'], httpOnLoopback: true, retrySec: [1, 86_400] };
    expect(messageOf([{ ...endpoint, url: 'http://127.0.0.1:8080/' }], sending)).toBeUndefined();
  });

  test.each([
    ['no list', endpoint, 'accounts[0].webhooks', 'at most 8'],
    [
      'too many',
      Array.from({ length: 9 }, (_, at) => ({ ...endpoint, id: `e${at}` })),
      'accounts[0].webhooks',
      'at most 8',
    ],
    ['no object', ['crm'], 'accounts[0].webhooks[0]', 'must be an object'],
    ['an unknown member', [{ ...endpoint, secret: 'x' }], 'accounts[0].webhooks[0].secret', 'is not a setting'],
    ['a wrong id', [{ ...endpoint, id: 'CRM' }], 'accounts[0].webhooks[0].id', 'CRM'],
    ['an id twice', [endpoint, endpoint], 'accounts[0].webhooks', 'one id twice'],
    ['no address', [{ ...endpoint, url: 5 }], 'accounts[0].webhooks[0].url', 'must be an https address'],
    ['no secret', [{ ...endpoint, secrets: [] }], 'accounts[0].webhooks[0].secrets', '1 to 3'],
    ['many secrets', [{ ...endpoint, secrets: Array(4).fill(secret) }], 'accounts[0].webhooks[0].secrets', '1 to 3'],
    ['no events', [{ ...endpoint, events: [] }], 'accounts[0].webhooks[0].events', 'list of event types'],
    ['a wrong event', [{ ...endpoint, events: ['all'] }], 'accounts[0].webhooks[0].events[0]', 'invitation.sent'],
    [
      'an inner address',
      [{ ...endpoint, url: 'https://10.0.0.1/' }],
      'accounts[0].webhooks[0].url',
      'https://10.0.0.1',
    ],
  ])('SF-OPS-01 %s is refused by key and value', (_, webhooks, key, hint) => {
    const message = messageOf(webhooks);
    expect(message).toContain('option_invalid');
    expect(message).toContain(`${key};`);
    expect(message).toContain(hint);
  });

  test.each([
    ['5ecret-canary'],
    ['whsec_5ecret-canary'],
    [`whsec_${btoa('5ecret-canary')}`],
    [`whsec_${btoa('5ecret-canary'.repeat(6))}`],
    [`whsk_${btoa('5ecret-canary'.repeat(2))}`],
  ])('SF-OPS-01 a wrong secret is refused and not shown', (wrong) => {
    const message = messageOf([{ ...endpoint, secrets: [secret, wrong] }]);
    expect(message).toContain('accounts[0].webhooks[0].secrets[1]');
    expect(message).not.toContain(wrong);
  });

  test('SF-OPS-01 path, query and password of a wrong address are not shown', () => {
    const message = messageOf([{ ...endpoint, url: 'http://u:5ecret@crm.example/5ecret?key=5ecret' }]);
    expect(message).toContain('http://crm.example');
    expect(message).not.toContain('5ecret');
  });
});

describe('the way', () => {
  test('SF-OPS-01 endpoints without a way to them are refused, naming the way', () => {
    expect(messageOf([endpoint], null)).toContain('guardedFetch');
  });

  test.each([
    ['no object', 'fetch', 'option_invalid', 'webhooks;'],
    ['no fetch', {}, 'option_invalid', 'webhooks.fetch;'],
    ['an unknown member', { fetch, retries: 3 }, 'option_invalid', 'webhooks.retries;'],
    ['no switch', { fetch, httpOnLoopback: 'yes' }, 'option_invalid', 'webhooks.httpOnLoopback;'],
    ['no list of ranges', { fetch, allow: '10.0.0.0/8' }, 'option_invalid', 'webhooks.allow;'],
    ['no range', { fetch, allow: ['10.0.0.0/8', 'lan'] }, 'option_invalid', 'webhooks.allow[1];'],
    ['no list of pauses', { fetch, retrySec: 5 }, 'option_invalid', 'webhooks.retrySec;'],
    ['too many pauses', { fetch, retrySec: Array(21).fill(1) }, 'option_invalid', 'webhooks.retrySec;'],
    ['a pause of 0', { fetch, retrySec: [5, 0] }, 'setting_invalid', 'webhooks.retrySec[1]'],
    ['a pause too long', { fetch, retrySec: [86_401] }, 'setting_invalid', '86400'],
    ['a pause in text', { fetch, retrySec: ['5'] }, 'setting_invalid', 'webhooks.retrySec[0]'],
  ])('SF-OPS-01 %s is refused by key, value and range', (_, sending, code, text) => {
    const message = messageOf([endpoint], sending);
    expect(message).toContain(code);
    expect(message).toContain(text);
  });
});

test('SF-OPS-01 secrets are those of the spec, and the library takes them', () => {
  expect(isWebhookSecret(secret)).toBe(true);
  expect(createWebhookSecret()).not.toBe(secret);
  // The example of the library's own documentation.
  const example = new Webhook('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  expect(example.sign('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}')).toBe(
    'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  );
  expect(isWebhookSecret('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')).toBe(true);
  expect([undefined, 5, '', 'whsec_', 'whsec_====', secret.slice(6)].filter(isWebhookSecret)).toEqual([]);
});
