// The table of paths.ts with the schemas of each route. Servers validate with it; clients import only its types.
import type * as z from 'zod';
import { agentEventSchemas, consumerEventSchemas, watchEventSchemas } from './events.ts';
import { type RouteName, type RoutePath, routePaths } from './paths.ts';
import * as requests from './requests.ts';
import * as responses from './responses.ts';

/** A route with the schemas of what goes in and out; a missing schema means that there is no such part. */
export interface Route extends RoutePath {
  readonly query?: z.ZodType;
  readonly request?: z.ZodType;
  readonly response?: z.ZodType;
  readonly events?: Readonly<Record<string, z.ZodType>>;
}

const { emptyRequestSchema, handleRequestSchema, messageRequestSchema } = requests;

/** Every route with its schemas, by name. */
export const routes = {
  formPage: routePaths.formPage,
  asset: routePaths.asset,
  widget: routePaths.widget,
  integrity: routePaths.integrity,
  received: { ...routePaths.received, request: handleRequestSchema, response: responses.statusResponseSchema },
  begin: { ...routePaths.begin, request: handleRequestSchema, response: responses.beginResponseSchema },
  decline: { ...routePaths.decline, request: handleRequestSchema, response: responses.statusResponseSchema },
  watch: { ...routePaths.watch, request: handleRequestSchema, events: watchEventSchemas },
  open: { ...routePaths.open, request: requests.openRequestSchema, response: responses.openedResponseSchema },
  resume: { ...routePaths.resume, request: handleRequestSchema, response: responses.openedResponseSchema },
  extend: { ...routePaths.extend, request: requests.extendRequestSchema, response: responses.extendResponseSchema },
  submit: { ...routePaths.submit, request: requests.submitRequestSchema, response: responses.submitResponseSchema },
  sessionStart: {
    ...routePaths.sessionStart,
    request: emptyRequestSchema,
    response: responses.sessionStartResponseSchema,
  },
  sessionEnd: routePaths.sessionEnd,
  sessionActivity: {
    ...routePaths.sessionActivity,
    request: emptyRequestSchema,
    response: responses.sessionActivityResponseSchema,
  },
  agentForms: { ...routePaths.agentForms, response: responses.agentFormsResponseSchema },
  agentConversations: { ...routePaths.agentConversations, response: responses.agentConversationsResponseSchema },
  agentConversation: { ...routePaths.agentConversation, response: responses.agentConversationResponseSchema },
  invitationSend: {
    ...routePaths.invitationSend,
    request: requests.invitationSendRequestSchema,
    response: responses.invitationResponseSchema,
  },
  invitationList: {
    ...routePaths.invitationList,
    query: requests.invitationListQuerySchema,
    response: responses.invitationListResponseSchema,
  },
  invitationRevoke: {
    ...routePaths.invitationRevoke,
    request: requests.invitationRevokeRequestSchema,
    response: responses.invitationResponseSchema,
  },
  readKey: { ...routePaths.readKey, request: emptyRequestSchema, response: responses.readKeyResponseSchema },
  read: { ...routePaths.read, request: requests.readRequestSchema, response: responses.readResponseSchema },
  agentEvents: { ...routePaths.agentEvents, query: requests.agentEventsQuerySchema, events: agentEventSchemas },
  conversationStart: {
    ...routePaths.conversationStart,
    request: requests.conversationStartRequestSchema,
    response: responses.conversationStartResponseSchema,
  },
  conversationMessage: {
    ...routePaths.conversationMessage,
    request: messageRequestSchema,
    response: responses.messageResponseSchema,
  },
  conversationAssign: {
    ...routePaths.conversationAssign,
    request: emptyRequestSchema,
    response: responses.conversationResponseSchema,
  },
  conversationTransfer: {
    ...routePaths.conversationTransfer,
    request: requests.conversationTransferRequestSchema,
    response: responses.conversationResponseSchema,
  },
  conversationClose: {
    ...routePaths.conversationClose,
    request: emptyRequestSchema,
    response: responses.conversationResponseSchema,
  },
  consumerMessage: {
    ...routePaths.consumerMessage,
    request: messageRequestSchema,
    response: responses.messageResponseSchema,
  },
  consumerEvents: {
    ...routePaths.consumerEvents,
    request: requests.consumerEventsRequestSchema,
    events: consumerEventSchemas,
  },
  consumerPush: {
    ...routePaths.consumerPush,
    request: requests.consumerPushRequestSchema,
    response: responses.consumerPushResponseSchema,
  },
  consumerPushSubscribe: {
    ...routePaths.consumerPushSubscribe,
    request: requests.consumerPushSubscribeRequestSchema,
  },
  consumerPushUnsubscribe: {
    ...routePaths.consumerPushUnsubscribe,
    request: requests.consumerPushUnsubscribeRequestSchema,
  },
} as const satisfies { readonly [Name in RouteName]: Route & (typeof routePaths)[Name] };

type PartOf<Name extends RouteName, Part extends 'query' | 'request' | 'response'> =
  (typeof routes)[Name] extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.infer<Schema> : undefined;

/** Body of a request, `undefined` when the route takes none. */
export type RequestOf<Name extends RouteName> = PartOf<Name, 'request'>;
/** Query of a request, `undefined` when the route takes none. */
export type QueryOf<Name extends RouteName> = PartOf<Name, 'query'>;
/** Body of a successful JSON answer, `undefined` for streams, documents and 204. */
export type ResponseOf<Name extends RouteName> = PartOf<Name, 'response'>;
