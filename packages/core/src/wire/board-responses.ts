// An account's board: conversations and the statuses of their forms, for managers (SF-ACC-03, SF-MGR-01). Ids, names of agents and
// forms, instants; nothing of the consumer, of messages, of answers.
import * as z from 'zod';
import { BOARD_FORM_LIMIT, BOARD_PAGE_LIMIT } from './headers.ts';
import { originNameSchema } from './report-requests.ts';
import { formIdSchema, instantSchema, positionSchema, uuidSchema } from './values.ts';
import { agentViewSchema, conversationStatusSchema, conversationViaSchema, invitationStatusSchema } from './views.ts';

/** A conversation as a manager sees it. */
export const boardConversationSchema = z.strictObject({
  conversationId: uuidSchema,
  status: conversationStatusSchema,
  /** Who it is assigned to; `null` while it waits in the queue. */
  agent: agentViewSchema.nullable(),
  startedAt: instantSchema,
  /** Since when it waits, or waited last, in the queue. */
  waitingSince: instantSchema,
  closedAt: instantSchema.exactOptional(),
  /** By which channel and entry point the consumer writes; absent for the web. */
  via: conversationViaSchema.exactOptional(),
});

/** A form that was sent, by its status. */
export const boardFormSchema = z.strictObject({
  invitationId: uuidSchema,
  conversationId: uuidSchema,
  formId: formIdSchema,
  formName: z.string().max(200),
  status: invitationStatusSchema,
  /** Who sent it. */
  agent: agentViewSchema,
  /** By which channel it went out. */
  channel: originNameSchema,
  at: z.strictObject({
    sent: instantSchema,
    received: instantSchema.exactOptional(),
    viewed: instantSchema.exactOptional(),
    submitted: instantSchema.exactOptional(),
    /** When the agent read the answers first. */
    read: instantSchema.exactOptional(),
    /** When it expired, was declined or revoked, or failed. */
    ended: instantSchema.exactOptional(),
  }),
  /** When it ends by itself unless something happens first; after its end, when that was. */
  expiresAt: instantSchema,
});

/** Answer of `boardList`, the latest started (of closed ones: closed) first. */
export const boardListResponseSchema = z.strictObject({
  conversations: z
    .array(
      z.strictObject({
        ...boardConversationSchema.shape,
        /** The newest {@link BOARD_FORM_LIMIT}, the oldest of them first. */
        forms: z.array(boardFormSchema).max(BOARD_FORM_LIMIT).readonly(),
      }),
    )
    .max(BOARD_PAGE_LIMIT)
    .readonly(),
  /** From where `boardEvents` goes on without a gap: of the first page. */
  position: positionSchema,
  /** Absent on the last page. */
  cursor: z.string().exactOptional(),
});

/** What happened to a conversation. */
export const boardChangeSchema = z.strictObject({
  change: z.enum(['start', 'assign', 'transfer', 'close']),
  at: instantSchema,
  /** Who had it from then on; `null` for the queue. */
  agent: agentViewSchema.nullable(),
});

/** Answer of `boardConversation`. */
export const boardConversationResponseSchema = z.strictObject({
  conversation: boardConversationSchema,
  /** The oldest first. */
  forms: z.array(boardFormSchema).readonly(),
  /** The oldest first. */
  changes: z.array(boardChangeSchema).readonly(),
  /** Present when not everything was looked through: what happened after the first 20,000 events is not among the changes. */
  incomplete: z.literal(true).exactOptional(),
});

/** A conversation as a manager sees it. */
export type BoardConversation = z.infer<typeof boardConversationSchema>;
/** A form that was sent, by its status. */
export type BoardForm = z.infer<typeof boardFormSchema>;
/** What happened to a conversation. */
export type BoardChange = z.infer<typeof boardChangeSchema>;
/** Answer of `boardList`. */
export type BoardListResponse = z.infer<typeof boardListResponseSchema>;
/** Answer of `boardConversation`. */
export type BoardConversationResponse = z.infer<typeof boardConversationResponseSchema>;
