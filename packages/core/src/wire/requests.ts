// Request bodies and queries, strict: an unknown key is refused. What a value means is checked by the rules, not here.
import * as z from 'zod';
import {
  accountIdSchema,
  agentIdSchema,
  base64urlSchema,
  digestSchema,
  extensionsLeftSchema,
  formIdSchema,
  languageSchema,
  messageTextSchema,
  nameSchema,
  positionSchema,
  publicKeySchema,
  pushEndpointSchema,
  pushPublicKeySchema,
  sealedAnswersSchema,
  secretTextSchema,
  suiteSchema,
  uuidSchema,
} from './values.ts';

/** A body without content: `{}`. */
export const emptyRequestSchema = z.strictObject({});

/** Body of `received`, `begin`, `decline`, `watch` and `resume`. */
export const handleRequestSchema = z.strictObject({ handle: secretTextSchema });

/** Body of `open`; the claim is 32 random bytes that the page made. */
export const openRequestSchema = z.strictObject({ openKey: secretTextSchema, claim: digestSchema });

/** Body of `extend`; repeating it with the same `extensionsLeft`, which is what the device knows, uses up one extension. */
export const extendRequestSchema = z.strictObject({
  handle: secretTextSchema,
  extensionsLeft: extensionsLeftSchema.exactOptional(),
});

/** Body of `submit`. */
export const submitRequestSchema = z.strictObject({ submitKey: secretTextSchema, sealed: sealedAnswersSchema });

/** Body of `invitationSend`; repeating it with the same `requestId` gives the same answer. */
export const invitationSendRequestSchema = z.strictObject({
  requestId: uuidSchema,
  conversationId: uuidSchema,
  formId: formIdSchema,
  suite: suiteSchema,
  recipientPublicKey: publicKeySchema,
});

/** Query of `invitationList`. */
export const invitationListQuerySchema = z.strictObject({ conversation: uuidSchema });

/** Query of `agentEvents`; the `Last-Event-ID` header wins over it. */
export const agentEventsQuerySchema = z.strictObject({ after: positionSchema.exactOptional() });

/** Body of `invitationRevoke`. */
export const invitationRevokeRequestSchema = z.strictObject({ conversationId: uuidSchema });

/** Body of `read`. */
export const readRequestSchema = z.strictObject({ submissionId: uuidSchema, readKey: secretTextSchema });

/** Body of `conversationStart`. */
export const conversationStartRequestSchema = z.strictObject({
  account: accountIdSchema,
  name: z.exactOptional(nameSchema),
  language: z.exactOptional(languageSchema),
});

/** Body of `conversationMessage` and `consumerMessage`; the same `requestId` is stored once. */
export const messageRequestSchema = z.strictObject({ requestId: uuidSchema, text: messageTextSchema });

/** Body of `conversationTransfer`; `null` puts the conversation back into the queue. */
export const conversationTransferRequestSchema = z.strictObject({ agentId: agentIdSchema.nullable() });

/** Body of `consumerEvents`. */
export const consumerEventsRequestSchema = z.strictObject({ after: positionSchema.exactOptional() });

/** Body of `consumerPush`: the endpoint of the browser's subscription, if it has one. */
export const consumerPushRequestSchema = z.strictObject({ endpoint: pushEndpointSchema.exactOptional() });

/** Body of `consumerPushSubscribe`: a browser's push subscription (W3C Push API), its secret being 16 bytes (RFC 8291 §3.2). */
export const consumerPushSubscribeRequestSchema = z.strictObject({
  endpoint: pushEndpointSchema,
  p256dh: pushPublicKeySchema,
  auth: base64urlSchema(16),
});

/** Body of `consumerPushUnsubscribe`. */
export const consumerPushUnsubscribeRequestSchema = z.strictObject({ endpoint: pushEndpointSchema });

/** Body of a request without content. */
export type EmptyRequest = z.infer<typeof emptyRequestSchema>;
/** Body of `received`, `begin`, `decline`, `watch` and `resume`. */
export type HandleRequest = z.infer<typeof handleRequestSchema>;
/** Body of `open`. */
export type OpenRequest = z.infer<typeof openRequestSchema>;
/** Body of `extend`. */
export type ExtendRequest = z.infer<typeof extendRequestSchema>;
/** Body of `submit`. */
export type SubmitRequest = z.infer<typeof submitRequestSchema>;
/** Body of `invitationSend`. */
export type InvitationSendRequest = z.infer<typeof invitationSendRequestSchema>;
/** Query of `invitationList`. */
export type InvitationListQuery = z.infer<typeof invitationListQuerySchema>;
/** Query of `agentEvents`. */
export type AgentEventsQuery = z.infer<typeof agentEventsQuerySchema>;
/** Body of `invitationRevoke`. */
export type InvitationRevokeRequest = z.infer<typeof invitationRevokeRequestSchema>;
/** Body of `read`. */
export type ReadRequest = z.infer<typeof readRequestSchema>;
/** Body of `conversationStart`. */
export type ConversationStartRequest = z.infer<typeof conversationStartRequestSchema>;
/** Body of `conversationMessage` and `consumerMessage`. */
export type MessageRequest = z.infer<typeof messageRequestSchema>;
/** Body of `conversationTransfer`. */
export type ConversationTransferRequest = z.infer<typeof conversationTransferRequestSchema>;
/** Body of `consumerEvents`. */
export type ConsumerEventsRequest = z.infer<typeof consumerEventsRequestSchema>;
/** Body of `consumerPush`. */
export type ConsumerPushRequest = z.infer<typeof consumerPushRequestSchema>;
/** Body of `consumerPushSubscribe`. */
export type ConsumerPushSubscribeRequest = z.infer<typeof consumerPushSubscribeRequestSchema>;
/** Body of `consumerPushUnsubscribe`. */
export type ConsumerPushUnsubscribeRequest = z.infer<typeof consumerPushUnsubscribeRequestSchema>;
