// Routes of whoever holds a handle.

import { watchFeed } from '../services/feeds/watch-feed.ts';
import { beginOpening, declineInvitation, markReceived } from '../services/opening/handle-steps.ts';
import { consumerOf, type Handler } from './call.ts';

export const received: Handler<'received'> = async (kit, call) => ({
  status: await markReceived(kit, consumerOf(call), call.input.handle),
});

export const begin: Handler<'begin'> = (kit, call) => beginOpening(kit, consumerOf(call), call.input.handle);

export const decline: Handler<'decline'> = async (kit, call) => ({
  status: await declineInvitation(kit, consumerOf(call), call.input.handle),
});

export const watch: Handler<'watch'> = (kit, call) => watchFeed(kit, consumerOf(call), call.input.handle, call.proven);
