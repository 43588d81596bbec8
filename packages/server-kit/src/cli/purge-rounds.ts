// Deletes what is over from stores, in bounded rounds. The audit is told before each portion how much is about to go, as the kit's own
// maintenance does it.
import type { Clock } from '@tellsafe/core';
import { storeAudit } from '../audit/audit.ts';
import { findHead } from '../audit/chain-store.ts';
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
 * @throws Refused for an account that the store does not know, and when legal holds wait to be applied
 */
export async function purgeAll({ stores, accounts, clock, progress }: PurgeWork): Promise<number> {
  await refuseUnknown(stores.records, accounts);
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
 * A mistyped id would be told of the purge instead of the account that it concerns. A kit tells the
 * audit of each of its accounts something, and keeps that for a year.
 */
async function refuseUnknown(records: Store, accounts: readonly string[]): Promise<void> {
  for (const account of accounts) {
    if ((await records.read({ account }, '', 1)).length > 0) continue;
    if ((await findHead(records, account)).version !== 'absent') continue;
    throw new Refused(
      `Account ${account}: this store has no audit of it, so nothing was deleted. If the id is right, start the kit: it purges by itself.`,
    );
  }
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
