// Routes of an account's board, for sessions with the permission `conversations.watch` (SF-MGR-01).
import { findConversations } from '../services/board/find.ts';
import { listBoard, showOnBoard } from '../services/board/list.ts';
import { boardFeed } from '../services/feeds/board-feed.ts';
import { agentRoute, type Handler, resumedAt, uuidParameter } from './call.ts';

export const boardList: Handler<'boardList'> = agentRoute((kit, { input }, { session }) =>
  listBoard(kit, session.accountId, input),
);

export const conversationFind: Handler<'conversationFind'> = agentRoute((kit, { input }, { session }) =>
  findConversations(kit, session.accountId, input),
);

export const boardConversation: Handler<'boardConversation'> = agentRoute((kit, call, { session }) =>
  showOnBoard(kit, session.accountId, uuidParameter(call, 'id')),
);

export const boardEvents: Handler<'boardEvents'> = agentRoute(async (kit, call, caller) =>
  boardFeed(kit, caller, resumedAt(call)),
);
