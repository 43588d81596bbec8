import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { tracesOf } from './typed-traces.ts';

const CARD = '4111 1111 1111 1111';
const VALUES = [CARD, '737', '12/31', 'Moreau', 'Kim'];

test.each([
  ['as it was typed', 'card 4111 1111 1111 1111', CARD],
  ['without its spaces', '{"card":"4111111111111111"}', CARD],
  ['with dashes', 'PAN 4111-1111-1111-1111.', CARD],
  ['cut in front and behind', '…1111 1111 1…', CARD],
  ['three digits as a value', '{"cvv":"737"}', '737'],
  ['three digits in an address', 'http://127.0.0.1:8000/pay?cvv=737#end', '737'],
  ['three digits after an escape', '/pay?cvv%3D737', '737'],
  ['three digits at the end of a sentence', 'The code is 737.', '737'],
  ['three digits in markup', '<input value=737>', '737'],
  ['three digits in lines', 'keydown\n737\ninput', '737'],
  ['a date', '12/31', '12/31'],
  ['a date in an address', '/pay?expiry=12%2F31', '12/31'],
  ['a name in another word', 'mr.moreau AdaMoreau', 'Moreau'],
  ['a short name', '{"name":"Kim"}', 'Kim'],
])('SF-GEN-02 what was typed is found %s', (_case, text, value) => {
  expect(tracesOf(text, VALUES)).toEqual([value]);
});

test('ports, ids, bytes, times and marks of chance are no traces', () => {
  const ports = Array.from({ length: 64_512 }, (_, at) => `http://127.0.0.1:${at + 1024}/form`);
  const ids = Array.from({ length: 2_000 }, (_, at) => {
    const hash = createHash('sha256').update(`${at}`).digest();
    return `${hash.toString('hex').replace(/^(.{8})(.{4})(.{4})/, '$1-$2-$3-')} ${hash.toString('base64url')}`;
  });
  const others = ['lit$473712345$', '12.737', '3.7370', '737.25', 'x-737-y', 'AdaKimB_737', '73.7'];
  for (const text of [ports, ids, others]) expect(tracesOf(text.join('\n'), VALUES)).toEqual([]);
});
