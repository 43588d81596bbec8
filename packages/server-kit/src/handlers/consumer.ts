// Routes of a conversation's consumer side, for the kit's own web chat.
import { TellsafeError } from '@tellsafe/core';
import type { IncomingRequest } from '../http/exchange.ts';
import type { RequestOrigin } from '../http/origin.ts';
import { parsePositionText } from '../http/position.ts';
import { pushStateOf, subscribe, unsubscribe } from '../push/subscriptions.ts';
import { originAllowed } from '../services/caller.ts';
import { conversationOfConsumerKey } from '../services/conversations/consumer-key.ts';
import { postMessage } from '../services/conversations/messages.ts';
import { consumerFeed } from '../services/feeds/consumer-feed.ts';
import type { Kit } from '../services/kit.ts';
import { consumerOf, type Handler } from './call.ts';

async function conversationOf(kit: Kit, call: RequestOrigin & { readonly request: IncomingRequest }) {
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

export const consumerPush: Handler<'consumerPush'> = async (kit, call) => {
  const { account, conversation } = await conversationOf(kit, call);
  return pushStateOf(kit, account, conversation, call.input.endpoint);
};

export const consumerPushSubscribe: Handler<'consumerPushSubscribe'> = async (kit, call) => {
  const { account, conversation } = await conversationOf(kit, call);
  await subscribe(kit, account, conversation, call.input);
  return undefined;
};

export const consumerPushUnsubscribe: Handler<'consumerPushUnsubscribe'> = async (kit, call) => {
  const { account, conversation } = await conversationOf(kit, call);
  await unsubscribe(kit, account, conversation, call.input.endpoint);
  return undefined;
};
