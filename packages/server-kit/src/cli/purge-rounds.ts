// Deletes what is over from stores, in bounded rounds. The audit is told before each portion how much is about to go, as the kit's own
// maintenance does it.
import type { Clock } from '@tellsafe/core';
import { storeAudit } from '../audit/audit.ts';
import { auditEntry, hostCaller } from '../services/caller.ts';
import { DUE_HOLD, HOLD_AGAIN_MS } from '../services/privacy/holds.ts';
import { purgePortions } from '../services/purge-portions.ts';
import { PURGE_LIMIT } from '../services/sweep.ts';
import type { Store } from '../stores/types.ts';
import { Refused } from './key-command.ts';
import type { OpenStores } from './stores-place.ts';

/** What a purge needs. */
export interface PurgeWork {
  readonly stores: OpenStores;
  /** Accounts whose audits are told. */
  readonly accounts: readonly string[];
  readonly clock: Clock;
  /** Hears how many are gone so far. */
  readonly progress: (deleted: number) => void;
}

/**
 * Deletes all that is over at this moment.
 *
 * @returns how many records and events are gone
 * @throws Refused when legal holds wait to be applied
 */
export async function purgeAll({ stores, accounts, clock, progress }: PurgeWork): Promise<number> {
  await refuseUnheld(stores.records, accounts, clock());
  const audit = storeAudit(stores.records);
  let deleted = 0;
  for (const [, store] of stores.all) {
    for (let portion = await due(store, clock()); portion > 0; portion = await due(store, clock())) {
      for (const account of accounts) {
        const entry = auditEntry({ audit, clock }, hostCaller, 'purge', { kind: 'store', id: 'all' }, 'done');
        await audit.record(account, { ...entry, count: portion });
      }
      for (let left = portion; left > 0; ) {
        const gone = await purgePortions(store, { now: clock(), limit: Math.min(left, PURGE_LIMIT), clock });
        deleted += gone;
        progress(deleted);
        // Less than asked for: a running kit was quicker.
        left = gone < Math.min(left, PURGE_LIMIT) ? 0 : left - gone;
      }
    }
  }
  return deleted;
}

async function due(store: Store, now: number): Promise<number> {
  return (await store.overdue(now)).count;
}

/**
 * A hold covers what is written later once maintenance has applied it again, daily. After a longer standstill what it should keep could
 * be among what is over.
 */
async function refuseUnheld(records: Store, accounts: readonly string[], now: number): Promise<void> {
  for (const account of accounts) {
    const query = { account, index: 'due', value: DUE_HOLD, to: now - HOLD_AGAIN_MS, limit: 1 };
    if ((await records.list(query)).records.length > 0) {
      throw new Refused(
        'Legal holds wait to be applied. Start the kit first: it does so at once, and purges by itself.',
      );
    }
  }
}
