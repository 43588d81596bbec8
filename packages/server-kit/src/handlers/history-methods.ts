// The history for the host's own code: what there is, and who read it. The host cannot read answers.
import type { HistoryListResponse, HistoryReading } from '@tellsafe/core/wire';
import type { ConversationPlace } from '../services/conversations/change.ts';
import { type HistoryQuery, listHistory } from '../services/history/list.ts';
import { readingsOf } from '../services/history/reads.ts';
import type { Kit } from '../services/kit.ts';

/** History (SF-ACC-04). */
export interface HistoryMethods {
  /** Submitted forms of closed conversations that were sealed to an archive, the latest first. @throws RangeError for a wrong limit */
  list(query: HistoryQuery): Promise<HistoryListResponse>;
  /** Every reading of a conversation's answers by a manager, the oldest first; of one invitation when that is named. */
  reads(place: ConversationPlace & { readonly invitationId?: string }): Promise<readonly HistoryReading[]>;
}

/** Builds the methods. @param whenReady waits for the start work */
export function historyMethods(
  kit: Kit,
  whenReady: <Input, Result>(run: (input: Input) => Promise<Result>) => (input: Input) => Promise<Result>,
): HistoryMethods {
  return {
    list: whenReady((query) => {
      kit.accounts.get(query.accountId);
      const { limit = 1 } = query;
      if (!Number.isInteger(limit) || limit < 1 || limit > 100) throw new RangeError('limit must be 1 to 100');
      return listHistory(kit, query);
    }),
    reads: whenReady(async ({ accountId, conversationId, invitationId }) => {
      kit.accounts.get(accountId);
      const reads = await readingsOf(kit, accountId, conversationId);
      return invitationId === undefined ? reads : reads.filter((read) => read.invitationId === invitationId);
    }),
  };
}
