// Audit entries of operators, and who caused them.
import type { AuditAction, RefusalReason } from '../audit/entry.ts';
import { auditEntry, auditEvent, type Caller } from '../services/caller.ts';
import type { NewEvent } from '../stores/types.ts';
import type { Operators } from './parts.ts';

/** An operator who acts, or who somebody claims to be. */
export function operatorCaller(operatorId: string, origin: string | null): Caller {
  return { who: { kind: 'agent', id: operatorId }, origin };
}

/** What was done to an operator, for the commit that does it. */
export function operatorEvent(operators: Operators, caller: Caller, action: AuditAction, operatorId: string): NewEvent {
  return auditEvent(operators, caller, action, { kind: 'operator', id: operatorId });
}

/** What was refused, with nothing else to commit. */
export function refusedEvent(
  operators: Operators,
  caller: Caller,
  action: AuditAction,
  operatorId: string,
  refused: RefusalReason,
): NewEvent {
  return operators.audit.event(
    auditEntry(operators, caller, action, { kind: 'operator', id: operatorId }, { refused }),
  );
}
