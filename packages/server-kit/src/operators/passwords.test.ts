// Passwords as text and as hash, names, and codes, against the standards' own vectors.
import * as crypto from 'node:crypto';
import { webRandom } from '@tellsafe/core/crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { prepareName } from './names.ts';
import { argon2Passwords, defaultCosts, findArgon2id, nobleArgon2id } from './password-hash.ts';
import { MAX_PASSWORD_LENGTH, passwordIssues, preparePassword } from './passwords.ts';
import { parsePolicy } from './policy.ts';
import { createSecondFactor, secondFactorUri, spendCode } from './second-factor.ts';

describe('a password is prepared', () => {
  test.each([
    ['correct horse', 'correct horse'],
    ['Correct Horse', 'Correct Horse'],
    ['πßå', 'πßå'],
    ['Jack of \u2666s', 'Jack of \u2666s'],
    ['foo\u1680bar', 'foo bar'],
    ['e\u0301', '\u00e9'],
    ['my cat is a \u0009by', null],
    ['', null],
    ['\ud800', null],
    ['a'.repeat(MAX_PASSWORD_LENGTH), 'a'.repeat(MAX_PASSWORD_LENGTH)],
    ['😀'.repeat(MAX_PASSWORD_LENGTH), '😀'.repeat(MAX_PASSWORD_LENGTH)],
    ['a'.repeat(MAX_PASSWORD_LENGTH + 1), null],
    ['a'.repeat(1_000_000), null],
  ])('as RFC 8265 §4.3 shows: %j', (given, prepared) => {
    expect(preparePassword(given)).toBe(prepared);
  });

  test('once: preparing again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const prepared = preparePassword(text);
        if (prepared !== null) expect(preparePassword(prepared)).toBe(prepared);
      }),
    );
  });

  test('SF-POL-01 letters and digits of any script count', () => {
    const policy = parsePolicy();
    expect(passwordIssues(policy, 'next', 'пароль из слов ٣')).toEqual([]);
    expect(passwordIssues(policy, 'next', '😀'.repeat(12)).map(({ code }) => code)).toEqual([
      'letter_missing',
      'digit_missing',
    ]);
  });
});

test('a name is prepared once, and holds neither spaces nor what cannot be seen', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      const prepared = prepareName(text);
      if (prepared !== null) expect([prepareName(prepared), /[\s\p{C}]/u.test(prepared)]).toEqual([prepared, false]);
    }),
  );
  expect(prepareName('a'.repeat(129))).toBeNull();
});

describe('a hash', () => {
  const costs = { memoryKib: 64, passes: 2 };

  test('is argon2id as OWASP asks, unless said otherwise', async () => {
    expect(defaultCosts).toEqual({ memoryKib: 19_456, passes: 2 });
    const passwords = argon2Passwords(webRandom);
    const hash = await passwords.hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect([await passwords.verify(hash, 'correct horse'), await passwords.verify(hash, 'correct house')]).toEqual([
      true,
      false,
    ]);
    expect([passwords.isOutdated(hash), argon2Passwords(webRandom, costs).isOutdated(hash)]).toEqual([false, true]);
  });

  test('of the runtime and of the library are one', async () => {
    const runtime = findArgon2id();
    for (const length of [0, 1, 64, 200]) {
      const [password, salt] = [webRandom(length), webRandom(16)];
      const tag = await nobleArgon2id(password, salt, costs);
      if (runtime) expect(Buffer.from(await runtime(password, salt, costs))).toEqual(Buffer.from(tag));
    }
    expect(runtime !== undefined).toBe('argon2' in crypto);
  });

  test('is never the same twice, and one that cannot be read is of no password', async () => {
    const passwords = argon2Passwords(webRandom, costs);
    const hash = await passwords.hash('one');
    expect(await passwords.hash('one')).not.toBe(hash);
    for (const wrong of [
      '',
      'one',
      hash.slice(0, -1),
      `${hash}A`,
      hash.replace('argon2id', 'argon2i'),
      hash.replace('p=1', 'p=2'),
    ]) {
      expect(await passwords.verify(wrong, 'one')).toBe(false);
    }
    const last = hash.at(-1) === 'A' ? 'E' : 'A';
    expect(await passwords.verify(hash.slice(0, -1) + last, 'one')).toBe(false);
  });

  test('is made two at a time; whoever finds 64 waiting is told to come back', async () => {
    let [running, most] = [0, 0];
    const passwords = argon2Passwords(webRandom, costs, async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return new Uint8Array(32);
    });
    const ended = await Promise.allSettled(Array.from({ length: 80 }, () => passwords.hash('one')));
    const refused = ended.filter(({ status }) => status === 'rejected');
    expect([most, refused.length]).toEqual([2, 80 - 66]);
    expect(refused[0]).toMatchObject({ reason: { code: 'overloaded' } });
    await expect(passwords.hash('one')).resolves.toContain('$argon2id$');
  });

  test.each([
    { memoryKib: 7, passes: 1 },
    { memoryKib: 8, passes: 0 },
    { memoryKib: 8.5, passes: 1 },
  ])('refuses %j', (wrong) => {
    expect(() => argon2Passwords(webRandom, wrong)).toThrow(RangeError);
  });
});

describe('a code of the second factor', () => {
  /** RFC 6238 appendix B, SHA-1: seconds and the last six of the eight digits. */
  const vectors = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const;
  const factor = { secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', lastStep: 0 };

  test.each(vectors)('is right at %i s, once, and a step before and after', (seconds, code) => {
    const step = Math.floor(seconds / 30);
    for (const offset of [-30, 0, 30]) {
      expect(spendCode(factor, code, (seconds + offset) * 1000)).toEqual({ ...factor, lastStep: step });
    }
    for (const offset of [-60, 60]) expect(spendCode(factor, code, (seconds + offset) * 1000)).toBeNull();
    for (const lastStep of [step, step + 1])
      expect(spendCode({ ...factor, lastStep }, code, seconds * 1000)).toBeNull();
    expect(spendCode({ ...factor, lastStep: step - 1 }, code, seconds * 1000)).not.toBeNull();
  });

  test.each(['', '28708', '2870820', ' 287082', '２８７０８２', '28708x', '287083'])('%j is none', (code) => {
    expect(spendCode(factor, code, 59_000)).toBeNull();
  });

  test('comes from a secret of 160 random bits that apps can read', () => {
    const made = createSecondFactor(webRandom);
    expect(made.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(createSecondFactor(webRandom).secret).not.toBe(made.secret);
    const uri = new URL(secondFactorUri(made, 'Acme Desk', 'ada@acme.example'));
    expect(uri.href).toContain('otpauth://totp/Acme%20Desk:ada%40acme.example?');
    expect(Object.fromEntries(uri.searchParams)).toMatchObject({
      secret: made.secret,
      issuer: 'Acme Desk',
      period: '30',
      digits: '6',
    });
  });
});
