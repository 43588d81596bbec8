// Answers about what was said: places where words stand, conversations that were found.
import * as z from 'zod';
import { boardConversationSchema } from './board-responses.ts';
import { BOARD_PAGE_LIMIT } from './headers.ts';
import { originNameSchema } from './report-requests.ts';
import { instantSchema, nameSchema, uuidSchema } from './values.ts';
import { messageSchema } from './views.ts';

/** Most places of one answer. */
export const FIND_LIMIT = 50;

/** A place in a conversation where words stand. */
export const foundTextSchema = z.strictObject({
  messageId: uuidSchema,
  from: messageSchema.shape.from,
  at: instantSchema,
  /** What stands around, one line of at most 200 UTF-16 units. */
  excerpt: z.string().max(200),
  /** Where in the excerpt the words begin, in UTF-16 units. */
  start: z.int().min(0),
  /** How long they are. */
  length: z.int().min(1),
});

/** Answer of `transcriptFind`, the oldest first. */
export const transcriptFindResponseSchema = z.strictObject({
  found: z.array(foundTextSchema).max(FIND_LIMIT).readonly(),
  /** Not everything was looked at: ask again with it. */
  cursor: z.string().exactOptional(),
});

/** A conversation that was found. */
export const foundConversationSchema = z.strictObject({
  ...boardConversationSchema.shape,
  channel: originNameSchema,
  entryPoint: originNameSchema,
  label: z.exactOptional(nameSchema),
});

/** Answer of `conversationFind`, the latest started (of closed ones: closed) first; of a consumer the oldest first. */
export const conversationFindResponseSchema = z.strictObject({
  conversations: z
    .array(foundConversationSchema)
    .max(BOARD_PAGE_LIMIT + 200)
    .readonly(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: z.string().exactOptional(),
});

/** A place in a conversation where words stand. */
export type FoundText = z.infer<typeof foundTextSchema>;
/** Answer of `transcriptFind`. */
export type TranscriptFindResponse = z.infer<typeof transcriptFindResponseSchema>;
/** A conversation that was found. */
export type FoundConversation = z.infer<typeof foundConversationSchema>;
/** Answer of `conversationFind`. */
export type ConversationFindResponse = z.infer<typeof conversationFindResponseSchema>;
