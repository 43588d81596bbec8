// Bodies of requests about privacy: what an admin finds, exports, erases, holds and releases (SF-RET-03). Not queries: addresses are
// what logs keep, and these name people.
import * as z from 'zod';
import { consumerIdSchema, nameSchema, uuidSchema } from './values.ts';

/** Most conversations of one page of what is held about a consumer. */
export const PRIVACY_PAGE_LIMIT = 50;

/** Most legal holds of one page. */
export const HOLD_PAGE_LIMIT = 100;

/**
 * What is named: `consumer` by the host's id, `consumer-mac` by the MAC under which the account finds the same consumer,
 * `conversation` and `submission` by their ids.
 */
export const privacyKinds = ['consumer', 'consumer-mac', 'conversation', 'submission'] as const;

/** Where the next page begins. */
const cursorSchema = z.string().regex(/^[0-9.-]{1,40}$/);

/** Body of `privacyFind`. */
export const privacyFindRequestSchema = z.strictObject({
  kind: z.enum(['consumer', 'consumer-mac', 'conversation']),
  id: consumerIdSchema,
  /** Most conversations of the page, default 20. */
  limit: z.int().min(1).max(PRIVACY_PAGE_LIMIT).exactOptional(),
  cursor: cursorSchema.exactOptional(),
});

/** Body of `privacyExport`: all of a consumer, or one conversation. */
export const privacyExportRequestSchema = z
  .strictObject({
    consumerId: consumerIdSchema.exactOptional(),
    conversationId: uuidSchema.exactOptional(),
    /** Of the answer before, with the same consumer; for a conversation the one that stands in it. */
    cursor: cursorSchema.exactOptional(),
  })
  .refine(({ consumerId, conversationId }) => (consumerId === undefined) !== (conversationId === undefined), {
    path: ['consumerId'],
  });

/** Body of `privacyErase`. */
export const privacyEraseRequestSchema = z.strictObject({
  kind: z.enum(['consumer', 'conversation', 'submission']),
  id: consumerIdSchema,
});

/** Body of `privacyHolds`. */
export const privacyHoldsRequestSchema = z.strictObject({
  /** Most things of the page, default 50. */
  limit: z.int().min(1).max(HOLD_PAGE_LIMIT).exactOptional(),
  cursor: cursorSchema.exactOptional(),
});

/** Body of `privacyHold`. */
export const privacyHoldRequestSchema = z.strictObject({
  kind: z.enum(['consumer', 'conversation']),
  id: consumerIdSchema,
  /** Why it is kept, in the account's own words, nothing personal: the name of a case. 1 to 80 characters on one line. */
  holdId: nameSchema,
});

/** Body of `privacyRelease`. */
export const privacyReleaseRequestSchema = z.strictObject({
  kind: z.enum(['consumer', 'consumer-mac', 'conversation']),
  id: consumerIdSchema,
  holdId: nameSchema,
});

/** What is named. */
export type PrivacyKind = (typeof privacyKinds)[number];
/** Body of `privacyFind`. */
export type PrivacyFindRequest = z.infer<typeof privacyFindRequestSchema>;
/** Body of `privacyExport`. */
export type PrivacyExportRequest = z.infer<typeof privacyExportRequestSchema>;
/** Body of `privacyErase`. */
export type PrivacyEraseRequest = z.infer<typeof privacyEraseRequestSchema>;
/** Body of `privacyHolds`. */
export type PrivacyHoldsRequest = z.infer<typeof privacyHoldsRequestSchema>;
/** Body of `privacyHold`. */
export type PrivacyHoldRequest = z.infer<typeof privacyHoldRequestSchema>;
/** Body of `privacyRelease`. */
export type PrivacyReleaseRequest = z.infer<typeof privacyReleaseRequestSchema>;
