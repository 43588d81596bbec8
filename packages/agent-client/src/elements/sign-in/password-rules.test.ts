import decodeQR from 'qr/decode.js';
import { expect, test } from 'vitest';
import { ruleStates } from './password-rules.ts';
import { qrPath } from './qr-path.ts';

const met = (next: string, repeat = '') =>
  ruleStates({ minPasswordLength: 12, maxPasswordLength: 128, passwordHistory: 4 }, next, repeat)
    .filter(({ met: isMet }) => isMet)
    .map(({ rule }) => rule);

test.each([
  ['', '', []],
  ['123456789012', '', ['length', 'digit']],
  ['пароль из слов ٣', '', ['length', 'letter', 'digit']],
  ['😀'.repeat(11), '😀'.repeat(11), ['repeat']],
  ['😀'.repeat(12), '', ['length']],
  ['e\u0301'.repeat(11), '', ['letter']],
  ['juniper-desk-2026', 'juniper-desk-2026', ['length', 'letter', 'digit', 'repeat']],
] as const)('SF-POL-01 %j and %j satisfy %j', (next, repeat, rules) => {
  expect(met(next, repeat)).toEqual(rules);
});

test('a QR code says what it was made of, with room around it', () => {
  const uri =
    'otpauth://totp/Juniper%20desk:maya?issuer=Juniper%20desk&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&digits=6';
  const { size, path } = qrPath(uri);
  const scale = 4;
  const side = size * scale;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    expect([Number(x), Number(y)].every((at) => at >= 4 && at < size - 4)).toBe(true);
    for (let row = 0; row < scale; row += 1) {
      const start = ((Number(y) * scale + row) * side + Number(x) * scale) * 4;
      for (let at = start; at < start + scale * 4; at += 1) if (at % 4 !== 3) data[at] = 0;
    }
  }
  expect(decodeQR({ width: side, height: side, data })).toBe(uri);
});
