// What admins do with operators, and the host's own code: create, list, disable, enable, reset, change, take a second factor away.
import { isUuid, TellsafeError } from '@tellsafe/core';
import type { AuditAction } from '../audit/entry.ts';
import type { Caller } from '../services/caller.ts';
import { decodeRecord } from '../services/records/codec.ts';
import { operatorEvent } from './audit-entries.ts';
import { changeOperator, type OpenOperator, type OperatorChange, unknownOperator } from './change.ts';
import { operatorIdOf } from './names.ts';
import { isStillAdmin, refuseOneself } from './oneself.ts';
import {
  checkedDisplayName,
  checkedName,
  checkedPassword,
  checkedRole,
  checkedSkills,
  madeUpPassword,
  type OperatorInput,
  type OperatorPlace,
  type OperatorUpdate,
} from './operator-input.ts';
import { listOperators, type OperatorView, viewOf } from './operator-view.ts';
import type { Operators } from './parts.ts';
import { type OperatorRecord, operatorCodec, operatorInput, operatorKey } from './records.ts';
import { sealSecrets } from './secrets.ts';

/** An operator and the password to hand over, which is shown this once. */
export interface WithPassword {
  readonly operator: OperatorView;
  readonly password: string;
}

/** What may be done with operators; each method is an audit entry, and refuses accounts that this login does not know. */
export interface OperatorMethods {
  /** @throws TellsafeError `conflict` when the name is taken; `request_invalid` with issues */
  create(input: OperatorInput): Promise<WithPassword>;
  list(input: { readonly accountId: string }): Promise<readonly OperatorView[]>;
  /** Ends everything of the operator at once. */
  disable(place: OperatorPlace): Promise<OperatorView>;
  /** After `disable`, and after too many failed sign-ins (SF-POL-02). */
  enable(place: OperatorPlace): Promise<OperatorView>;
  /** A new password to be replaced at the next sign-in; unlocks, and ends everything of the operator. */
  reset(place: OperatorPlace & { readonly password?: string }): Promise<WithPassword>;
  /** Another role, profile, name or skills; ends everything of the operator, so that it holds at once. */
  update(change: OperatorUpdate): Promise<OperatorView>;
  /** Takes the second factor away: a lost device. */
  removeSecondFactor(place: OperatorPlace): Promise<OperatorView>;
}

