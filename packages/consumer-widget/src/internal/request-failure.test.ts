import { expect, test } from 'vitest';
import { arrived, failedWith, isPassing, RequestFailure } from './request-failure.ts';

test('a chunk that does not arrive is a failure that may pass', async () => {
  const failure = await arrived(Promise.reject(new TypeError('gone'))).catch((error: unknown) => error);
  expect(failedWith(failure, 'network_failed')).toBe(true);
  expect(isPassing(failure)).toBe(true);
  expect((failure as Error).cause).toBeInstanceOf(TypeError);
  expect(await arrived(Promise.resolve(7))).toBe(7);
});

test.each([
  ['off_the_record_full', true],
  ['overloaded', true],
  ['network_failed', true],
  ['internal', true],
  ['otk_invalid', false],
  ['request_invalid', false],
])('SF-OTR-01 after %s the form keeps what was typed and sends it again: %s', (code, isWorthIt) => {
  expect(isPassing(new RequestFailure(code))).toBe(isWorthIt);
});
