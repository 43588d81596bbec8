// Routes of the account's history, for sessions with the permission `history.answers.read` (SF-ACC-04).
import { TellsafeError } from '@tellsafe/core';
import { loadConversation } from '../services/conversations/records.ts';
import { listHistory } from '../services/history/list.ts';
import { readHistory } from '../services/history/read.ts';
import { readingsOf } from '../services/history/reads.ts';
import { agentRoute, type Handler, uuidParameter } from './call.ts';

export const historyList: Handler<'historyList'> = agentRoute((kit, { input }, { session }) =>
  listHistory(kit, { accountId: session.accountId, ...input }),
);

export const historyRead: Handler<'historyRead'> = agentRoute((kit, call, caller) =>
  readHistory(kit, caller, uuidParameter(call, 'id'), call.input),
);

export const historyReads: Handler<'historyReads'> = agentRoute(async (kit, call, { session }) => {
  const conversationId = uuidParameter(call, 'id');
  const { conversation } = await loadConversation(kit, session.accountId, conversationId);
  if (conversation?.value.status !== 'closed') throw new TellsafeError('permission_denied');
  return { reads: await readingsOf(kit, session.accountId, conversationId) };
});
