import { expect, test } from 'vitest';
import { aloneFiles } from './alone-files.mjs';

test('long files, proofs and files that replace modules have a process of their own', () => {
  expect(aloneFiles()).toEqual(
    expect.arrayContaining([
      'models/check.test.ts',
      'packages/core/src/crypto/xwing/xwing.test.ts',
      'packages/server-kit/test/proof/key-memory.test.ts',
      'packages/server-kit/test/webhooks/guarded-fetch.test.ts',
    ]),
  );
});

test('others share one, and those of other kinds are not asked', () => {
  expect(aloneFiles()).not.toContain('packages/server-kit/test/flow.test.ts');
  expect(aloneFiles().filter((path) => /\.(dom\.test|browser|e2e)\.ts$/.test(path))).toEqual([]);
});
