// Who read answers out of the history: one record per reading in the conversation's group, so that it is shown and goes with it.
import { createUuid } from '@tellsafe/core';
import type { HistoryReading } from '@tellsafe/core/wire';
import type { RecordInput } from '../../stores/types.ts';
import { retainUntil } from '../events.ts';
import type { InvitationPlace } from '../invitations/records.ts';
import type { Kit } from '../kit.ts';
import type { AgentName } from '../records/conversation.ts';
import { historyReadCodec } from '../records/history.ts';
import { historyReadKey } from '../records/keys.ts';

const PAGE = 1_000;

/** The record of a reading as the store takes it. */
export function readingInput(kit: Kit, place: InvitationPlace, agent: AgentName): RecordInput {
  const { accountId, conversationId, invitationId } = place;
  const at = kit.clock();
  return {
    ...historyReadKey(accountId, conversationId, at, createUuid(kit.random)),
    body: historyReadCodec.encode({ invitationId, agent, at }),
    expiresAt: retainUntil(kit, accountId),
  };
}

/** Every reading of a conversation's answers, the oldest first. */
export async function readingsOf(kit: Kit, account: string, conversationId: string): Promise<HistoryReading[]> {
  const { group, collection } = historyReadKey(account, conversationId, 0, '-');
  const found: HistoryReading[] = [];
  let cursor: string | undefined;
  do {
    const query = { account, group, collection, limit: PAGE, ...(cursor !== undefined && { cursor }) };
    const page = await kit.stores.records.list(query);
    found.push(...page.records.map(({ body }) => historyReadCodec.decode(body)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
