// The login's routes: a table of who may call what, and what each does. How a request gets here is http.ts's matter.
import { isTellsafeError, isUuid, TellsafeError } from '@tellsafe/core';
import type * as z from 'zod';
import { holdsPermission, type Permission } from '../accounts/permissions.ts';
import type { AuditAction } from '../audit/entry.ts';
import { auditEntry } from '../services/caller.ts';
import { operatorCaller } from './audit-entries.ts';
import type { Ground } from './ground.ts';
import { type BegunLogin, keepLogin, type SignedIn, type SignInStep } from './logins.ts';
import { type OperatorMethods, operatorMethods } from './manage.ts';
import { type Operators, permissionsOf } from './parts.ts';
import { MAX_PASSWORD_LENGTH } from './passwords.ts';
import { policyReport } from './policy.ts';
import { profilesView } from './profiles-view.ts';
import * as requests from './requests.ts';
import { openSecrets } from './secrets.ts';
import { signIn } from './sign-in.ts';
import * as steps from './steps.ts';

/** What a route gives: JSON, and a login that goes on or is over. */
export interface LoginAnswer {
  readonly body?: unknown;
  readonly token?: string;
  readonly ended?: true;
}

/** A request whose caller is known. */
export interface LoginCall<Input = unknown> {
  readonly operators: Operators;
  readonly groundOf: (account: string) => Promise<Ground>;
  readonly origin: string | null;
  readonly signedIn?: SignedIn;
  readonly parameters: Readonly<Record<string, string>>;
  readonly input: Input;
}

/** One route. */
export interface LoginRoute {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  /** Steps at which a login may call it; without them anybody may. */
  readonly steps?: readonly SignInStep[];
  readonly permission?: Permission;
  /** What the audit is told of when it is refused for want of the permission. */
  readonly action?: AuditAction;
  /** What it judges: a name with a password, or what somebody proves further. Such requests have limits. */
  readonly judges?: 'name' | 'proof';
  readonly request?: z.ZodType;
  readonly handle: (call: LoginCall<never>) => Promise<LoginAnswer>;
}

const everyStep: readonly SignInStep[] = ['second-factor', 'new-password', 'enrol-second-factor', 'done'];
const afterSecondFactor: readonly SignInStep[] = ['new-password', 'enrol-second-factor', 'done'];
const enrolling: readonly SignInStep[] = ['enrol-second-factor', 'done'];

const post = <Schema extends z.ZodType>(
  path: `/${string}`,
  from: Pick<LoginRoute, 'steps' | 'permission' | 'action' | 'judges'>,
  request: Schema,
  handle: (call: LoginCall<z.infer<Schema>>) => Promise<LoginAnswer>,
): LoginRoute => ({ method: 'POST', path, ...from, request, handle });

const admin = { steps: ['done'], permission: 'accounts.manage' } as const;
const adminTo = (action: AuditAction) => ({ ...admin, action });

/** Every route. */
export const loginRoutes: readonly LoginRoute[] = [
  post('/sign-in', { judges: 'name' }, requests.signInSchema, async (call) => {
    const { operators, groundOf, origin, input } = call;
    const begun = await signIn(operators, groundOf, origin, input);
    // Whoever was signed in before in this browser is so no more.
    if (call.signedIn) await steps.signOut(asking(call));
    return begunAnswer(input.account, begun);
  }),
  post('/second-factor', { steps: ['second-factor'], judges: 'proof' }, requests.codeSchema, async (call) =>
    begunAnswer(accountOf(call), await steps.passSecondFactor(asking(call), call.input.code)),
  ),
  post('/password', { steps: afterSecondFactor, judges: 'proof' }, requests.passwordChangeSchema, async (call) =>
    begunAnswer(accountOf(call), await steps.changePassword(asking(call), call.input.current, call.input.next)),
  ),
  post('/second-factor/enrol', { steps: enrolling, judges: 'proof' }, requests.passwordSchema, async (call) => ({
    body: await steps.enrolSecondFactor(asking(call), call.input.password),
  })),
  post('/second-factor/confirm', { steps: enrolling, judges: 'proof' }, requests.codeSchema, async (call) =>
    begunAnswer(accountOf(call), await steps.confirmSecondFactor(asking(call), call.input.code)),
  ),
  post('/activity', { steps: everyStep }, requests.nothingSchema, async (call) => ({
    body: { idleSeconds: await keepLogin(call.operators, mustSignIn(call)) },
  })),
  // Signing out is done also by those who are signed out already.
  post('/sign-out', {}, requests.nothingSchema, async (call) => {
    if (call.signedIn) await steps.signOut(asking(call));
    return { ended: true };
  }),
  // For everybody: a page asks it to know what to show, and being signed out is no failure.
  { method: 'GET', path: '/me', handle: async (call) => ({ body: await ownState(call) }) },

  {
    method: 'GET',
    path: '/admin/operators',
    ...admin,
    handle: async (call) => ({ body: { operators: await list(call) } }),
  },
  post('/admin/operators', adminTo('operator-create'), requests.createSchema, async (call) => ({
    body: await methodsOf(call).create({ ...call.input, accountId: accountOf(call) }),
  })),
  post('/admin/operators/:id/disable', adminTo('operator-disable'), requests.nothingSchema, async (call) =>
    view(methodsOf(call).disable(placeOf(call))),
  ),
  post('/admin/operators/:id/enable', adminTo('operator-enable'), requests.nothingSchema, async (call) =>
    view(methodsOf(call).enable(placeOf(call))),
  ),
  post('/admin/operators/:id/reset', adminTo('operator-reset'), requests.nothingSchema, async (call) => ({
    body: await methodsOf(call).reset(placeOf(call)),
  })),
  post('/admin/operators/:id/update', adminTo('operator-change'), requests.updateSchema, async (call) =>
    view(methodsOf(call).update({ ...call.input, ...placeOf(call) })),
  ),
  post('/admin/operators/:id/remove-second-factor', adminTo('operator-unenrol'), requests.nothingSchema, async (call) =>
    view(methodsOf(call).removeSecondFactor(placeOf(call))),
  ),
  {
    method: 'GET',
    path: '/admin/profiles',
    ...admin,
    handle: async ({ operators }) => ({ body: profilesView(operators.profiles) }),
  },
  {
    method: 'GET',
    path: '/admin/policy',
    ...admin,
    handle: async ({ operators: { policy } }) => ({ body: { preset: policy.preset, settings: policyReport(policy) } }),
  },
];

