// How far behind maintenance is with what must go: the measure that an operator watches (security.md, threat 22).
import { type Kit, storesOf } from '../kit.ts';
import { DUE_ERASURE } from './erasure.ts';

/** How far behind maintenance is, of all accounts. */
export interface PurgeLag {
  /** How long the oldest of what is over waits to be deleted, in ms; 0 when nothing waits. Seconds are usual, an hour is not. */
  readonly lagMs: number;
  /** Records and events that wait; 10000 of each are counted in each store at most. */
  readonly overdue: number;
  /** Erasures that were begun and not finished; 1000 are counted for each account at most. A moment each is usual. */
  readonly erasures: number;
}

/** Measures. Changes nothing. */
export async function purgeLag(kit: Kit): Promise<PurgeLag> {
  const now = kit.clock();
  const { records } = kit.stores;
  const stores = storesOf(kit).filter(({ capabilities }) => capabilities.retention);
  const found = await Promise.all(stores.map((store) => store.overdue(now)));
  const due = { index: 'due', value: DUE_ERASURE, to: now, limit: 1_000 };
  const erasures = await Promise.all(kit.accounts.all.map(({ id }) => records.list({ account: id, ...due })));
  return {
    lagMs: Math.max(0, ...found.map(({ oldestAt }) => (oldestAt === null ? 0 : now - oldestAt))),
    overdue: found.reduce((sum, { count }) => sum + count, 0),
    erasures: erasures.reduce((sum, page) => sum + page.records.length, 0),
  };
}
