// Working off what is due: what push messages, webhooks and channels have in common. What is due is found by a list, each piece is taken
// by a commit that expects its version, and a lease is nothing but a later due time: what a crash leaves is due again.
import { logFailure } from '../log.ts';
import type { StoredRecord } from '../stores/types.ts';
import type { Kit } from './kit.ts';

/** A list of records by when they are due. */
export interface DueList {
  readonly account: string;
  readonly index: string;
  readonly value: string;
}

/** What one round came to. */
export interface DueRound {
  /** Whether this process did anything. */
  readonly any: boolean;
  /** Whether it did, and more waits than one round takes. */
  readonly more: boolean;
}

/**
 * Works at the same time on what is due, the longest due first. A failure is logged and stops nothing else.
 *
 * @param limit most records of one round
 * @param where what failures are logged under
 * @param work tells whether this process did something about a record; its due time must have moved then
 */
export async function workDue(
  kit: Pick<Kit, 'stores' | 'clock' | 'log'>,
  list: DueList,
  limit: number,
  where: string,
  work: (stored: StoredRecord) => Promise<boolean>,
): Promise<DueRound> {
  const { records, cursor } = await kit.stores.records.list({ ...list, to: kit.clock(), limit });
  const attempt = async (stored: StoredRecord): Promise<boolean> => {
    try {
      return await work(stored);
    } catch (error) {
      logFailure(kit.log, where, error);
      return false;
    }
  };
  const any = (await Promise.all(records.map(attempt))).includes(true);
  return { any, more: any && cursor !== undefined };
}
