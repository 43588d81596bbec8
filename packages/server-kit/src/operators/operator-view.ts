// Operators as admins see them: names in plain, nothing of passwords.
import type { OperatorView as WireOperatorView } from '@tellsafe/core/wire';
import type { Permission } from '../accounts/permissions.ts';
import { unlessDestroyed } from '../services/unless-destroyed.ts';
import { type Operators, permissionsOf } from './parts.ts';
import {
  OPERATOR_LIST,
  OPERATOR_LIST_VALUE,
  type OperatorRecord,
  type OperatorSecrets,
  operatorCodec,
} from './records.ts';
import { openSecrets } from './secrets.ts';

/** An operator as admins see one. */
export interface OperatorView extends WireOperatorView {
  readonly permissions: readonly Permission[];
}

const PAGE = 200;

/** Every operator of an account, the oldest first; without those whose keys were destroyed. */
export async function listOperators(operators: Operators, account: string): Promise<readonly OperatorView[]> {
  const query = { account, index: OPERATOR_LIST, value: OPERATOR_LIST_VALUE, limit: PAGE };
  const views: OperatorView[] = [];
  let cursor: string | undefined;
  do {
    const page = await operators.stores.records.list({ ...query, ...(cursor !== undefined && { cursor }) });
    for (const { body } of page.records) {
      const operator = operatorCodec.decode(body);
      const secrets = await unlessDestroyed(openSecrets(operators, account, operator));
      if (secrets) views.push(viewOf(operators, operator, secrets));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return views;
}

/** An operator as admins see one. */
export function viewOf(
  { policy, profiles }: Operators,
  operator: OperatorRecord,
  secrets: OperatorSecrets,
): OperatorView {
  const { id, role, profile, disabled, failed, mustChange, hasSecondFactor, createdAt, passwordSetAt, lastSignInAt } =
    operator;
  const locked = failed >= policy.maxFailedSignIns;
  return {
    ...{ id, name: secrets.signInName, displayName: secrets.displayName, role, profile },
    ...{ permissions: permissionsOf(profiles, operator), skills: secrets.skills },
    ...{ status: disabled ? 'disabled' : locked ? 'locked' : 'active', mustChangePassword: mustChange },
    ...{ hasSecondFactor, createdAt, passwordSetAt },
    ...(lastSignInAt !== undefined && { lastSignInAt }),
  };
}
