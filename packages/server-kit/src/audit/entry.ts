// The closed set of audit entries (SF-AUD-01): who did what, when, with which outcome, from where, to which object.
// Ids only: no names, no texts, no addresses, no keys. What is not in these lists can neither be written nor read.
import {
  type AuditAction,
  type AuditObjectKind,
  auditActions,
  auditObjectKinds,
  type RefusalReason,
  refusalReasons,
} from '@tellsafe/core/wire';
import { z } from 'zod';

export type { AuditAction, RefusalReason } from '@tellsafe/core/wire';
export { auditActions, auditActorKinds, auditObjectKinds, refusalReasons } from '@tellsafe/core/wire';

/** Who acted. */
export type AuditActor =
  | { readonly kind: 'agent'; readonly id: string; readonly sessionId?: string }
  | { readonly kind: 'consumer' }
  | { readonly kind: 'host' }
  | { readonly kind: 'system' };

/** What it was done to. */
export interface AuditObject {
  readonly kind: AuditObjectKind;
  readonly id: string;
}

/** How it ended. */
export type AuditOutcome = 'done' | 'repeated' | { readonly refused: RefusalReason };

/** One entry. */
export interface AuditEntry {
  readonly who: AuditActor;
  readonly action: AuditAction;
  /** Epoch ms, by the kit's clock. */
  readonly at: number;
  readonly outcome: AuditOutcome;
  /** Web origin of the caller; `null` when the call came without one or from the host's own code. */
  readonly origin: string | null;
  readonly object: AuditObject;
  /** A count that belongs to the entry, such as purged records. */
  readonly count?: number;
}

/** Longest id: the kit's own are UUIDs, those of the host's login have at most 128 characters. */
const idSchema = z.string().max(200);

const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('agent'), id: idSchema, sessionId: z.exactOptional(idSchema) }),
  z.strictObject({ kind: z.literal('consumer') }),
  z.strictObject({ kind: z.literal('host') }),
  z.strictObject({ kind: z.literal('system') }),
]);

const entrySchema: z.ZodType<AuditEntry> = z.strictObject({
  who: actorSchema,
  action: z.enum(auditActions),
  at: z.int().nonnegative(),
  outcome: z.union([z.enum(['done', 'repeated']), z.strictObject({ refused: z.enum(refusalReasons) })]),
  origin: z.string().max(500).nullable(),
  object: z.strictObject({ kind: z.enum(auditObjectKinds), id: idSchema }),
  count: z.exactOptional(z.int().nonnegative()),
});

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * An entry as its bytes.
 *
 * @throws TypeError when it is not one of the closed set: then nothing of what it tells may happen
 */
export function encodeAuditEntry(entry: AuditEntry): Uint8Array {
  const { data } = entrySchema.safeParse(entry);
  if (!data) throw new TypeError('the entry is not one of the closed set');
  return encoder.encode(JSON.stringify(data));
}

/**
 * Reads the bytes of an entry.
 *
 * @returns undefined for what is none of the closed set
 */
export function decodeAuditEntry(body: Uint8Array): AuditEntry | undefined {
  try {
    return entrySchema.safeParse(JSON.parse(decoder.decode(body))).data;
  } catch {
    return undefined;
  }
}
