// What a client sees of conversations, messages, invitations and agents: the parts that responses and events share.
import * as z from 'zod';
import { conversationStatuses } from '../conversation/index.ts';
import { invitationStatuses } from '../invitation/index.ts';
import { MESSAGE_LIMIT } from './headers.ts';
import { agentIdSchema, formIdSchema, instantSchema, languageSchema, nameSchema, uuidSchema } from './values.ts';

/** Status of an invitation. */
export const invitationStatusSchema = z.enum(invitationStatuses);

/** Status of a conversation. */
export const conversationStatusSchema = z.enum(conversationStatuses);

/** An agent as the others see them. */
export const agentViewSchema = z.strictObject({ id: agentIdSchema, name: nameSchema });

/** One entry of a conversation. `system` entries have no name. */
export const messageSchema = z.strictObject({
  id: uuidSchema,
  from: z.enum(['agent', 'consumer', 'system']),
  name: nameSchema.exactOptional(),
  text: z.string().max(MESSAGE_LIMIT),
  at: instantSchema,
  /** How many card numbers were masked in the text (SF-POL-04). */
  masked: z.int().min(1).exactOptional(),
});

/** A conversation in an agent's list. */
export const conversationSummarySchema = z.strictObject({
  id: uuidSchema,
  status: conversationStatusSchema,
  consumerName: nameSchema.exactOptional(),
  language: languageSchema.exactOptional(),
  /** Who it is assigned to; `null` while it waits in the queue. */
  agent: agentViewSchema.nullable(),
  startedAt: instantSchema,
  lastMessageAt: instantSchema,
  lastMessageText: z.string().max(MESSAGE_LIMIT).exactOptional(),
});

/** When an invitation reached a status. */
export const invitationTimesSchema = z.strictObject({
  sent: instantSchema,
  received: instantSchema.exactOptional(),
  viewed: instantSchema.exactOptional(),
  submitted: instantSchema.exactOptional(),
  /** When it expired, was declined or revoked, or failed. */
  ended: instantSchema.exactOptional(),
});

/** An invitation as an agent sees it. It holds neither the handle nor anything of the answers. */
export const invitationViewSchema = z.strictObject({
  id: uuidSchema,
  conversationId: uuidSchema,
  formId: formIdSchema,
  formVersion: z.int().min(1),
  formName: z.string().max(200),
  status: invitationStatusSchema,
  /** No delivery receipt came; "received" was inferred when the form was viewed (SF-STA-04). */
  receivedInferred: z.boolean(),
  /** Somebody else tried to open it after it was opened. */
  openedElsewhere: z.boolean(),
  at: invitationTimesSchema,
  agent: agentViewSchema,
  /** Whether the session that asks sent it, and so can read its answers. */
  mine: z.boolean(),
  /** Present after submit, and only when `mine`. */
  submissionId: uuidSchema.exactOptional(),
  /** When it ends by itself unless something happens first; after its end, when that was. */
  expiresAt: instantSchema,
});

/** One reading of a conversation's answers out of the history: who, when, which form's (SF-ACC-04). */
export const historyReadingSchema = z.strictObject({
  invitationId: uuidSchema,
  agent: agentViewSchema,
  at: instantSchema,
});

/** One reading out of the history. */
export type HistoryReading = z.infer<typeof historyReadingSchema>;
/** An agent as the others see them. */
export type AgentView = z.infer<typeof agentViewSchema>;
/** One entry of a conversation. */
export type Message = z.infer<typeof messageSchema>;
/** A conversation in an agent's list. */
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;
/** An invitation as an agent sees it. */
export type InvitationView = z.infer<typeof invitationViewSchema>;
