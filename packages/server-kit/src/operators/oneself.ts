// Admins and themselves. What could shut everybody out, or make an unlocked screen worth a password, an admin does to others only: so
// an account always keeps the admin who acts (SF-PERM-01).
import { TellsafeError } from '@tellsafe/core';
import { holdsPermission } from '../accounts/permissions.ts';
import type { AuditAction } from '../audit/entry.ts';
import type { Caller } from '../services/caller.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { refusedEvent } from './audit-entries.ts';
import { type Operators, permissionsOf } from './parts.ts';
import { type OperatorRecord, operatorCodec, operatorKey } from './records.ts';

/**
 * Refuses to do something to oneself. The host's own code may do anything.
 *
 * @throws TellsafeError `request_invalid` with the issue `oneself` at `operatorId`
 */
export async function refuseOneself(
  operators: Operators,
  { who, origin }: Caller,
  action: AuditAction,
  account: string,
  operatorId: string,
): Promise<void> {
  if (who.kind !== 'agent' || who.id !== operatorId) return;
  const { group } = operatorKey(account, operatorId);
  const append = [refusedEvent(operators, { who, origin }, action, operatorId, 'permission')];
  await operators.stores.records.commit({ account, group, append });
  throw new TellsafeError('request_invalid', { issues: [{ path: 'operatorId', code: 'oneself' }] });
}

/**
 * Whether the one who acted is still an admin. Two admins who take each other's rights at the same moment would leave nobody: each asks
 * after the deed, and whoever finds that they were no admin any more takes it back.
 */
export async function isStillAdmin(operators: Operators, { who }: Caller, account: string): Promise<boolean> {
  if (who.kind !== 'agent') return true;
  const [stored] = await operators.stores.records.get([operatorKey(account, who.id)]);
  const operator = decodeRecord(operatorCodec, stored)?.value;
  return operator !== undefined && !operator.disabled && managesAccounts(operators, operator);
}

/** Whether an operator may manage operators. */
export function managesAccounts({ profiles }: Operators, operator: Pick<OperatorRecord, 'role' | 'profile'>): boolean {
  const holder = { role: operator.role, permissions: permissionsOf(profiles, operator) };
  // It does not depend on what the account can do.
  return holdsPermission({ forms: false, history: false }, holder, 'accounts.manage');
}
