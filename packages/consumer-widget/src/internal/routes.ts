// The routes that the consumer's side uses, held equal to core's table by their types so that the table itself stays out of pages.
import type { RouteName, routePaths } from '@tellsafe/core/wire';

type Paths<Name extends RouteName> = { readonly [Each in Name]: (typeof routePaths)[Each]['path'] };

/** Routes that take a handle. */
export const invitationRoutes: Paths<'received' | 'begin' | 'decline' | 'watch'> = {
  received: '/v1/invitations/received',
  begin: '/v1/invitations/begin',
  decline: '/v1/invitations/decline',
  watch: '/v1/invitations/watch',
};

/** Routes of an opened form. */
export const formRoutes: Paths<'open' | 'resume' | 'extend' | 'submit'> = {
  open: '/v1/forms/open',
  resume: '/v1/forms/resume',
  extend: '/v1/forms/extend',
  submit: '/v1/forms/submit',
};

/** Routes of the consumer's side of a conversation. */
export const conversationRoutes: Paths<'conversationStart' | 'consumerMessage' | 'consumerEvents'> = {
  conversationStart: '/v1/conversations',
  consumerMessage: '/v1/consumer/messages',
  consumerEvents: '/v1/consumer/events',
};

/** Routes of push messages. */
export const pushRoutes: Paths<'consumerPush' | 'consumerPushSubscribe' | 'consumerPushUnsubscribe'> = {
  consumerPush: '/v1/consumer/push',
  consumerPushSubscribe: '/v1/consumer/push/subscribe',
  consumerPushUnsubscribe: '/v1/consumer/push/unsubscribe',
};
