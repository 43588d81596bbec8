// What sealing waits for: a suite whose code does not arrive is a failed request, which can be tried again.
import { TellsafeError } from '@tellsafe/core';
import type { RecipientKey } from '@tellsafe/core/answers';
import { prepareSuite } from '@tellsafe/core/crypto/hpke';
import { afterEach, expect, test, vi } from 'vitest';
import { isPassing, RequestFailure } from '../internal/request-failure.ts';
import { prepareSealing } from './submission.ts';

vi.mock('@tellsafe/core/crypto/hpke', { spy: true });
afterEach(() => vi.mocked(prepareSuite).mockReset());

const keyOf = (suite: RecipientKey['suite']): RecipientKey => ({ role: 'agent', suite, keyId: '', publicKey: '' });

test('the suite of each recipient is fetched, once for each', async () => {
  vi.mocked(prepareSuite).mockResolvedValue();
  await prepareSealing([keyOf('x25519'), keyOf('xwing')]);
  expect(vi.mocked(prepareSuite).mock.calls).toEqual([['x25519'], ['xwing']]);
});

test('a chunk that did not arrive is a failed request; the next try asks again', async () => {
  const cause = new TellsafeError('network_failed');
  vi.mocked(prepareSuite).mockRejectedValueOnce(cause).mockResolvedValue();
  const failure: unknown = await prepareSealing([keyOf('xwing')]).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(RequestFailure);
  expect(failure).toMatchObject({ code: 'network_failed', cause });
  expect(isPassing(failure)).toBe(true);
  await prepareSealing([keyOf('xwing')]);
});

test('what no further try helps is not told as one', async () => {
  const error = new TellsafeError('suite_unavailable');
  vi.mocked(prepareSuite).mockRejectedValue(error);
  await expect(prepareSealing([keyOf('xwing')])).rejects.toBe(error);
});
