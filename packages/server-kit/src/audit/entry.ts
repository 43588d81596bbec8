// The closed set of audit entries (SF-AUD-01): who did what, when, with which outcome, from where, to which object.
// Ids only: no names, no texts, no addresses, no keys. What is not in these lists can neither be written nor read.
import { z } from 'zod';

/** What was done, or tried. */
export const auditActions = [
  'session-start',
  'session-end',
  'conversation-start',
  'conversation-message',
  'conversation-assign',
  'conversation-transfer',
  'conversation-close',
  'form-define',
  'form-enable',
  'form-disable',
  'invitation-send',
  'invitation-receive',
  'invitation-watch',
  'invitation-begin',
  'invitation-decline',
  'invitation-revoke',
  'invitation-expire',
  'access-end',
  'form-open',
  'form-resume',
  'form-extend',
  'form-submit',
  'read-key-issue',
  'answers-read',
  'history-read',
  'purge',
  'audit-read',
  'audit-export',
  'operator-create',
  'operator-sign-in',
  'operator-second-factor',
  'operator-sign-out',
  'operator-lock',
  'operator-disable',
  'operator-enable',
  'operator-reset',
  'operator-change',
  'operator-password',
  'operator-enrol',
  'operator-unenrol',
  'policy-change',
  'erase',
  'hold-place',
  'hold-release',
  'consumer-export',
  'keys-renew',
] as const;

/** What was done, or tried. */
export type AuditAction = (typeof auditActions)[number];

/** Why an attempt was refused. The caller is never told (SF-OTK-06). */
export const refusalReasons = [
  'unknown',
  'expired',
  'spent',
  'purpose',
  'incarnation',
  'session',
  'account',
  'origin',
  'malformed',
  'proof',
  'status',
  'device',
  'reopen',
  'extensions',
  'conversation',
  'assignment',
  'permission',
  'form',
  'content',
  'held',
  'password',
  'second-factor',
  'locked',
  'disabled',
  'policy',
] as const;

/** Why an attempt was refused. */
export type RefusalReason = (typeof refusalReasons)[number];

/** Kinds of who acted: `host` is the application around the kit, `system` the kit's own maintenance. */
export const auditActorKinds = ['agent', 'consumer', 'host', 'system'] as const;

/** Who acted. */
export type AuditActor =
  | { readonly kind: 'agent'; readonly id: string; readonly sessionId?: string }
  | { readonly kind: 'consumer' }
  | { readonly kind: 'host' }
  | { readonly kind: 'system' };

/** Kinds of what it was done to. */
export const auditObjectKinds = [
  'session',
  'conversation',
  'invitation',
  'submission',
  'consumer',
  'form',
  'store',
  'audit',
  'operator',
  'policy',
] as const;

/** What it was done to. */
export interface AuditObject {
  readonly kind: (typeof auditObjectKinds)[number];
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
