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
import { bytesOfText } from '../services/records/text-bytes.ts';

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
const MAX_ID = 200;
const MAX_ORIGIN = 500;

const knownActions: ReadonlySet<unknown> = new Set(auditActions);
const knownKinds: ReadonlySet<unknown> = new Set(auditObjectKinds);
const knownReasons: ReadonlySet<unknown> = new Set(refusalReasons);

/** Written out, not a schema: every request makes an entry, and every entry is read again by its chain and by reports. */
function isEntry(value: unknown): value is AuditEntry {
  if (!isOf(value, ['who', 'action', 'at', 'outcome', 'origin', 'object'], ['count'])) return false;
  const { who, action, at, outcome, origin, object } = value;
  return (
    isActor(who) &&
    knownActions.has(action) &&
    isCount(at) &&
    isOutcome(outcome) &&
    (origin === null || isText(origin, MAX_ORIGIN)) &&
    isOf(object, ['kind', 'id']) &&
    knownKinds.has(object.kind) &&
    isText(object.id, MAX_ID) &&
    (!('count' in value) || isCount(value.count))
  );
}

function isActor(value: unknown): boolean {
  if (!isOf(value, ['kind'], ['id', 'sessionId'])) return false;
  const { kind, id } = value;
  if (kind !== 'agent') return (kind === 'consumer' || kind === 'host' || kind === 'system') && isOf(value, ['kind']);
  return isText(id, MAX_ID) && (!('sessionId' in value) || isText(value.sessionId, MAX_ID));
}

function isOutcome(value: unknown): boolean {
  if (value === 'done' || value === 'repeated') return true;
  return isOf(value, ['refused']) && knownReasons.has(value.refused);
}

/** An object with these properties, and of others the optional ones alone. */
function isOf(
  value: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let found = 0;
  for (const name of Object.keys(value)) {
    if (required.includes(name)) found += 1;
    else if (!optional.includes(name)) return false;
  }
  return found === required.length;
}

function isText(value: unknown, limit: number): boolean {
  return typeof value === 'string' && value.length <= limit;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * An entry as its bytes.
 *
 * @throws TypeError when it is not one of the closed set: then nothing of what it tells may happen
 */
export function encodeAuditEntry(entry: AuditEntry): Uint8Array {
  if (!isEntry(entry)) throw new TypeError('the entry is not one of the closed set');
  return bytesOfText(JSON.stringify(entry));
}

/**
 * Reads the bytes of an entry.
 *
 * @returns undefined for what is none of the closed set
 */
export function decodeAuditEntry(body: Uint8Array): AuditEntry | undefined {
  try {
    const entry: unknown = JSON.parse(decoder.decode(body));
    return isEntry(entry) ? entry : undefined;
  } catch {
    return undefined;
  }
}
