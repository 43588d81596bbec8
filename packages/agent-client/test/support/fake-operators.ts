// Operators without a server, for what elements do with what they are given.
import { TellsafeError } from '@tellsafe/core';
import type { OperatorView, PolicyView, ProfilesView } from '@tellsafe/core/wire';
import type { OperatorChanges, Operators } from '../../src/operators.ts';
import { NINE } from './fixtures.ts';

/** Somebody. */
export function operatorOf(change: Partial<OperatorView> = {}): OperatorView {
  return {
    ...{ id: 'maya', name: 'maya', displayName: 'Maya Lind', role: 'agent', profile: null, permissions: ['forms.use'] },
    ...{ skills: [], status: 'active', mustChangePassword: false, hasSecondFactor: false },
    ...{ createdAt: NINE - 86_400_000, passwordSetAt: NINE - 86_400_000, lastSignInAt: NINE },
    ...change,
  };
}

/** A whole desk. `maya` is whoever is signed in at the fake client. */
export const everybody: readonly OperatorView[] = [
  operatorOf({ role: 'admin', hasSecondFactor: true }),
  operatorOf({ id: 'tom', name: 'tom', displayName: 'Tom Okafor', skills: ['returns', 'vip'] }),
  operatorOf({
    id: 'nora',
    name: 'nora',
    displayName: 'Nora Keller',
    role: 'manager',
    profile: 'head-of-desk',
    hasSecondFactor: true,
  }),
  operatorOf({ id: 'lee', name: 'lee.wong', displayName: 'Lee Wong', status: 'locked' }),
  operatorOf({ id: 'sam', name: 'sam', displayName: 'Sam Pereira', status: 'disabled' }),
  newcomer(),
];

/** Somebody who has not signed in yet. */
export function newcomer(): OperatorView {
  const { lastSignInAt: _never, ...rest } = operatorOf({
    id: 'ines',
    name: 'ines',
    displayName: 'Inés Álvarez',
    mustChangePassword: true,
  });
  return rest;
}

const permissionNames = [
  'forms.use',
  'conversations.watch',
  'history.answers.read',
  'reports.read',
  'forms.manage',
  'privacy.manage',
  'accounts.manage',
  'audit.read',
];

const grants = (own: string, profile: string): ProfilesView['roles'][number]['grants'] =>
  Object.fromEntries(
    permissionNames.map((name) => [
      name,
      own.includes(name) ? 'default' : profile.includes(name) ? 'profile' : 'never',
    ]),
  );

export const profilesFixture: ProfilesView = {
  roles: [
    { role: 'agent', grants: grants('forms.use', '') },
    {
      role: 'manager',
      grants: grants('conversations.watch reports.read', 'forms.use history.answers.read audit.read'),
    },
    { role: 'admin', grants: grants('reports.read forms.manage privacy.manage accounts.manage audit.read', '') },
  ],
  profiles: [
    {
      ...{ name: 'head-of-desk', role: 'manager' },
      permissions: ['conversations.watch', 'history.answers.read', 'reports.read', 'audit.read'],
    },
  ],
};

export const policyFixture: PolicyView = {
  preset: 'pci-4.0.1',
  settings: [
    { setting: 'minPasswordLength', required: '12 to 64', actual: 14, holds: true, source: '8.3.6' },
    { setting: 'letterAndDigit', required: 'true', actual: true, holds: true, source: '8.3.6' },
    { setting: 'passwordExpiryDays', required: '1 to 90', actual: 90, holds: true, source: '8.3.9' },
    { setting: 'expiryWithSecondFactor', required: 'true or false', actual: false, holds: true, source: '8.3.9' },
    { setting: 'passwordHistory', required: '4 to 24', actual: 4, holds: true, source: '8.3.7' },
    { setting: 'changeAtFirstSignIn', required: 'true', actual: true, holds: true, source: '8.3.5' },
    { setting: 'maxFailedSignIns', required: '3 to 10', actual: 3, holds: true, source: '8.3.4' },
    { setting: 'idleSec', required: '60 to 900', actual: 900, holds: true, source: '8.2.8' },
    { setting: 'absoluteSec', required: '900 to 43200', actual: 43200, holds: true, source: null },
    { setting: 'secondFactor', required: 'optional or required', actual: 'required', holds: true, source: null },
  ],
};

/** The policy of a login of a host's own, which falls short. */
export const failingPolicy: PolicyView = {
  ...policyFixture,
  settings: policyFixture.settings.map((line) =>
    line.setting === 'minPasswordLength'
      ? { ...line, actual: 8, holds: false }
      : line.setting === 'passwordHistory'
        ? { ...line, actual: null, holds: false }
        : line,
  ),
};

/** The fake with what was asked of it. */
export interface FakeOperators extends Operators {
  readonly calls: string[];
  failNext(error: unknown): void;
}

/** What is made up. */
export interface FakeOperatorsOptions {
  readonly people?: readonly OperatorView[];
  readonly profiles?: ProfilesView;
  readonly policy?: PolicyView;
  /** Every call is refused with it. */
  readonly refuse?: 'permission_denied' | 'network_failed' | 'route_unknown';
}

/** A password that nobody has. */
export const MADE_UP = 'Xk7-pQ2mV9sT_4bR1zHc';

/** Creates the fake. */
export function fakeOperators(options: FakeOperatorsOptions = {}): FakeOperators {
  let people = [...(options.people ?? everybody)];
  let failure: unknown;
  const calls: string[] = [];
  const did = async (call: string): Promise<void> => {
    calls.push(call);
    const error = failure ?? (options.refuse && new TellsafeError(options.refuse));
    failure = undefined;
    if (error) throw error;
  };
  const put = (id: string, change: Partial<OperatorView>): OperatorView => {
    const found = people.find((each) => each.id === id);
    if (!found) throw new TellsafeError('request_invalid');
    const next = { ...found, ...change };
    people = people.map((each) => (each.id === id ? next : each));
    return next;
  };
  return {
    calls,
    failNext: (error) => {
      failure = error;
    },
    list: async () => {
      await did('list');
      return people;
    },
    profiles: async () => {
      await did('profiles');
      return options.profiles ?? profilesFixture;
    },
    policy: async () => {
      await did('policy');
      return options.policy ?? policyFixture;
    },
    create: async (operator) => {
      await did(`create ${JSON.stringify(operator)}`);
      const { lastSignInAt: _never, ...made } = operatorOf({
        ...operator,
        id: operator.name,
        mustChangePassword: true,
      });
      people = [...people, made];
      return { operator: made, password: MADE_UP };
    },
    update: async (id, changes: OperatorChanges) => {
      await did(`update ${id} ${JSON.stringify(changes)}`);
      return put(id, changes);
    },
    disable: async (id) => {
      await did(`disable ${id}`);
      return put(id, { status: 'disabled' });
    },
    enable: async (id) => {
      await did(`enable ${id}`);
      return put(id, { status: 'active' });
    },
    reset: async (id) => {
      await did(`reset ${id}`);
      return { operator: put(id, { mustChangePassword: true, status: 'active' }), password: MADE_UP };
    },
    removeSecondFactor: async (id) => {
      await did(`removeSecondFactor ${id}`);
      return put(id, { hasSecondFactor: false });
    },
  };
}
