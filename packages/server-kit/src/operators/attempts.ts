// Attempts to prove who one is, by password or code: counted in a commit before they are judged, so that a thousand at once are
// worth no more than the policy allows, and told to the audit when they fail (SF-POL-02).
import { isTellsafeError } from '@tellsafe/core';
import type { AuditAction, RefusalReason } from '../audit/entry.ts';
import type { Caller } from '../services/caller.ts';
import { commitWithRetry } from '../services/commit.ts';
import { decodeRecord } from '../services/records/codec.ts';
import type { NewEvent } from '../stores/types.ts';
import { operatorEvent, refusedEvent } from './audit-entries.ts';
import type { Operators } from './parts.ts';
import { type OperatorRecord, operatorCodec, operatorInput, operatorKey } from './records.ts';

/** An attempt that was counted. */
export interface Attempt {
  readonly account: string;
  /** As it was when the attempt was counted. */
  readonly operator: OperatorRecord;
  /** Why it fails whatever is right. */
  readonly barred?: RefusalReason;
  /** With it the operator would be locked. */
  readonly isLast: boolean;
}

/**
 * Counts an attempt; undefined when there is no such operator. One that cannot be counted, because too many are made at once, is
 * barred: it takes as long, and is answered like any other.
 */
export async function countAttempt(operators: Operators, account: string, id: string): Promise<Attempt | undefined> {
  try {
    return await count(operators, account, id);
  } catch (error) {
    if (!isTellsafeError(error, 'conflict')) throw error;
    const [stored] = await operators.stores.records.get([operatorKey(account, id)]);
    const operator = decodeRecord(operatorCodec, stored)?.value;
    return operator && { account, operator, barred: 'locked', isLast: false };
  }
}

function count(operators: Operators, account: string, id: string): Promise<Attempt | undefined> {
  return commitWithRetry(
    operators,
    async () => {
      const [stored] = await operators.stores.records.get([operatorKey(account, id)]);
      return { stored: decodeRecord(operatorCodec, stored) };
    },
    ({ stored }) => {
      if (!stored) return { result: undefined };
      const key = operatorKey(account, id);
      const attempt = judge(operators, account, stored.value);
      // A barred attempt is written as well, unchanged: it takes as long as any other.
      return {
        result: attempt,
        change: {
          ...{ account, group: key.group },
          expect: [{ key, version: stored.version }],
          put: [operatorInput(account, attempt.operator)],
        },
      };
    },
  );
}

/** After {@link countAttempt} found nobody: the rest of its work, on a record that is never locked. */
export async function countDecoy(operators: Operators, account: string, decoy: OperatorRecord): Promise<Attempt> {
  const { group } = operatorKey(account, decoy.id);
  const expiresAt = operators.clock() + 1000;
  await operators.stores.records.commit({
    ...{ account, group },
    put: [{ ...operatorInput(account, decoy), expiresAt, index: [] }],
  });
  return { account, operator: decoy, barred: 'unknown', isLast: false };
}

function judge({ policy }: Operators, account: string, operator: OperatorRecord): Attempt {
  if (operator.disabled) return { account, operator, barred: 'disabled', isLast: false };
  if (operator.failed >= policy.maxFailedSignIns) return { account, operator, barred: 'locked', isLast: false };
  const counted = { ...operator, failed: operator.failed + 1 };
  return { account, operator: counted, isLast: counted.failed >= policy.maxFailedSignIns };
}

/** Tells the audit of an attempt that failed. */
export async function recordFailure(
  operators: Operators,
  caller: Caller,
  action: AuditAction,
  { account, operator, barred, isLast }: Attempt,
  reason: RefusalReason,
): Promise<void> {
  const append: NewEvent[] = [refusedEvent(operators, caller, action, operator.id, barred ?? reason)];
  if (isLast) append.push(operatorEvent(operators, caller, 'operator-lock', operator.id));
  await operators.stores.records.commit({ account, group: operatorKey(account, operator.id).group, append });
}
