// Data of the event streams, by event name. The stream format itself is the HTML Living Standard's (§9.2).
import * as z from 'zod';
import { themeSchema } from '../theme/schema.ts';
import { boardConversationSchema, boardFormSchema } from './board-responses.ts';
import { instantSchema, nameSchema, secondsSchema, secretTextSchema, uuidSchema } from './values.ts';
import {
  conversationSendingSchema,
  conversationStatusSchema,
  conversationSummarySchema,
  deliverySchema,
  invitationStatusSchema,
  invitationViewSchema,
  messageSchema,
} from './views.ts';

/** Events of `watch`: what a consumer's device may know of an invitation before it is opened. The first is the current state. */
export const watchEventSchemas = {
  status: z.strictObject({
    status: invitationStatusSchema,
    form: z.strictObject({ name: z.string().max(200), description: z.string().max(1_000) }),
    /** What account and form say about the bubble. */
    theme: z.exactOptional(themeSchema),
    /** Only with a device proof: another device opened it (SF-INV-04). */
    openedElsewhere: z.boolean().exactOptional(),
    secondsLeft: secondsSchema,
    agentName: nameSchema,
  }),
} as const;

/** Events of `agentEvents`. */
export const agentEventSchemas = {
  conversation: z.strictObject({ conversation: conversationSummarySchema }),
  message: z.strictObject({ conversationId: uuidSchema, message: messageSchema }),
  invitation: z.strictObject({ invitation: invitationViewSchema }),
  /** How a message or an invitation that went out by a channel stands now; exactly one of the two ids is there. */
  delivery: z.strictObject({
    conversationId: uuidSchema,
    messageId: uuidSchema.exactOptional(),
    invitationId: uuidSchema.exactOptional(),
    delivery: deliverySchema,
  }),
  /** What may be sent by a conversation's channel has changed: how it is now. */
  sending: z.strictObject({ conversationId: uuidSchema, sending: conversationSendingSchema }),
  /** The conversation is gone, or the answers of one of its invitations: whatever shows them must stop (SF-RET-03). */
  erased: z.strictObject({ conversationId: uuidSchema, invitationId: uuidSchema.exactOptional() }),
  /** The session is over; the stream ends after it and the client destroys its keys (SF-ACC-02). */
  'session-ended': z.strictObject({}),
} as const;

/** Events of `boardEvents`. */
export const boardEventSchemas = {
  conversation: z.strictObject({ conversation: boardConversationSchema }),
  /** What a form's answers were read at is told by `read` alone. */
  form: z.strictObject({ form: boardFormSchema }),
  /** Its agent has read the answers. */
  read: z.strictObject({ conversationId: uuidSchema, invitationId: uuidSchema, at: instantSchema }),
  /** The conversation is gone (SF-RET-03). */
  erased: z.strictObject({ conversationId: uuidSchema }),
  /** The session is over; the stream ends after it. */
  'session-ended': z.strictObject({}),
} as const;

/** Events of `consumerEvents`: history first, then what happens. */
export const consumerEventSchemas = {
  conversation: z.strictObject({ status: conversationStatusSchema, agentName: z.exactOptional(nameSchema) }),
  message: messageSchema,
  invitation: z.strictObject({
    id: uuidSchema,
    handle: secretTextSchema,
    name: z.string().max(200),
    description: z.string().max(1_000),
    status: invitationStatusSchema,
    at: z.int().min(0),
  }),
} as const;

type EventOf<Schemas extends Readonly<Record<string, z.ZodType>>> = {
  [Name in keyof Schemas & string]: {
    /** Position in the feed; goes back as `Last-Event-ID` or `after`. */
    readonly id: string;
    readonly event: Name;
    readonly data: z.infer<Schemas[Name]>;
  };
}[keyof Schemas & string];

/** One event of `watch`. */
export type WatchEvent = EventOf<typeof watchEventSchemas>;
/** One event of `agentEvents`. */
export type AgentEvent = EventOf<typeof agentEventSchemas>;
/** One event of `boardEvents`. */
export type BoardEvent = EventOf<typeof boardEventSchemas>;
/** One event of `consumerEvents`. */
export type ConsumerEvent = EventOf<typeof consumerEventSchemas>;
/** Data of the `status` event of `watch`. */
export type WatchStatus = Extract<WatchEvent, { event: 'status' }>['data'];
/** Data of the `invitation` event of `consumerEvents`: what the consumer's chat shows as a bubble. */
export type ConsumerInvitation = Extract<ConsumerEvent, { event: 'invitation' }>['data'];