/**
 * Refuses those whom a route is not for.
 *
 * @throws TellsafeError `login_required`, `permission_denied`
 */
export function checkCaller(
  { steps: allowed, permission }: LoginRoute,
  operators: Operators,
  signedIn?: SignedIn,
): void {
  if (!allowed) return;
  if (!signedIn || !allowed.includes(signedIn.step)) throw new TellsafeError('login_required');
  if (permission === undefined) return;
  const operator = signedIn.operator.value;
  const holder = { role: operator.role, permissions: permissionsOf(operators.profiles, operator) };
  // None of the login's permissions depends on what the account can do.
  if (!holdsPermission({ forms: false, history: false }, holder, permission))
    throw new TellsafeError('permission_denied');
}

/**
 * Tells the audit that an operator was refused (SF-AUD-01). Looking leaves nothing behind, not even this; and only an id of the kit's
 * own is kept.
 */
export async function recordDenial(
  { action, permission }: LoginRoute,
  { operators, signedIn, origin, parameters }: Omit<LoginCall, 'input' | 'groundOf'>,
  error: unknown,
): Promise<void> {
  if (!action || !permission || !signedIn || !isTellsafeError(error, 'permission_denied')) return;
  const caller = operatorCaller(signedIn.operator.value.id, origin);
  const object = { kind: 'operator', id: isUuid(parameters.id) ? parameters.id : 'unknown' } as const;
  const entry = auditEntry(operators, caller, action, object, { refused: 'permission' });
  await operators.audit.record(signedIn.account, entry);
}

function mustSignIn({ signedIn }: LoginCall): SignedIn {
  if (!signedIn) throw new TellsafeError('login_required');
  return signedIn;
}

const accountOf = (call: LoginCall): string => mustSignIn(call).account;

const asking = (call: LoginCall): steps.Asking => ({
  ...{ operators: call.operators, signedIn: mustSignIn(call), origin: call.origin },
});

const methodsOf = (call: LoginCall): OperatorMethods => {
  const caller = operatorCaller(mustSignIn(call).operator.value.id, call.origin);
  return operatorMethods(call.operators, call.groundOf, caller);
};

const list = (call: LoginCall) => methodsOf(call).list({ accountId: accountOf(call) });

const placeOf = (call: LoginCall) => ({ accountId: accountOf(call), operatorId: call.parameters.id ?? '' });

const view = async (operator: Promise<unknown>): Promise<LoginAnswer> => ({ body: { operator: await operator } });

const begunAnswer = (account: string, { token, step }: BegunLogin): LoginAnswer => ({ token, body: { account, step } });

/** What the page of the one who asks needs to know. */
async function ownState({ operators, signedIn }: LoginCall) {
  if (!signedIn) return { step: 'signed-out' };
  const { account, operator, login, step } = signedIn;
  const { id, role, hasSecondFactor } = operator.value;
  const { signInName, displayName } = await openSecrets(operators, account, operator.value);
  const { minPasswordLength, passwordHistory } = operators.policy;
  const now = operators.clock();
  return {
    ...{ account, step, idleSeconds: Math.floor((login.idleEndsAt - now) / 1000) },
    secondsLeft: Math.floor((login.until - now) / 1000),
    operator: {
      ...{ id, name: signInName, displayName, role, hasSecondFactor },
      permissions: permissionsOf(operators.profiles, operator.value),
    },
    policy: { minPasswordLength, maxPasswordLength: MAX_PASSWORD_LENGTH, passwordHistory },
  };
}
