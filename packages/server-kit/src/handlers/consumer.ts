// Routes of a conversation's consumer side, for the kit's own web chat.
import { TellsafeError } from '@tellsafe/core';
import { parsePositionText } from '../http/position.ts';
import { originAllowed } from '../services/caller.ts';
import { conversationOfConsumerKey } from '../services/conversations/consumer-key.ts';
import { postMessage } from '../services/conversations/messages.ts';
import { consumerFeed } from '../services/feeds/consumer-feed.ts';
import type { Kit } from '../services/kit.ts';
import { type Call, consumerOf, type Handler } from './call.ts';

async function conversationOf(kit: Kit, call: Call<'consumerMessage'> | Call<'consumerEvents'>) {
  const [, key = null] = /^Bearer ([A-Za-z0-9_-]{1,200})$/i.exec(call.request.headers.get('authorization') ?? '') ?? [];
  const found = await conversationOfConsumerKey(kit, key);
  if (!originAllowed(found.account, consumerOf(call))) throw new TellsafeError('origin_refused');
  return found;
}

export const consumerMessage: Handler<'consumerMessage'> = async (kit, call) => {
  const { account, conversation } = await conversationOf(kit, call);
  const place = { accountId: account.id, conversationId: conversation.id };
  return { message: await postMessage(kit, { from: 'consumer' }, { ...place, ...call.input }) };
};

export const consumerEvents: Handler<'consumerEvents'> = async (kit, call) => {
  const after = parsePositionText('after', call.input.after) ?? '';
  const { account, conversation } = await conversationOf(kit, call);
  return consumerFeed(kit, account.id, conversation, after);
};
