// A store that hangs: the request that needs it is answered, and others go on (SF-OPS-04).
import { afterEach, expect, test, vi } from 'vitest';
import { watchedStore } from '../../src/operation/watched-store.ts';
import { memoryStore } from '../../src/stores/memory.ts';
import { noTelemetry } from '../../src/telemetry/types.ts';
import { storeWith } from '../support/broken-stores.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('SF-OPS-04 a call that takes too long fails as an unavailable store, whatever it comes to later', async () => {
  vi.useFakeTimers();
  const hanging = storeWith(memoryStore(), { get: () => new Promise(() => {}) });
  const getting = watchedStore(hanging, { limitMs: 5_000, telemetry: noTelemetry, namespace: 'records' }).get([]);
  const outcome = expect(getting).rejects.toMatchObject({ code: 'store_unavailable' });
  await vi.advanceTimersByTimeAsync(5_000);
  await outcome;
});

test('SF-OPS-04 control: without the limit it hangs', async () => {
  vi.useFakeTimers();
  const hanging = storeWith(memoryStore(), { get: () => new Promise(() => {}) });
  let ended = false;
  void hanging.get([]).finally(() => {
    ended = true;
  });
  await vi.advanceTimersByTimeAsync(600_000);
  expect(ended).toBe(false);
});
