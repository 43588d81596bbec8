// Requests about what was said: a file of a message, words in one conversation, conversations by who, where and when.
import * as z from 'zod';
import { BOARD_PAGE_LIMIT } from './headers.ts';
import { originNameSchema } from './report-requests.ts';
import { agentIdSchema, consumerIdSchema, instantSchema, uuidSchema } from './values.ts';
import { conversationStatusSchema, MEDIA_LIMIT } from './views.ts';

const cursorSchema = z.string().regex(/^[\x21-\x7e]{1,1000}$/);

const oneLine = (text: string): boolean => text.trim() !== '' && !/[\p{Cc}\p{Surrogate}]/u.test(text);

/** Body of `fileRead`. */
export const fileReadRequestSchema = z.strictObject({
  messageId: uuidSchema,
  /** Which of the message's files, from 0. */
  file: z
    .int()
    .min(0)
    .max(MEDIA_LIMIT - 1),
});

/** Body of `transcriptFind`. */
export const transcriptFindRequestSchema = z.strictObject({
  /** Found as it stands, in capitals or not. */
  text: z.string().min(1).max(100).refine(oneLine),
  /** Of the answer before, with the same text. */
  cursor: cursorSchema.exactOptional(),
});

/** Body of `conversationFind`; all that is given must fit. */
export const conversationFindRequestSchema = z.strictObject({
  /** The host's id of a consumer, or `<channel>:<address>`. */
  consumerId: consumerIdSchema.exactOptional(),
  /** An address at the channel, exactly as the provider has it; needs `channel`. */
  address: z.string().min(1).max(200).refine(oneLine).exactOptional(),
  /** `web` for the brand's pages. */
  channel: originNameSchema.exactOptional(),
  entryPoint: originNameSchema.exactOptional(),
  agent: agentIdSchema.exactOptional(),
  /** Default `open`; for a consumer or an address every one. */
  status: conversationStatusSchema.exactOptional(),
  /** Started at this instant or later. */
  since: instantSchema.exactOptional(),
  /** Started before this instant. */
  until: instantSchema.exactOptional(),
  /** Default 50. */
  limit: z.int().min(1).max(BOARD_PAGE_LIMIT).exactOptional(),
  /** Of the page before, with otherwise the same body. */
  cursor: cursorSchema.exactOptional(),
});

/** Body of `fileRead`. */
export type FileReadRequest = z.infer<typeof fileReadRequestSchema>;
/** Body of `transcriptFind`. */
export type TranscriptFindRequest = z.infer<typeof transcriptFindRequestSchema>;
/** Body of `conversationFind`. */
export type ConversationFindRequest = z.infer<typeof conversationFindRequestSchema>;
