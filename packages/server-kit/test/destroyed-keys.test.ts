// Destroyed keys on every store, and for each promise a broken variant that the same check catches.
import { describe, expect, test, vi } from 'vitest';
import { DataKey, DataKeys } from '../src/services/data-keys.ts';
import type { Check } from './checks/check.ts';
import * as checks from './checks/destroyed-keys.ts';
import { type HarnessOptions, storeKinds } from './harness.ts';
import * as faults from './support/faults.ts';

describe.each(storeKinds)('on the %s store', (kind) => {
  test.each([
    ['SF-OTK-06 without its pepper every key fails as a wrong one does', checks.retiredPepperFailsUniformly],
    ['SF-RET-03 without its wrapping key an answer is erased', checks.retiredWrapKeyErasesAnswers],
    ['SF-RET-03 without its wrapping key a conversation is erased', checks.retiredWrapKeyErasesConversations],
    ['SF-RET-01 what is kept longer is wrapped anew', checks.nothingOutlivesItsWrapKey],
  ] as const)('%s', (_name, check) => check(kind));

  test('SF-OTK-02 a key from before a fail-over stays dead through rotations', async () => {
    const { wrap, failOver } = faults.failingOver();
    await checks.fencedKeysStayDead(failOver)(kind, { wrap });
  });
});

async function caught(check: Check, planted: HarnessOptions = {}): Promise<void> {
  const error = await check('memory', planted).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'AssertionError' });
}

test.each([
  ['retiredPepperFailsUniformly', checks.retiredPepperFailsUniformly],
  ['retiredWrapKeyErasesAnswers', checks.retiredWrapKeyErasesAnswers],
  ['retiredWrapKeyErasesConversations', checks.retiredWrapKeyErasesConversations],
] as const)('control: a provider that keeps destroyed keys is caught by %s', (_name, check) =>
  caught(check, faults.keepsDestroyedKeys),
);

test('control: a cache that keeps unwrapped data keys is caught', async () => {
  const kept = new Map<string, DataKey>();
  const get = vi.spyOn(DataKeys.prototype, 'get').mockImplementation((name) => kept.get(name));
  const set = vi.spyOn(DataKeys.prototype, 'set').mockImplementation((name, bytes) => {
    const dataKey = new DataKey(bytes);
    kept.set(name, dataKey);
    return dataKey;
  });
  try {
    await caught(checks.retiredWrapKeyErasesConversations);
  } finally {
    get.mockRestore();
    set.mockRestore();
  }
});

test('control: a store that keeps the wrapping from before is caught by what is to be kept longer', async () => {
  const wrappings = /"transcriptKey":\{[^}]*\}/;
  const keepsFirst: HarnessOptions = faults.inStore('records', (store) => {
    const first = new Map<string, string>();
    return faults.committing(({ put = [], ...batch }) => ({
      ...batch,
      put: put.map((record) => {
        const text = new TextDecoder().decode(record.body);
        const [found] = wrappings.exec(text) ?? [];
        if (record.collection !== 'conversation' || found === undefined) return record;
        const kept = first.get(record.id) ?? found;
        first.set(record.id, kept);
        return { ...record, body: new TextEncoder().encode(text.replace(wrappings, kept)) };
      }),
    }))(store);
  });
  const error = await checks.nothingOutlivesItsWrapKey('memory', keepsFirst).catch((reason: unknown) => reason);
  expect(String(error)).toContain('404');
});

test('control: a store without a fence is caught', async () => {
  const { wrap, failOver } = faults.failingOver(faults.ignoresFence);
  await caught(checks.fencedKeysStayDead(failOver), { wrap });
});
