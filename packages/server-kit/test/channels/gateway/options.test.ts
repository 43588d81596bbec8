// Entry points as options: what is wrong is refused at start, by key, and never with a secret; without any there is nothing but 404.
import { isTellsafeError } from '@tellsafe/core';
import { describe, expect, test } from 'vitest';
import type { EntryPointOptions } from '../../../src/accounts/entry-point-settings.ts';
import { parseAccount } from '../../../src/accounts/settings.ts';
import { parseOptions } from '../../../src/options.ts';
import { call } from '../../clients.ts';
import { ACCOUNT, FORM_ORIGIN, OTHER_ACCOUNT, withHarness } from '../../harness.ts';
import { providerNames, providers } from './providers.ts';

const { entryPoint } = providers.whatsapp;
const account = (entryPoints: unknown) => ({
  ...{ id: ACCOUNT, formOrigin: FORM_ORIGIN, allowedOrigins: [] },
  entryPoints: entryPoints as EntryPointOptions[],
});

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isTellsafeError(error, 'option_invalid')) return error.message;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('SF-CN entry points in options', () => {
  const { appSecret, ...without } = entryPoint.settings;
  test.each([
    ['account.entryPoints', {}],
    ['account.entryPoints[0].id', [{ ...entryPoint, id: 'Orders!' }]],
    ['account.entryPoints[0].channel', [{ ...entryPoint, channel: { name: 'whatsapp' } }]],
    ['account.entryPoints[0].channel', [{ ...entryPoint, channel: { ...entryPoint.channel, name: 'fax' } }]],
    ['account.entryPoints[0].language', [{ ...entryPoint, language: 'german please' }]],
    ['account.entryPoints[0].label', [{ ...entryPoint, label: ' ' }]],
    ['account.entryPoints[0].name', [{ ...entryPoint, name: 'x'.repeat(81) }]],
    ['account.entryPoints[0].routing', [{ ...entryPoint, routing: 'random' }]],
    ['account.entryPoints[0].colour', [{ ...entryPoint, colour: 'red' }]],
    ['account.entryPoints[0].settings.appSecret', [{ ...entryPoint, settings: without }]],
    ['account.entryPoints[0].settings.appSecret', [{ ...entryPoint, settings: { ...without, appSecret: ' short' } }]],
  ])('%s is named when it is wrong', (key, entryPoints) => {
    const message = messageOf(() => parseAccount('account', account(entryPoints)));
    expect(message).toContain(key);
    expect(message).not.toContain('short');
    expect(message).not.toContain(appSecret);
  });

  test.each(
    providerNames.flatMap((name) => Object.keys(providers[name].entryPoint.settings).map((key) => [name, key])),
  )('CN-GEN-02 %s: a secret that stands in the place of %s is in no message', (name, key) => {
    const { entryPoint } = providers[name as (typeof providerNames)[number]];
    const misplaced = `misplaced secret ${key} `;
    const settings = { ...entryPoint.settings, [key]: misplaced };
    const message = messageOf(() => parseAccount('account', account([{ ...entryPoint, settings }])));
    expect(message).toContain(`settings.${key}`);
    expect(message).not.toContain('misplaced');
  });

  test('SF-LANG-02 each has a language beside the web', () => {
    const { languages } = parseAccount('account', account([{ ...entryPoint, language: 'ar' }]));
    expect(languages).toEqual([
      { channel: 'web', entryPoint: 'web', language: null },
      { channel: 'whatsapp', entryPoint: 'orders-wa', language: 'ar' },
    ]);
  });

  test('one id names one entry point of all accounts', async () => {
    await withHarness('memory', {}, async ({ stores, keys }) => {
      const accounts = [account([entryPoint]), { ...account([entryPoint]), id: OTHER_ACCOUNT }];
      const options = { stores, keys, accounts, authenticate: async () => null };
      expect(messageOf(() => parseOptions(options))).toContain('orders-wa');
    });
  });

  test('the host asks where a provider is to send; without entry points there is only 404', async () => {
    await withHarness('memory', { account: { entryPoints: [entryPoint] } }, async ({ tellsafe }) => {
      const place = { accountId: ACCOUNT, entryPoint: 'orders-wa' };
      expect(await tellsafe.channels.address(place)).toBe(`${FORM_ORIGIN}/tellsafe/v1/channels/whatsapp/orders-wa`);
      await expect(tellsafe.channels.address({ ...place, entryPoint: 'x' })).rejects.toMatchObject({
        code: 'route_unknown',
      });
    });
    await withHarness('memory', {}, async (harness) => {
      expect((await call(harness, 'POST', '/v1/channels/whatsapp/orders-wa', { body: {} })).status).toBe(404);
    });
  });
});
