// Which entries of an audit are wanted: filters from the host's code, checked, and what they let through.
import { END_OF_TIME } from '@tellsafe/core/retention';
import * as z from 'zod/mini';
import { lazy } from '../lazy.ts';
import {
  type AuditAction,
  type AuditActor,
  type AuditEntry,
  type AuditObject,
  auditActions,
  auditActorKinds,
  auditObjectKinds,
  type RefusalReason,
  refusalReasons,
} from './entry.ts';

/** Which entries are wanted; all that are given must fit. */
export interface AuditFilters {
  readonly action?: AuditAction | readonly AuditAction[];
  readonly actorKind?: AuditActor['kind'];
  /** Id of an agent. */
  readonly actorId?: string;
  readonly objectKind?: AuditObject['kind'];
  readonly objectId?: string;
  readonly outcome?: 'done' | 'repeated' | 'refused';
  readonly reason?: RefusalReason;
  /** Epoch ms, inclusive. */
  readonly since?: number;
  /** Epoch ms, exclusive. */
  readonly until?: number;
}

const filtersSchema = lazy((): z.ZodMiniType<AuditFilters> => {
  const id = z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200)));
  const instant = z.exactOptional(z.int().check(z.nonnegative(), z.maximum(END_OF_TIME)));
  const action = z.enum(auditActions);
  return z.strictObject({
    action: z.exactOptional(z.union([action, z.array(action).check(z.minLength(1))])),
    actorKind: z.exactOptional(z.enum(auditActorKinds)),
    actorId: id,
    objectKind: z.exactOptional(z.enum(auditObjectKinds)),
    objectId: id,
    outcome: z.exactOptional(z.enum(['done', 'repeated', 'refused'])),
    reason: z.exactOptional(z.enum(refusalReasons)),
    since: instant,
    until: instant,
  });
});

/**
 * Checks filters.
 *
 * @throws RangeError naming the first one that is wrong
 */
export function parseAuditFilters(filters: AuditFilters): AuditFilters {
  const { data, error } = filtersSchema().safeParse(filters);
  if (data) return data;
  const [issue] = error.issues;
  const names = issue?.code === 'unrecognized_keys' ? issue.keys : (issue?.path ?? []);
  throw new RangeError(`${['filters', ...names.slice(0, 1)].join('.')} is not what an audit can be asked for`);
}

/** Whether an entry is wanted. */
export function fitsFilters(entry: AuditEntry, filters: AuditFilters): boolean {
  const { action: actions, actorKind, actorId, objectKind, objectId, outcome, reason, since, until } = filters;
  const { who, object, at } = entry;
  const refused = typeof entry.outcome === 'object' ? entry.outcome.refused : undefined;
  const ended = typeof entry.outcome === 'object' ? 'refused' : entry.outcome;
  return (
    (actions === undefined ||
      (typeof actions === 'string' ? actions === entry.action : actions.includes(entry.action))) &&
    (actorKind === undefined || who.kind === actorKind) &&
    (actorId === undefined || (who.kind === 'agent' && who.id === actorId)) &&
    (objectKind === undefined || object.kind === objectKind) &&
    (objectId === undefined || object.id === objectId) &&
    (outcome === undefined || ended === outcome) &&
    (reason === undefined || refused === reason) &&
    (since === undefined || at >= since) &&
    (until === undefined || at < until)
  );
}
