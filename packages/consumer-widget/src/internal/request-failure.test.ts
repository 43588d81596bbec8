import { expect, test } from 'vitest';
import { arrived, failedWith, isPassing } from './request-failure.ts';

test('a chunk that does not arrive is a failure that may pass', async () => {
  const failure = await arrived(Promise.reject(new TypeError('gone'))).catch((error: unknown) => error);
  expect(failedWith(failure, 'network_failed')).toBe(true);
  expect(isPassing(failure)).toBe(true);
  expect((failure as Error).cause).toBeInstanceOf(TypeError);
  expect(await arrived(Promise.resolve(7))).toBe(7);
});
