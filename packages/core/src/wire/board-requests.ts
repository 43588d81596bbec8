// Requests about an account's board: which conversations a manager wants to see the statuses of (SF-MGR-01).
import * as z from 'zod';
import { conversationStatuses } from '../conversation/index.ts';
import { BOARD_PAGE_LIMIT } from './headers.ts';
import { instantSchema, positionSchema } from './values.ts';

/** Body of `boardList`. */
export const boardListRequestSchema = z.strictObject({
  /** Default `open`. */
  status: z.enum(conversationStatuses).exactOptional(),
  /** Started, or of closed ones closed, at this instant or later. */
  since: instantSchema.exactOptional(),
  /** Default 50. */
  limit: z.int().min(1).max(BOARD_PAGE_LIMIT).exactOptional(),
  /** Of the page before, with otherwise the same body. */
  cursor: z
    .string()
    .regex(/^[0-9.-]{1,40}$/)
    .exactOptional(),
});

/** Query of `boardEvents`; the header `Last-Event-ID` goes before it. */
export const boardEventsQuerySchema = z.strictObject({ after: positionSchema.exactOptional() });

/** Body of `boardList`. */
export type BoardListRequest = z.infer<typeof boardListRequestSchema>;
/** Query of `boardEvents`. */
export type BoardEventsQuery = z.infer<typeof boardEventsQuerySchema>;
