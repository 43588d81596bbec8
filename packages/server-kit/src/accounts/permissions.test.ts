// The table of permissions itself: what each role has, what a profile may add, and that everything else is refused.
import { routePaths } from '@tellsafe/core/wire';
import { describe, expect, test } from 'vitest';
import {
  assertOperation,
  defaultFeatures,
  defaultPermissions,
  grantablePermissions,
  holdsPermission,
  isPermission,
  isRole,
  operationTable,
  permissions,
  roles,
} from './permissions.ts';
import { checkPrincipal } from './principal.ts';
import { parseAccount } from './settings.ts';

const features = { forms: true, history: true };
const person = { accountId: 'acme', agentId: 'ada', name: 'Ada' };
const account = { id: 'acme', formOrigin: 'https://forms.acme.example', allowedOrigins: [] };

test('SF-PERM-01 what each role has by itself, and what a profile of it may grant', () => {
  expect(Object.fromEntries(roles.map((role) => [role, defaultPermissions(role)]))).toEqual({
    agent: ['forms.use'],
    manager: ['conversations.watch', 'reports.read'],
    admin: ['reports.read', 'forms.manage', 'privacy.manage', 'accounts.manage', 'audit.read'],
  });
  expect(grantablePermissions('agent')).toEqual(['forms.use']);
  expect(grantablePermissions('manager')).toContain('history.answers.read');
  expect(grantablePermissions('admin')).not.toContain('history.answers.read');
});

test('SF-PERM-01 a feature that the account does not have takes the permission away', () => {
  const reader = { role: 'manager', permissions: ['forms.use', 'history.answers.read'] } as const;
  expect(holdsPermission(features, reader, 'history.answers.read')).toBe(true);
  expect(holdsPermission(defaultFeatures, reader, 'history.answers.read')).toBe(false);
  expect(holdsPermission({ ...features, forms: false }, reader, 'forms.use')).toBe(false);
});

test('SF-PERM-01 what a role may never have is not had, whatever a record says', () => {
  for (const role of roles) {
    const held = permissions.filter((name) => holdsPermission(features, { role, permissions }, name));
    expect(held).toEqual(grantablePermissions(role));
  }
});

test('SF-PERM-01 history is off until it is enabled, and needs an archive key', () => {
  expect(parseAccount('accounts[0]', account).features).toEqual({ forms: true, history: false });
  const refused: readonly [object, string][] = [
    [{ features: { history: true } }, 'accounts[0].features.history'],
    [{ features: { forms: 'yes' } }, 'accounts[0].features.forms'],
    [{ features: { magic: true } }, 'accounts[0].features.magic'],
  ];
  for (const [more, key] of refused) {
    expect(() => parseAccount('accounts[0]', { ...account, ...more })).toThrow(
      expect.objectContaining({ code: 'option_invalid', params: expect.objectContaining({ key }) }),
    );
  }
});

describe('a principal', () => {
  test('SF-PERM-01 has the permissions of its role, or of an agent', () => {
    expect(checkPrincipal(person).permissions).toEqual(['forms.use']);
    expect(checkPrincipal({ ...person, role: 'manager' }).permissions).toEqual(defaultPermissions('manager'));
    expect(checkPrincipal({ ...person, permissions: [] }).permissions).toEqual([]);
  });

  test.each([
    ['role', { role: 'root' }],
    ['permissions', { permissions: ['forms.used'] }],
    ['permissions', { role: 'agent', permissions: ['accounts.manage'] }],
    ['permissions', { role: 'admin', permissions: ['history.answers.read'] }],
    ['permissions', { permissions: 'forms.use' }],
    ['login', { login: '' }],
    ['until', { until: Number.NaN }],
  ])('SF-PERM-01 with a wrong %s is refused', (key, more) => {
    expect(() => checkPrincipal({ ...person, ...more } as never)).toThrow(
      expect.objectContaining({ code: 'option_invalid', params: expect.objectContaining({ key: `principal.${key}` }) }),
    );
  });
});

test('names from prototypes are no permissions and no roles', () => {
  for (const name of ['constructor', '__proto__', 'toString', '', 7, null]) {
    expect([isPermission(name), isRole(name)]).toEqual([false, false]);
  }
});

test('every route of agent sessions has its row, and a route without one is refused', () => {
  const withProof = Object.entries(routePaths).filter(([, { proof }]) => proof === 'session');
  expect(Object.keys(operationTable).sort()).toEqual(withProof.map(([name]) => name).sort());
  for (const name of ['open', 'constructor'] as never[]) {
    expect(() => assertOperation(features, { permissions }, name)).toThrow(
      expect.objectContaining({ code: 'permission_denied' }),
    );
  }
});
