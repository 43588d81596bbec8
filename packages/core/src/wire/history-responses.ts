// Answers about the account's history: what a manager lists, reads and is told about earlier readings (SF-ACC-04).
import * as z from 'zod';
import type { ResealedPart } from '../answers/reseal.ts';
import { suiteSizes } from '../crypto/suites.ts';
import { HISTORY_PAGE_LIMIT } from './history-requests.ts';
import { definitionSchema } from './responses.ts';
import {
  base64urlSchema,
  digestSchema,
  formIdSchema,
  instantSchema,
  keyIdSchema,
  sealContextSchema,
  sealedPartSchema,
  suiteSchema,
  uuidSchema,
} from './values.ts';
import { agentViewSchema, historyReadingSchema } from './views.ts';

/** Answer of `historyList`, the latest submitted first. A page may be shorter than the limit, even empty, and still have a cursor. */
export const historyListResponseSchema = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        invitationId: uuidSchema,
        conversationId: uuidSchema,
        formId: formIdSchema,
        formVersion: z.int().min(1),
        formName: z.string().max(200),
        /** Who asked. */
        agent: agentViewSchema,
        submittedAt: instantSchema,
        closedAt: instantSchema,
        /** The archive key that opens the answers; absent when there are none, or none any more. */
        archiveKeyId: keyIdSchema.exactOptional(),
      }),
    )
    .max(HISTORY_PAGE_LIMIT)
    .readonly(),
  /** Who holds the archive's private half: with `brand` it is imported before anything is read. */
  archive: z.enum(['brand', 'vault']),
  /** Absent on the last page. */
  cursor: z.string().exactOptional(),
});

const [smallest, largest] = [suiteSizes('x25519'), suiteSizes('xwing')];

/** Recorded answers, sealed again for the session's reader key. */
export const resealedPartSchema: z.ZodType<ResealedPart> = z.strictObject({
  commitment: digestSchema,
  keyId: keyIdSchema,
  suite: suiteSchema,
  enc: base64urlSchema(smallest.enc, largest.enc),
  ciphertext: base64urlSchema(32 + 1_024 + smallest.tag, 32 + 16_384 + largest.tag),
});

/** Answer of `historyRead`. */
export const historyReadResponseSchema = z.strictObject({
  context: sealContextSchema,
  submissionId: uuidSchema,
  definition: definitionSchema,
  submittedAt: instantSchema,
  /** To whom they are sealed: to the archive key, which the brand holds itself, or to the reader key of the request. */
  answers: z.discriminatedUnion('sealedTo', [
    z.strictObject({ sealedTo: z.literal('archive'), part: sealedPartSchema }),
    z.strictObject({ sealedTo: z.literal('reader'), part: resealedPartSchema }),
  ]),
});

/** Answer of `historyReads`: every reading of a conversation's answers, the oldest first. */
export const historyReadsResponseSchema = z.strictObject({ reads: z.array(historyReadingSchema).readonly() });

/** Answer of `historyList`. */
export type HistoryListResponse = z.infer<typeof historyListResponseSchema>;
/** One form of the history. */
export type HistoryEntry = HistoryListResponse['entries'][number];
/** Answer of `historyRead`. */
export type HistoryReadResponse = z.infer<typeof historyReadResponseSchema>;
/** Answer of `historyReads`. */
export type HistoryReadsResponse = z.infer<typeof historyReadsResponseSchema>;
