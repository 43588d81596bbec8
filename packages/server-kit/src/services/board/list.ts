// The board of an account: every conversation with the statuses of its forms, and one of them with what happened to it (SF-MGR-01).
import { TellsafeError } from '@tellsafe/core';
import {
  BOARD_FORM_LIMIT,
  type BoardChange,
  type BoardConversationResponse,
  type BoardForm,
  type BoardListRequest,
  type BoardListResponse,
} from '@tellsafe/core/wire';
import { CONTENT_PAGE } from '../conversations/limits.ts';
import { BOARD_LIST, loadConversation } from '../conversations/records.ts';
import { conversationEventCodec, eventTypes } from '../events.ts';
import { invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import { pageOf } from '../page.ts';
import { conversationCodec } from '../records/conversation.ts';
import { snapshotOf } from '../views.ts';
import { boardChange, boardConversation, boardForm } from './views.ts';

const DEFAULT_LIMIT = 50;

/** Most pages of one conversation that are looked through for its changes, 20,000 events: what came after is not told. */
const MOST_PAGES = 40;

/**
 * A page of the board. The position is taken first, so that a stream from there misses nothing.
 *
 * @throws TellsafeError `request_invalid` for a cursor that no page gave
 */
export async function listBoard(kit: Kit, account: string, query: BoardListRequest): Promise<BoardListResponse> {
  const { status = 'open', since, limit = DEFAULT_LIMIT, cursor } = query;
  const position = await kit.stores.records.latest({ account });
  const page = await pageOf(kit, {
    ...{ account, index: BOARD_LIST, value: status, descending: true, limit },
    ...(since !== undefined && { from: since }),
    ...(cursor !== undefined && { cursor }),
  });
  const conversations = page.records.map(async ({ body }) => {
    const conversation = conversationCodec.decode(body);
    const forms = await formsOf(kit, account, conversation.id);
    return { ...boardConversation(conversation), forms: forms.slice(-BOARD_FORM_LIMIT) };
  });
  return {
    conversations: await Promise.all(conversations),
    position,
    ...(page.cursor !== undefined && { cursor: page.cursor }),
  };
}

/**
 * One conversation, with all its forms and what happened to it.
 *
 * @throws TellsafeError `conversation_unknown`
 */
export async function showOnBoard(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<BoardConversationResponse> {
  const { conversation } = await loadConversation(kit, account, conversationId);
  if (!conversation) throw new TellsafeError('conversation_unknown');
  const [forms, changes] = await Promise.all([
    formsOf(kit, account, conversationId),
    changesOf(kit, account, conversationId),
  ]);
  return { conversation: boardConversation(conversation.value), forms, ...changes };
}

/** The forms of a conversation, the oldest first. */
async function formsOf(kit: Kit, account: string, conversationId: string): Promise<readonly BoardForm[]> {
  const now = kit.clock();
  const invitations = await invitationsOf(kit, account, conversationId);
  return invitations
    .map(({ value }) => boardForm(snapshotOf(value, now), value.readAt))
    .sort((one, other) => one.at.sent - other.at.sent);
}

/** What happened to a conversation; its messages are passed over unopened. */
async function changesOf(
  kit: Kit,
  account: string,
  group: string,
): Promise<Pick<BoardConversationResponse, 'changes' | 'incomplete'>> {
  const changes: BoardChange[] = [];
  let after = '';
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const events = await kit.stores.records.read({ account, group }, after, CONTENT_PAGE);
    for (const { type, body } of events) {
      if (type === eventTypes.conversation) changes.push(boardChange(conversationEventCodec.decode(body)));
    }
    if (events.length < CONTENT_PAGE) return { changes };
    after = events.at(-1)?.position ?? after;
  }
  return { changes, incomplete: true };
}