/** The methods for one who acts. */
export function operatorMethods(
  operators: Operators,
  ready: (account: string) => Promise<unknown>,
  caller: Caller,
): OperatorMethods {
  const known = async (account: string) => {
    if (!operators.accounts.includes(account)) throw new TellsafeError('account_unknown');
    await ready(account);
  };
  const change = async (place: OperatorPlace, ends: boolean, decide: (open: OpenOperator) => Changed) => {
    const { accountId, operatorId } = place;
    await known(accountId);
    if (!isUuid(operatorId)) throw unknownOperator();
    const view = await changeOperator(operators, accountId, operatorId, (open) => {
      const { action, ...changed } = decide(open);
      const secrets = changed.secrets ?? open.secrets;
      return {
        ...changed,
        append: [operatorEvent(operators, caller, action, operatorId)],
        finish: (next) => ({ result: viewOf(operators, next, secrets) }),
      };
    });
    if (ends) await operators.endSessions({ accountId, agentId: operatorId });
    return view;
  };
  const toAnother = async (place: OperatorPlace, action: AuditAction) => {
    await known(place.accountId);
    await refuseOneself(operators, caller, action, place.accountId, place.operatorId);
  };
  /** Takes a change back when the one who made it was no admin any more by then. */
  const withAdminLeft = async (place: OperatorPlace, undoing: AuditAction, run: () => Promise<OperatorView>) => {
    const { accountId, operatorId } = place;
    const [stored] = isUuid(operatorId) ? await operators.stores.records.get([operatorKey(accountId, operatorId)]) : [];
    const before = decodeRecord(operatorCodec, stored)?.value;
    const view = await run();
    if (!before || (await isStillAdmin(operators, caller, accountId))) return view;
    const { disabled, role, profile } = before;
    await change(place, false, () => ({ action: undoing, operator: { disabled, role, profile } }));
    throw new TellsafeError('conflict');
  };
  return {
    create: async (input) => {
      await known(input.accountId);
      return createOperator(operators, caller, input);
    },
    list: async ({ accountId }) => {
      await known(accountId);
      return listOperators(operators, accountId);
    },
    disable: async (place) => {
      await toAnother(place, 'operator-disable');
      return withAdminLeft(place, 'operator-enable', () =>
        change(place, true, ({ operator }) => ({
          ...{ action: 'operator-disable', operator: { disabled: true, epoch: operator.epoch + 1 } },
        })),
      );
    },
    enable: async (place) => {
      // An admin's cookie must not be a way to guess the password for ever.
      await toAnother(place, 'operator-enable');
      return change(place, false, () => ({ action: 'operator-enable', operator: { disabled: false, failed: 0 } }));
    },
    reset: async (place) => {
      await toAnother(place, 'operator-reset');
      const password = place.password ?? madeUpPassword(operators);
      const hash = await operators.passwords.hash(checkedPassword(operators, password));
      const operator = await change(place, true, (open) => ({
        action: 'operator-reset',
        operator: { failed: 0, mustChange: true, passwordSetAt: operators.clock(), epoch: open.operator.epoch + 1 },
        secrets: {
          ...open.secrets,
          password: hash,
          formerPasswords: [open.secrets.password, ...open.secrets.formerPasswords].slice(
            0,
            operators.policy.passwordHistory,
          ),
        },
      }));
      return { operator, password };
    },
    update: async (given) => {
      if (given.role !== undefined || given.profile !== undefined) await toAnother(given, 'operator-change');
      return withAdminLeft(given, 'operator-change', () =>
        change(given, true, ({ operator, secrets }) => ({
          action: 'operator-change',
          operator: { ...roleOf(operators, given, operator), epoch: operator.epoch + 1 },
          secrets: {
            ...secrets,
            displayName: checkedDisplayName(given.displayName ?? secrets.displayName),
            skills: checkedSkills(given.skills ?? secrets.skills),
          },
        })),
      );
    },
    removeSecondFactor: async (place) => {
      await toAnother(place, 'operator-unenrol');
      return change(
        place,
        true,
        ({ operator, secrets: { secondFactor: _factor, enrolling: _enrolling, ...secrets } }) => ({
          action: 'operator-unenrol',
          operator: { hasSecondFactor: false, epoch: operator.epoch + 1 },
          secrets,
        }),
      );
    },
  };
}

type Changed = Pick<OperatorChange<OperatorView>, 'operator' | 'secrets'> & {
  readonly action: Parameters<typeof operatorEvent>[2];
};

/** Another role has no profile of the one before. */
function roleOf(operators: Operators, given: OperatorUpdate, operator: OperatorRecord) {
  const role = given.role ?? operator.role;
  const kept = role === operator.role ? operator.profile : null;
  return checkedRole(operators, role, given.profile === undefined ? kept : given.profile);
}

async function createOperator(operators: Operators, caller: Caller, input: OperatorInput): Promise<WithPassword> {
  const { accountId, role, profile } = input;
  const name = checkedName(input.name);
  const password = input.password ?? madeUpPassword(operators);
  const secrets = {
    signInName: name,
    displayName: checkedDisplayName(input.displayName),
    skills: checkedSkills(input.skills ?? []),
    password: await operators.passwords.hash(checkedPassword(operators, password)),
    formerPasswords: [],
  };
  const id = await operatorIdOf(operators, accountId, name);
  const now = operators.clock();
  const operator: OperatorRecord = {
    ...{ id, createdAt: now, passwordSetAt: now, mustChange: true, disabled: false, failed: 0, epoch: 0 },
    ...{ ...checkedRole(operators, role, profile ?? null), hasSecondFactor: false },
    ...(await sealSecrets(operators, accountId, id, secrets)),
  };
  const key = operatorKey(accountId, id);
  const created = await operators.stores.records.commit({
    ...{ account: accountId, group: key.group },
    expect: [{ key, version: 'absent' }],
    put: [operatorInput(accountId, operator)],
    append: [operatorEvent(operators, caller, 'operator-create', id)],
  });
  if (!created) throw new TellsafeError('conflict');
  return { operator: viewOf(operators, operator, secrets), password };
}
