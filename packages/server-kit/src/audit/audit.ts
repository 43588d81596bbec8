// Where audit entries go: events of the records store, in the commit of what they tell about. When the entry cannot be kept,
// the commit fails with it, so nothing happens and nothing is delivered (SF-AUD-01). Linking them is seal.ts's matter.
import { retentionExpiry } from '@tellsafe/core/retention';
import { AUDIT_GROUP } from '../services/records/keys.ts';
import type { NewEvent, Store } from '../stores/types.ts';
import { type AuditEntry, encodeAuditEntry } from './entry.ts';

/** Audit entries are kept this long (SF-AUD-01). */
export const AUDIT_MONTHS = 12;

/** Event type of audit entries. */
export const AUDIT_EVENT = 'audit';

/** Where audit entries go. */
export interface Audit {
  /**
   * The event to append to the commit that does what the entry tells.
   *
   * @throws TypeError when the entry is not one of the closed set
   */
  event(entry: AuditEntry): NewEvent;
  /** Records an entry that has no commit of its own: a refused attempt. Resolves when it is kept. */
  record(account: string, entry: AuditEntry): Promise<void>;
}

/** Audit entries as events of a store. */
export function storeAudit(records: Store): Audit {
  const event = (entry: AuditEntry): NewEvent => ({
    type: AUDIT_EVENT,
    body: encodeAuditEntry(entry),
    expiresAt: retentionExpiry(entry.at, AUDIT_MONTHS),
  });
  return {
    event,
    record: async (account, entry) => {
      await records.commit({ account, group: AUDIT_GROUP, append: [event(entry)] });
    },
  };
}
