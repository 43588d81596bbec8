// Bodies of requests about the audit: entries, a file of them, a verification, the head (SF-AUD-01).
import * as z from 'zod';
import {
  auditActions,
  auditActorKinds,
  auditFormats,
  auditObjectKinds,
  auditOutcomes,
  refusalReasons,
} from './audit-values.ts';
import { digestSchema, instantSchema } from './values.ts';

/** Most entries of one page of the audit. */
export const AUDIT_PAGE_LIMIT = 200;

/** Ids in entries are of the kit or of the host's login. */
const idSchema = z.string().regex(/^[^\p{Cc}\p{Surrogate}]{1,200}$/u);

/** Which entries; all that are given must fit. */
const filters = {
  /** Any of these. */
  action: z.array(z.enum(auditActions)).min(1).max(auditActions.length).exactOptional(),
  actorKind: z.enum(auditActorKinds).exactOptional(),
  /** Id of an operator. */
  actorId: idSchema.exactOptional(),
  objectKind: z.enum(auditObjectKinds).exactOptional(),
  objectId: idSchema.exactOptional(),
  outcome: z.enum(auditOutcomes).exactOptional(),
  reason: z.enum(refusalReasons).exactOptional(),
  /** At this instant or later. */
  since: instantSchema.exactOptional(),
  /** Before this instant. */
  until: instantSchema.exactOptional(),
};

/** Where the next page begins; opaque. */
export const auditCursorSchema = z.string().regex(/^[\w.-]{1,200}$/);

/** Body of `auditList`. Not a query: addresses are what logs keep, and it names operators. */
export const auditListRequestSchema = z.strictObject({
  ...filters,
  /** Default 50. */
  limit: z.int().min(1).max(AUDIT_PAGE_LIMIT).exactOptional(),
  /** Of the page before, with otherwise the same body. */
  cursor: auditCursorSchema.exactOptional(),
});

/** Body of `auditExport`. */
export const auditExportRequestSchema = z.strictObject({
  format: z.enum(auditFormats),
  ...filters,
  /** Of the part before, with otherwise the same body. */
  cursor: auditCursorSchema.exactOptional(),
});

/** The end of a chain, as it was noted. */
export const auditAnchorSchema = z.strictObject({
  /** Number of the block. */
  number: z.int().min(1).max(999_999_999_999),
  hash: digestSchema,
});

/** Body of `auditVerify`. */
export const auditVerifyRequestSchema = z.strictObject({
  /** A head that was noted earlier, and must be in the chain. */
  head: auditAnchorSchema.exactOptional(),
  /** Of the round before, with otherwise the same body. */
  cursor: auditCursorSchema.exactOptional(),
});

/** Which entries of an audit. */
export type AuditFilter = Omit<AuditListRequest, 'limit' | 'cursor'>;
/** Body of `auditList`. */
export type AuditListRequest = z.infer<typeof auditListRequestSchema>;
/** Body of `auditExport`. */
export type AuditExportRequest = z.infer<typeof auditExportRequestSchema>;
/** Body of `auditVerify`. */
export type AuditVerifyRequest = z.infer<typeof auditVerifyRequestSchema>;
