import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { webRandom } from '../crypto/random.ts';
import { hmacSync } from '../crypto/sync.ts';
import { toBase64url } from '../encoding/base64url.ts';
import { type OneTimeKey, oneTimeKeyMacInput } from './one-time-key.ts';
import { type Purpose, purposes } from './purpose.ts';
import {
  checkOneTimeKey,
  issueOneTimeKey,
  type OtkAttempt,
  type OtkOutcome,
  type OtkRecord,
  REPEAT_WINDOW_MS,
  spendOneTimeKey,
} from './record.ts';

const pepper = webRandom(32);
const issuedAt = 1_700_000_000_000;
const expiresAt = issuedAt + 300_000;
const macOf = (key: Pick<OneTimeKey, 'accountId' | 'purpose' | 'secret'>) => hmacSync(pepper, oneTimeKeyMacInput(key));

function issued(purpose: Purpose = 'submit', secret: Uint8Array = webRandom(32)) {
  const mac = macOf({ accountId: 'acme', purpose, secret });
  const fields = { purpose, macKeyId: 'k1', mac, incarnation: 'i1', expiresAt };
  const record = issueOneTimeKey(purpose === 'read' ? { ...fields, sessionId: 'caller' } : fields);
  const attempt: OtkAttempt = { mac, purpose, incarnation: 'i1', caller: 'caller', bodyHash: 'body', now: issuedAt };
  return { record, attempt, secret };
}

const refused = (reason: string) => ({ refused: reason });

describe('SF-OTK-01 three purposes', () => {
  test('a key works for its own purpose only', () => {
    for (const purpose of purposes) {
      const { record, attempt } = issued(purpose);
      expect(checkOneTimeKey(record, attempt)).toBe('fresh');
      for (const other of purposes.filter((each) => each !== purpose)) {
        expect(checkOneTimeKey(record, { ...attempt, purpose: other })).toEqual(refused('purpose'));
      }
    }
  });

  test('the same secret for another purpose or account has another MAC', () => {
    const secret = webRandom(32);
    const { record, attempt } = issued('submit', secret);
    const others = [
      macOf({ accountId: 'acme', purpose: 'open', secret }),
      macOf({ accountId: 'acme', purpose: 'read', secret }),
      macOf({ accountId: 'acme2', purpose: 'submit', secret }),
    ];
    for (const mac of others) expect(checkOneTimeKey(record, { ...attempt, mac })).toEqual(refused('unknown'));
  });
});

