// Controls of T12: a kit by a wrong clock, without the guard against clocks that go back, or with a comparison that is off by one
// does not keep the limits of the table.
import { expect, test, vi } from 'vitest';
import type * as OptionsModule from '../../src/options.ts';
import type { Store } from '../../src/stores/types.ts';
import type { HarnessOptions } from '../harness.ts';
import { storeWith } from '../support/broken-stores.ts';
import { inStore, neverExpires, stoppedClock } from '../support/faults.ts';
import { brokenLimits } from './clock-limits.ts';
import { type Mutant, mutants, withMutant } from './model-mutants.ts';

type ProofModule = typeof import('@tellsafe/core/crypto/sync');

vi.setConfig({ testTimeout: 60_000 });

const keyLimits = ['getFormTimeoutSec', 'submitFormTimeoutSec', 'readKeyTtlSec'];
const timed = [...keyLimits, 'extensions', 'invitationTtlSec', 'idleLogoutSec', 'REPEAT_WINDOW_MS'];

const endlessEvents = (store: Store) =>
  storeWith(store, {
    commit: async ({ append = [], ...batch }) =>
      store.commit({ ...batch, append: append.map((event) => ({ ...event, expiresAt: Number.MAX_SAFE_INTEGER })) }),
  });

const wrongClocks: readonly (readonly [string, HarnessOptions, readonly string[]])[] = [
  ['the kit goes by a clock that stands still', stoppedClock, timed],
  ["the kit goes by the machine's clock", { options: { clock: () => Date.now() } }, timed],
  ['records live for ever', inStore('records', neverExpires), ['retentionMonths', 'GRACE_MS']],
  ['events live for ever', inStore('records', endlessEvents), ['AUDIT_MONTHS']],
  ['sealed answers live for ever', inStore('sealed', neverExpires), ['retentionMonths']],
];

test.each(wrongClocks)('T12 control: %s', async (_name, given, expected) => {
  expect([...(await brokenLimits('beside', given))]).toEqual(expect.arrayContaining([...expected]));
});

const clientsClock: Mutant = {
  name: "proofs are checked by the client's clock",
  plant: () =>
    vi.doMock('@tellsafe/core/crypto/sync', async (original) => {
      const module = await original<ProofModule>();
      const verifyProof: ProofModule['verifyProof'] = (key, proof, request) =>
        module.verifyProof(key, proof, request, proof.atMs);
      return { ...module, verifyProof };
    }),
};

const rule = (name: string) => {
  const mutant = mutants.find((each) => each.name === name);
  if (!mutant) throw new Error(`there is no mutant "${name}"`);
  return mutant;
};

const wrongRules: readonly (readonly [Mutant, readonly string[]])[] = [
  [clientsClock, ['PROOF_WINDOW_MS']],
  [rule('a key works at its end'), ['getFormTimeoutSec', 'readKeyTtlSec', 'REPEAT_WINDOW_MS']],
  [rule('a session lives at its end'), ['idleLogoutSec']],
];

test.each(wrongRules.map(([mutant, expected]) => [mutant.name, mutant, expected] as const))(
  'T12 control: %s',
  async (_name, mutant, expected) => {
    const broken = await withMutant(
      mutant,
      () => import('./clock-limits.ts'),
      (module) => module.brokenLimits('beside'),
    );
    expect([...broken]).toEqual(expect.arrayContaining([...expected]));
  },
);

test('T12 control: the kit follows a clock that is set back', async () => {
  const unguarded: Mutant = {
    name: 'no guard',
    plant: () =>
      vi.doMock('../../src/options.ts', async (original) => {
        const module = await original<typeof OptionsModule>();
        const parseOptions: typeof OptionsModule.parseOptions = (options) => {
          return { ...module.parseOptions(options), ...(options.clock && { clock: options.clock }) };
        };
        return { ...module, parseOptions };
      }),
  };
  const broken = await withMutant(
    unguarded,
    () => import('./clock-limits.ts'),
    (module) => module.brokenLimits('jump'),
  );
  expect([...broken]).toEqual(expect.arrayContaining([...timed]));
});
