// The published contract of the store port: every promise of stores/types.ts as a case. A backend that passes can be
// trusted with one-time keys; one that does not must not be used.
import type { Clock } from '@tellsafe/core';
import type { Store, StoreCapabilities } from '../stores/types.ts';
import { type ContractCase, check, same } from './contract-case.ts';
import { clockOf, START, type StoreBench, type StoreCase, type StoreInstance } from './store/bench.ts';
import { commitCases } from './store/commit-cases.ts';
import { durableCases } from './store/durable-cases.ts';
import { eventCases } from './store/event-cases.ts';
import { expiryCases } from './store/expiry-cases.ts';
import { isolationCases } from './store/isolation-cases.ts';
import { listCases } from './store/list-cases.ts';
import { misuseCases } from './store/misuse-cases.ts';
import { purgeCases } from './store/purge-cases.ts';
import { raceCases } from './store/race-cases.ts';
import { recordCases } from './store/record-cases.ts';
import { retentionCases } from './store/retention-cases.ts';

export type { StoreInstance } from './store/bench.ts';

/** A backend to be tested. */
export interface StoreSubject {
  readonly name: string;
  /** What the backend says that it can; all by default. Cases that need something else are left out. */
  readonly capabilities?: StoreCapabilities;
  /** Makes an empty instance that takes its time from this clock. */
  create(clock: Clock): Promise<StoreInstance>;
}

const everything: StoreCapabilities = { index: true, feeds: true, durable: true, shared: true, retention: true };

const allCases: readonly StoreCase[] = [
  ...recordCases,
  ...commitCases,
  ...raceCases,
  ...expiryCases,
  ...purgeCases,
  ...retentionCases,
  ...listCases,
  ...eventCases,
  ...isolationCases,
  ...misuseCases,
  ...durableCases,
];

/**
 * The cases that a store backend has to pass.
 *
 * @param subject - how to make an instance of the backend
 * @returns cases for any test runner; each makes its own instance
 * @example
 * ```ts
 * const capabilities = { index: true, feeds: true, durable: false, shared: false, retention: true };
 * const subject = { name: 'memory', capabilities, create };
 * for (const { name, run } of storeContract(subject)) test(name, run);
 * ```
 */
export function storeContract(subject: StoreSubject): readonly ContractCase[] {
  const capabilities = subject.capabilities ?? everything;
  const declared: StoreCase = {
    name: 'the store declares what it can',
    async run({ store }) {
      same(store.capabilities, capabilities, 'capabilities');
    },
  };
  return [declared, ...allCases]
    .filter(({ needs = [] }) => needs.every((capability) => capabilities[capability]))
    .map((storeCase) => ({ name: `${subject.name}: ${storeCase.name}`, run: () => runCase(subject, storeCase) }));
}

async function runCase(subject: StoreSubject, storeCase: StoreCase): Promise<void> {
  const clock = { now: START };
  const instances: StoreInstance[] = [];
  const create = async (): Promise<StoreInstance> => {
    const instance = await subject.create(clockOf(clock));
    instances.push(instance);
    return instance;
  };
  try {
    const instance = await create();
    check(instance.store !== undefined, 'create must give a store');
    const another = async (): Promise<Store> => (await create()).store;
    const bench: StoreBench = { store: instance.store, clock, instance, another };
    await storeCase.run(bench);
  } finally {
    for (const instance of instances) await instance.destroy();
  }
}
