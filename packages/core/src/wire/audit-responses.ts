// Bodies of answers about the audit: entries with their places in the chain, parts of a file, rounds of a verification, the head.
import * as z from 'zod';
import { auditAnchorSchema, auditCursorSchema } from './audit-requests.ts';
import { auditActions, auditFindingKinds, auditObjectKinds, refusalReasons } from './audit-values.ts';
import { digestSchema, instantSchema, positionSchema } from './values.ts';

const countSchema = z.int().min(0);
const idSchema = z.string().max(200);

/** One entry: ids only, and where it is in the chain. */
export const auditItemSchema = z.strictObject({
  /** Number in the account's chain, from 1; 0 for one that the chain does not know. */
  number: countSchema,
  /** Number of its block. */
  block: z.int().min(1),
  /** Place in the account's feed. */
  position: positionSchema,
  /** It is the one that was sealed. */
  intact: z.boolean(),
  /** Digest of the entry as it is now. */
  digest: digestSchema,
  /** Digest that the chain holds; `null` for an entry that the chain does not know. */
  sealedDigest: digestSchema.nullable(),
  at: instantSchema,
  action: z.enum(auditActions),
  who: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('agent'), id: idSchema, sessionId: idSchema.exactOptional() }),
    z.strictObject({ kind: z.literal('consumer') }),
    z.strictObject({ kind: z.literal('host') }),
    z.strictObject({ kind: z.literal('system') }),
  ]),
  outcome: z.union([z.enum(['done', 'repeated']), z.strictObject({ refused: z.enum(refusalReasons) })]),
  /** Web origin of the caller; `null` when the call came without one or from the host's own code. */
  origin: z.string().max(500).nullable(),
  object: z.strictObject({ kind: z.enum(auditObjectKinds), id: idSchema }),
  /** A count that belongs to the entry, such as purged records. */
  count: countSchema.exactOptional(),
});

/** Answer of `auditList`. */
export const auditListResponseSchema = z.strictObject({
  /** Newest first. */
  entries: z.array(auditItemSchema).readonly(),
  /** Absent on the last page; a page may be shorter than the limit, even empty, and still have one. */
  cursor: auditCursorSchema.exactOptional(),
});

/** Answer of `auditExport`: a part of a file, to be put together in order. */
export const auditExportResponseSchema = z.strictObject({
  /** Lines, oldest first; the first part of a CSV file begins with the names of the columns. No cell is a formula to a spreadsheet. */
  text: z.string(),
  cursor: auditCursorSchema.exactOptional(),
});

/** The end of a chain. */
export const auditHeadSchema = z.strictObject({
  ...auditAnchorSchema.shape,
  /** Entries that the chain covers, also those that are gone since. */
  entries: countSchema,
  sealedAt: instantSchema,
});

/** Something that does not fit. */
export const auditFindingSchema = z.strictObject({
  kind: z.enum(auditFindingKinds),
  /** Number of the block. */
  block: countSchema.exactOptional(),
  /** Number of the entry; absent for one that is in no block. */
  entry: countSchema.exactOptional(),
  position: positionSchema.exactOptional(),
});

/** Answer of `auditVerify`: one round. The counts are those of this round. */
export const auditVerifyResponseSchema = z.strictObject({
  /** Number of the last block that was looked at; 0 when there is none. */
  block: countSchema,
  blocks: countSchema,
  /** Entries that fit. */
  entries: countSchema,
  /** Entries that blocks name and that are gone since their time was over. */
  expired: countSchema,
  /** How many findings this round has; `findings` holds the first hundred. */
  found: countSchema,
  findings: z.array(auditFindingSchema).readonly(),
  /** Number of the chain's last block, as far as it is known: how far there is to go. */
  total: countSchema,
  /** Absent in the last round. */
  cursor: auditCursorSchema.exactOptional(),
  /** In the last round: what concerns the end of the chain. */
  end: z
    .strictObject({
      /** The head was made with the account's keys. */
      authenticated: z.boolean(),
      /** Entries that are not in a block yet; nothing is proven about them. */
      unsealed: countSchema,
      head: auditHeadSchema.nullable(),
      /** What became of the head that was noted; `expired`: it is older than what is kept. */
      anchor: z.enum(['none', 'matches', 'missing', 'expired']),
    })
    .exactOptional(),
});

/** Answer of `auditHead`. */
export const auditHeadResponseSchema = z.strictObject({
  /** `null` when there never was an entry. */
  head: auditHeadSchema.nullable(),
});

/** One entry of the audit. */
export type AuditItem = z.infer<typeof auditItemSchema>;
/** Answer of `auditList`. */
export type AuditListResponse = z.infer<typeof auditListResponseSchema>;
/** Answer of `auditExport`. */
export type AuditExportResponse = z.infer<typeof auditExportResponseSchema>;
/** The end of a chain. */
export type AuditHeadView = z.infer<typeof auditHeadSchema>;
/** Something in the chain that does not fit. */
export type AuditFindingView = z.infer<typeof auditFindingSchema>;
/** Answer of `auditVerify`. */
export type AuditVerifyResponse = z.infer<typeof auditVerifyResponseSchema>;
/** Answer of `auditHead`. */
export type AuditHeadResponse = z.infer<typeof auditHeadResponseSchema>;
