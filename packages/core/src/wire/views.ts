// What a client sees of conversations, messages, invitations and agents: the parts that responses and events share.
import * as z from 'zod';
import { conversationStatuses } from '../conversation/index.ts';
import { invitationStatuses } from '../invitation/index.ts';
import { MESSAGE_LIMIT } from './headers.ts';
import { originNameSchema } from './report-requests.ts';
import { agentIdSchema, formIdSchema, instantSchema, languageSchema, nameSchema, uuidSchema } from './values.ts';

/** Status of an invitation. */
export const invitationStatusSchema = z.enum(invitationStatuses);

/** Status of a conversation. */
export const conversationStatusSchema = z.enum(conversationStatuses);

/** An agent as the others see them. */
export const agentViewSchema = z.strictObject({ id: agentIdSchema, name: nameSchema });

/** Most files of one message. */
export const MEDIA_LIMIT = 20;

/** A file of a message. */
export const mediaViewSchema = z.strictObject({
  /** Such as `image/png`, when the provider says it. */
  mediaType: z.string().max(100).exactOptional(),
  fileName: z.string().max(200).exactOptional(),
  bytes: z.int().min(0).exactOptional(),
});

/**
 * What an entry of a conversation is when it is no message of its own: a message written anew (`edited`, the text is the new one), taken
 * back (`deleted`), answered by a sign (`reaction`, the text is the sign and empty when it was taken back), or something that cannot be
 * shown (`unsupported`).
 */
export const messageNotes = ['edited', 'deleted', 'reaction', 'unsupported'] as const;

/** How something that went out by a channel stands; see {@link deliverySchema}. */
export const deliveryStates = [
  'queued',
  'sent',
  'delivered',
  'read',
  'refused',
  'failed',
  'expired',
  'unknown',
] as const;

/** Why something did not go out, or did not arrive, where that is known. */
export const deliveryReasons = ['window_closed', 'opted_out', 'closed', 'too_long', 'unreachable'] as const;

/**
 * How something that went out by a channel stands: `queued` while it is tried, `sent` once the provider has it, `refused` when a rule
 * forbade it, `failed` when the provider did not take or could not deliver it, `expired` when its time was over before, `unknown` when the
 * provider's answer was lost and nothing came since: then only the consumer can tell.
 */
export const deliverySchema = z.strictObject({
  state: z.enum(deliveryStates),
  reason: z.enum(deliveryReasons).exactOptional(),
});

/** One entry of a conversation. `system` entries have no name. */
export const messageSchema = z.strictObject({
  id: uuidSchema,
  from: z.enum(['agent', 'consumer', 'system']),
  name: z.exactOptional(nameSchema),
  text: z.string().max(MESSAGE_LIMIT),
  at: instantSchema,
  /** How many card numbers were masked in the text (SF-POL-04). */
  masked: z.int().min(1).exactOptional(),
  /** When it was written, as a channel's provider says it; for display, the order is that of `at`. */
  writtenAt: instantSchema.exactOptional(),
  /** Files that came with it. They stay with the provider. */
  media: z.array(mediaViewSchema).max(MEDIA_LIMIT).exactOptional(),
  /** What it is when it is no message of its own. */
  note: z.enum(messageNotes).exactOptional(),
  /** Which message of the conversation a note is about, where that is known. */
  about: uuidSchema.exactOptional(),
  /** The consumer took it back: what it said is gone, and `text` is empty. */
  takenBack: z.literal(true).exactOptional(),
  /** How it went out by the conversation's channel; absent for the web and for what the consumer wrote. */
  delivery: deliverySchema.exactOptional(),
});

/** Where a conversation comes in. */
export const conversationViaSchema = z.strictObject({
  channel: originNameSchema,
  entryPoint: originNameSchema,
  /** By which agents tell what it is about. */
  label: z.exactOptional(nameSchema),
});

/** Why something would not be sent by a channel: see {@link sendingSchema}. */
export const sendingRefusals = ['opted_out', 'closed', 'window_closed'] as const;

/**
 * Whether something may be sent by a channel now: `opted_out` when the consumer wants no messages, `closed` when they ended the
 * conversation at the provider, `window_closed` when the provider's time to write to them is over until they write again.
 */
export const sendingSchema = z.strictObject({
  /** Absent when it may be sent. */
  refused: z.enum(sendingRefusals).exactOptional(),
  /** From then on it is `window_closed`, unless they write again; absent where no such time runs. */
  until: instantSchema.exactOptional(),
});

/** What may be sent by a conversation's channel: messages, and forms, whose link some providers take later, too. */
export const conversationSendingSchema = z.strictObject({ text: sendingSchema, form: sendingSchema });

/** A conversation in an agent's list. */
export const conversationSummarySchema = z.strictObject({
  id: uuidSchema,
  status: conversationStatusSchema,
  consumerName: z.exactOptional(nameSchema),
  language: z.exactOptional(languageSchema),
  /** Who it is assigned to; `null` while it waits in the queue. */
  agent: agentViewSchema.nullable(),
  startedAt: instantSchema,
  lastMessageAt: instantSchema,
  lastMessageText: z.string().max(MESSAGE_LIMIT).exactOptional(),
  /** By which channel and entry point the consumer writes; absent for the web. */
  via: conversationViaSchema.exactOptional(),
  /** What may be sent by that channel; absent for the web and once the conversation is closed. */
  sending: conversationSendingSchema.exactOptional(),
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
  /** How its link went out by the conversation's channel; absent for the web. */
  delivery: deliverySchema.exactOptional(),
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
/** A file of a message. */
export type MediaView = z.infer<typeof mediaViewSchema>;
/** How something that went out by a channel stands. */
export type Delivery = z.infer<typeof deliverySchema>;
/** One entry of a conversation. */
export type Message = z.infer<typeof messageSchema>;
/** Where a conversation comes in. */
export type ConversationVia = z.infer<typeof conversationViaSchema>;
/** A conversation in an agent's list. */
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;
/** An invitation as an agent sees it. */
export type InvitationView = z.infer<typeof invitationViewSchema>;

/** Whether something may be sent by a channel now. */
export type Sending = z.infer<typeof sendingSchema>;
/** What may be sent by a conversation's channel. */
export type ConversationSending = z.infer<typeof conversationSendingSchema>;
