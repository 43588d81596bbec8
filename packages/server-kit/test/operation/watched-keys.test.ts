// A key provider that hangs: the request that needs it is answered, and others go on (SF-OPS-04).
import { afterEach, describe, expect, test, vi } from 'vitest';
import { memoryKeys } from '../../src/keys/memory.ts';
import type { KeyProvider } from '../../src/keys/types.ts';
import { watchedKeys } from '../../src/operation/watched-keys.ts';
import { call, ok } from '../clients.ts';
import { createHarness } from '../harness.ts';

afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});
const hanging: KeyProvider = {
  ...{ mac: never, wrap: never, unwrap: never, rotate: never, destroy: never, openArchive: never },
  archiveKeyIds: ['one'],
};

const bytes = new Uint8Array(32);
const calls: readonly (readonly [string, (keys: KeyProvider) => Promise<unknown> | undefined])[] = [
  ['mac', (keys) => keys.mac(bytes)],
  ['wrap', (keys) => keys.wrap(bytes, bytes)],
  ['unwrap', (keys) => keys.unwrap({ keyId: 'one', bytes }, bytes)],
  ['rotate', (keys) => keys.rotate()],
  ['destroy', (keys) => keys.destroy('one')],
  ['openArchive', (keys) => keys.openArchive?.({} as Parameters<NonNullable<KeyProvider['openArchive']>>[0])],
];

describe('SF-OPS-04 a call of a key provider that hangs', () => {
  test.each(calls)('%s fails as unavailable keys after the limit, and not before', async (_name, run) => {
    vi.useFakeTimers();
    let failed: unknown;
    void run(watchedKeys(hanging, 5_000))?.catch((error: unknown) => {
      failed = error;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(failed).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(failed).toMatchObject({ code: 'keys_unavailable' });
  });

  test.each(calls)('control: %s hangs without the limit', async (_name, run) => {
    vi.useFakeTimers();
    let ended = false;
    void run(hanging)?.finally(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ended).toBe(false);
  });
});

test('what answers in time, and what the provider throws, comes through; so do the archive keys that it holds', async () => {
  const keys = memoryKeys();
  const watched = watchedKeys(keys, 5_000);
  const wrapped = await watched.wrap(bytes, bytes);
  expect(await watched.unwrap(wrapped, bytes)).toEqual(bytes);
  const { keyId, mac } = await watched.mac(bytes);
  await watched.rotate();
  expect(await keys.mac(bytes, keyId)).toEqual({ keyId, mac });
  await watched.destroy(keyId);
  await expect(watched.mac(bytes, keyId)).rejects.toMatchObject({ code: 'key_unknown' });
  expect([watched.archiveKeyIds, watched.openArchive]).toEqual([[], undefined]);
  expect(watchedKeys(hanging, 5_000).archiveKeyIds).toEqual(['one']);
});

test('SF-OPS-04 a request that needs keys which hang is answered 503 after limits.keyTimeoutMs, and the next one works', async () => {
  let hangs = false;
  let told = () => {};
  const asked = new Promise<void>((resolve) => {
    told = resolve;
  });
  const slow = (keys: KeyProvider): KeyProvider => {
    const mac = keys.mac.bind(keys);
    keys.mac = (data, keyId) => {
      if (!hangs) return mac(data, keyId);
      told();
      return never();
    };
    return keys;
  };
  const harness = await createHarness('memory', { keys: slow, options: { limits: { keyTimeoutMs: 5_000 } } });
  try {
    const signIn = () => call(harness, 'POST', '/v1/agent/sessions', { body: {}, headers: { 'x-agent': 'ada' } });
    ok(await signIn());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    hangs = true;
    const signingIn = signIn();
    await asked;
    await vi.advanceTimersByTimeAsync(5_000);
    const answer = await signingIn;
    expect([answer.status, answer.body]).toMatchObject([503, { code: 'overloaded' }]);
    expect(harness.log).toMatchObject([{ code: 'keys_unavailable', where: 'sessionStart' }]);
    hangs = false;
    ok(await signIn());
  } finally {
    vi.useRealTimers();
    await harness.close();
  }
});