describe('SF-OTK-02 once', () => {
  const { record, attempt } = issued();
  const spentAt = issuedAt + 1000;
  const spent = spendOneTimeKey(record, 'caller', spentAt, 'body');

  test('spending gives a new record and leaves the old one as it was', () => {
    expect(record.spent).toBeUndefined();
    expect(spent).toEqual({ ...record, spent: { by: 'caller', at: spentAt, bodyHash: 'body' } });
    expect(spendOneTimeKey(record, 'caller', 5).spent).toEqual({ by: 'caller', at: 5 });
    expect(() => spendOneTimeKey(spent, 'caller', spentAt)).toThrow(RangeError);
  });

  test('T12 its spender may repeat for 60 s, at −1, 0 and +1 ms', () => {
    const outcomes = [-1, 0, 1].map((ms) =>
      checkOneTimeKey(spent, { ...attempt, now: spentAt + REPEAT_WINDOW_MS + ms }),
    );
    expect(outcomes).toEqual(['repeat', refused('spent'), refused('spent')]);
    expect(checkOneTimeKey(spent, { ...attempt, now: spentAt })).toBe('repeat');
    expect(checkOneTimeKey(spent, { ...attempt, now: spentAt - 5 })).toBe('repeat');
  });

  test('a lost answer can be asked again after the end of the key, within the 60 s', () => {
    const late = spendOneTimeKey(record, 'caller', expiresAt - 1, 'body');
    expect(checkOneTimeKey(late, { ...attempt, now: expiresAt + 1000 })).toBe('repeat');
  });

  test('nobody else may repeat, and nobody may repeat with another body', () => {
    const now = spentAt + 1;
    expect(checkOneTimeKey(spent, { ...attempt, now, caller: 'other' })).toEqual(refused('spent'));
    expect(checkOneTimeKey(spent, { ...attempt, now, bodyHash: 'other' })).toEqual(refused('spent'));
    const { bodyHash: _, ...without } = { ...attempt, now };
    expect(checkOneTimeKey(spent, without)).toEqual(refused('spent'));
  });

  test('a key of another incarnation of the store is dead, fresh or spent', () => {
    for (const each of [record, spent]) {
      expect(checkOneTimeKey(each, { ...attempt, incarnation: 'i2' })).toEqual(refused('incarnation'));
    }
  });

  test('whatever the order of attempts, one caller at most gets through', () => {
    const attempts = fc.array(
      fc.record({ caller: fc.constantFrom('a', 'b', 'c'), wait: fc.integer({ min: 0, max: 90_000 }) }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(attempts, (sequence) => {
        let current = record;
        let now = issuedAt;
        const served = new Set<string>();
        let fresh = 0;
        for (const { caller, wait } of sequence) {
          now += wait;
          const outcome = checkOneTimeKey(current, { ...attempt, caller, now });
          if (outcome === 'fresh') {
            current = spendOneTimeKey(current, caller, now, 'body');
            fresh += 1;
          }
          if (typeof outcome === 'string') served.add(caller);
        }
        expect(served.size).toBeLessThanOrEqual(1);
        expect(fresh).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('SF-OTK-03 lifetimes', () => {
  test('T12 a key works until its end, at −1, 0 and +1 ms', () => {
    for (const purpose of purposes) {
      const { record, attempt } = issued(purpose);
      const outcomes = [-1, 0, 1].map((ms) => checkOneTimeKey(record, { ...attempt, now: expiresAt + ms }));
      expect(outcomes).toEqual(['fresh', refused('expired'), refused('expired')]);
    }
  });
});

describe('SF-OTK-04 belonging', () => {
  test('a read key works for its agent session only', () => {
    const { record, attempt } = issued('read');
    expect(checkOneTimeKey(record, { ...attempt, caller: 'another session' })).toEqual(refused('session'));
    const { sessionId: _, ...orphan } = record;
    expect(checkOneTimeKey(orphan, attempt)).toEqual(refused('session'));
  });

  test('a record without its session, or with one that does not belong, cannot be issued', () => {
    const fields = { macKeyId: 'k1', mac: webRandom(32), incarnation: 'i1', expiresAt };
    expect(() => issueOneTimeKey({ ...fields, purpose: 'read' })).toThrow(RangeError);
    expect(() => issueOneTimeKey({ ...fields, purpose: 'open', sessionId: 's' })).toThrow(RangeError);
    expect(() => issueOneTimeKey({ ...fields, purpose: 'open', mac: webRandom(31) })).toThrow(RangeError);
    expect(() => issueOneTimeKey({ ...fields, purpose: 'open', expiresAt: Number.NaN })).toThrow(RangeError);
  });

  test('a key that names another invitation finds another record, which does not know it', () => {
    expect(checkOneTimeKey(issued().record, issued().attempt)).toEqual(refused('unknown'));
  });
});

describe('SF-OTK-05 stored as a MAC', () => {
  test('a record holds nothing of the secret', () => {
    const { record, secret } = issued('read');
    const text = JSON.stringify(spendOneTimeKey(record, 'caller', issuedAt, 'body'));
    const hex = Array.from(secret, (byte) => byte.toString(16).padStart(2, '0')).join('');
    for (const spelling of [toBase64url(secret), hex, String.fromCharCode(...secret)]) {
      expect(text).not.toContain(spelling);
    }
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });
});

describe('SF-OTK-06 refusals', () => {
  test('each reason is for the audit log; a key that never existed is refused like any other', () => {
    const { attempt } = issued();
    expect(checkOneTimeKey(undefined, attempt)).toEqual(refused('unknown'));
    expect(checkOneTimeKey(issued().record, { ...attempt, mac: new Uint8Array() })).toEqual(refused('unknown'));
  });

  test('a caller without the key learns nothing about the state of the record', () => {
    const { record, attempt } = issued('read');
    const states = [record, spendOneTimeKey(record, 'caller', issuedAt), { ...record, expiresAt: 0 }];
    const guess = { ...attempt, mac: webRandom(32), incarnation: 'i2', caller: 'other' };
    for (const state of states) expect(checkOneTimeKey(state, guess)).toEqual(refused('unknown'));
  });
});

type Check = typeof checkOneTimeKey;

/** The promises of this file once more as a list, so that broken rules can be tried on them. */
function brokenPromises(check: Check): string[] {
  const { record, attempt } = issued('read');
  const spent = spendOneTimeKey(record, 'caller', issuedAt, 'body');
  const cases: [string, OtkOutcome | string, OtkRecord | undefined, Partial<OtkAttempt>][] = [
    ['fresh', 'fresh', record, {}],
    ['unknown', 'unknown', record, { mac: webRandom(32) }],
    ['purpose', 'purpose', record, { purpose: 'submit' }],
    ['session', 'session', record, { caller: 'other' }],
    ['incarnation', 'incarnation', record, { incarnation: 'i2' }],
    ['expiry', 'expired', record, { now: expiresAt }],
    ['repeat', 'repeat', spent, { now: issuedAt + REPEAT_WINDOW_MS - 1 }],
    ['once', 'spent', spent, { now: issuedAt + REPEAT_WINDOW_MS }],
    ['same body', 'spent', spent, { bodyHash: 'other' }],
  ];
  return cases
    .filter(([, expected, state, change]) => {
      const outcome = check(state, { ...attempt, ...change });
      return (typeof outcome === 'string' ? outcome : outcome.refused) !== expected;
    })
    .map(([name]) => name);
}

describe('control: rules that break a promise are caught', () => {
  const withRecord =
    (change: (record: OtkRecord, attempt: OtkAttempt) => OtkRecord): Check =>
    (record, attempt) =>
      checkOneTimeKey(record && change(record, attempt), attempt);
  const unspent = ({ spent: _, ...record }: OtkRecord): OtkRecord => record;
  const variants: Record<string, [Check, string[]]> = {
    'the real rule': [checkOneTimeKey, []],
    'forgets that a key was spent': [withRecord(unspent), ['repeat', 'once', 'same body']],
    'never expires': [withRecord((record) => ({ ...record, expiresAt: Number.MAX_SAFE_INTEGER })), ['expiry']],
    'works in its last instant': [withRecord((record) => ({ ...record, expiresAt: record.expiresAt + 1 })), ['expiry']],
    'ignores the fence': [withRecord((record, { incarnation }) => ({ ...record, incarnation })), ['incarnation']],
    'ignores the session': [withRecord((record, { caller }) => ({ ...record, sessionId: caller })), ['session']],
    'ignores the purpose': [withRecord((record, { purpose }) => ({ ...record, purpose })), ['purpose']],
    'ignores the MAC': [withRecord((record, { mac }) => ({ ...record, mac: toBase64url(mac) })), ['unknown']],
    'repeats for ever': [
      withRecord((record, { now }) => (record.spent ? { ...record, spent: { ...record.spent, at: now } } : record)),
      ['once'],
    ],
  };
  for (const [name, [check, expected]] of Object.entries(variants)) {
    test(name, () => expect(brokenPromises(check)).toEqual(expected));
  }
});
