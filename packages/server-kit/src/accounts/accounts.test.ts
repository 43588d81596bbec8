import { isUuid } from '@tellsafe/core';
import { webRandom } from '@tellsafe/core/crypto';
import { describe, expect, test } from 'vitest';
import { allowsOrigin, createAccounts } from './accounts.ts';
import { parseAccount } from './settings.ts';

const accountOf = (id: string) =>
  parseAccount(id, { id, formOrigin: `https://forms.${id}.example`, allowedOrigins: [`https://www.${id}.example`] });

describe('accounts', () => {
  const accounts = createAccounts(Array.from({ length: 200 }, (_, at) => accountOf(`account-${at}`)));

  test('a session id leads to its account and is a random UUID otherwise', () => {
    for (const { id } of accounts.all) {
      const [one, other] = [accounts.createSessionId(id, webRandom), accounts.createSessionId(id, webRandom)];
      expect(isUuid(one)).toBe(true);
      expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
      expect(one).not.toBe(other);
      expect(accounts.ofSession(one).map((account) => account.id)).toContain(id);
    }
    expect(accounts.ofSession('device')).toEqual([]);
  });

  test('an unknown account is an error where one is needed', () => {
    expect(accounts.find('unknown')).toBeUndefined();
    expect(() => accounts.get('unknown')).toThrow(expect.objectContaining({ code: 'account_unknown' }));
  });

  test('origins are compared whole', () => {
    const acme = accountOf('acme');
    const one = createAccounts([acme]);
    for (const origin of ['https://forms.acme.example', 'https://www.acme.example']) {
      expect([allowsOrigin(acme, origin), one.anyAllows(origin)]).toEqual([true, true]);
    }
    for (const origin of ['https://acme.example', 'http://www.acme.example', 'null', 'https://www.acme.example.evil']) {
      expect([allowsOrigin(acme, origin), one.anyAllows(origin)]).toEqual([false, false]);
    }
  });
});
