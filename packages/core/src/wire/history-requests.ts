// Bodies of requests about the account's history: what a manager may ask for (SF-ACC-04).
import * as z from 'zod';
import { agentIdSchema, formIdSchema, instantSchema, publicKeySchema, suiteSchema, uuidSchema } from './values.ts';

/** Most entries of one page of the history. */
export const HISTORY_PAGE_LIMIT = 100;

/** Body of `historyList`; all filters that are given must fit. Not a query: addresses are what logs keep, and it names agents. */
export const historyListRequestSchema = z.strictObject({
  form: formIdSchema.exactOptional(),
  /** Who asked. */
  agent: agentIdSchema.exactOptional(),
  /** Submitted at this instant or later. */
  since: instantSchema.exactOptional(),
  /** Submitted before this instant. */
  until: instantSchema.exactOptional(),
  /** Default 50. */
  limit: z.int().min(1).max(HISTORY_PAGE_LIMIT).exactOptional(),
  /** Of the page before, with otherwise the same body. */
  cursor: z
    .string()
    .regex(/^[0-9.-]{1,40}$/)
    .exactOptional(),
});

/** Body of `historyRead`; `reader` is a key that the session made for this reading, needed where the vault holds the archive key. */
export const historyReadRequestSchema = z.strictObject({
  conversationId: uuidSchema,
  reader: z.strictObject({ suite: suiteSchema, publicKey: publicKeySchema }).exactOptional(),
});

/** Body of `historyList`. */
export type HistoryListRequest = z.infer<typeof historyListRequestSchema>;
/** Body of `historyRead`. */
export type HistoryReadRequest = z.infer<typeof historyReadRequestSchema>;
