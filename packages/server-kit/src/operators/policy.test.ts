// The login policy against the numbers of the standards, written out again: a weaker one is refused, a report says what holds.
import { describe, expect, test } from 'vitest';
import { operatorLogin } from './operator-login.ts';
import { type PolicyOptions, type PolicySetting, parsePolicy, policyPresets, policyReport } from './policy.ts';

/** Setting, default, what holds, what does not: PCI DSS 3.2.1 and 4.0.1, and this project's own demands. */
const rows: Readonly<
  Record<'pci-3.2' | 'pci-4.0.1', readonly (readonly [PolicySetting, unknown, unknown[], unknown[]])[]>
> = {
  'pci-3.2': [
    ['minPasswordLength', 12, [7, 64], [6, 65, 7.5]],
    ['letterAndDigit', true, [true], [false]],
    ['passwordExpiryDays', 90, [1, 90], [0, 91]],
    ['expiryWithSecondFactor', true, [true], [false]],
    ['passwordHistory', 4, [4, 24], [3, 25]],
    ['changeAtFirstSignIn', true, [true], [false]],
    ['maxFailedSignIns', 3, [3], [2, 4]],
    ['idleSec', 900, [60, 900], [59, 901]],
    ['absoluteSec', 43_200, [900, 43_200], [899, 43_201]],
    ['secondFactor', 'optional', ['optional', 'required'], ['off', true]],
  ],
  'pci-4.0.1': [
    ['minPasswordLength', 12, [12, 64], [11, 65]],
    ['letterAndDigit', true, [true], [false]],
    ['passwordExpiryDays', 90, [1, 90], [0, 91]],
    ['expiryWithSecondFactor', false, [true, false], ['yes']],
    ['passwordHistory', 4, [4, 24], [3, 25]],
    ['changeAtFirstSignIn', true, [true], [false]],
    ['maxFailedSignIns', 3, [3, 10], [2, 11]],
    ['idleSec', 900, [60, 900], [59, 901]],
    ['absoluteSec', 43_200, [900, 43_200], [899, 43_201]],
    ['secondFactor', 'optional', ['optional', 'required'], ['off', true]],
  ],
};

const presets = Object.keys(rows) as (keyof typeof rows)[];

describe.each(presets)('SF-POL-05 the preset %s', (preset) => {
  test('has these settings and defaults', () => {
    expect(Object.keys(policyPresets[preset])).toEqual(rows[preset].map(([name]) => name));
    expect(parsePolicy({ preset })).toEqual({ preset, ...Object.fromEntries(rows[preset]) });
  });

  test.each(rows[preset])(
    '%s takes what holds and refuses what does not, naming key, value and range',
    (name, _, good, bad) => {
      for (const value of good) expect(parsePolicy({ preset, [name]: value })).toMatchObject({ [name]: value });
      for (const value of bad) {
        const refused = () => parsePolicy({ preset, [name]: value });
        expect(refused).toThrow(expect.objectContaining({ code: 'setting_invalid' }));
        expect(refused).toThrow(`policy.${name}`);
        expect(refused).toThrow(String(value));
        expect(refused).toThrow(/allowed \S+/);
      }
    },
  );

  test('reports each setting, what is required, what is, and whether it holds', () => {
    const lines = policyReport(parsePolicy({ preset, idleSec: 300 }));
    expect(lines.map(({ setting }) => setting)).toEqual(rows[preset].map(([name]) => name));
    expect(lines.every(({ holds }) => holds)).toBe(true);
    expect(lines).toContainEqual(
      expect.objectContaining({ setting: 'idleSec', required: '60 to 900', actual: 300, holds: true }),
    );
  });
});

test('SF-POL-05 a report on settings that were never refused says what does not hold', () => {
  const weak: PolicyOptions = { ...parsePolicy({ preset: 'pci-3.2', minPasswordLength: 7 }), idleSec: 3_600 };
  const { passwordHistory: _missing, ...settings } = weak;
  const failing = policyReport(settings, 'pci-4.0.1').filter(({ holds }) => !holds);
  expect(failing).toEqual([
    { setting: 'minPasswordLength', required: '12 to 64', actual: 7, holds: false, source: '8.3.6' },
    { setting: 'passwordHistory', required: '4 to 24', actual: null, holds: false, source: '8.3.7' },
    { setting: 'idleSec', required: '60 to 900', actual: 3_600, holds: false, source: '8.2.8' },
  ]);
});

test.each([
  [{ preset: 'pci-5' }, 'policy.preset'],
  [{ preset: '__proto__' }, 'policy.preset'],
  [{ minLength: 12 }, 'policy.minLength'],
  ['strong', 'policy'],
])('%j is no policy', (policy, key) => {
  expect(() => parsePolicy(policy as never)).toThrow(
    expect.objectContaining({ code: 'option_invalid', params: expect.objectContaining({ key }) }),
  );
});

test.each([
  ['store', { store: undefined }],
  ['store', { store: { commit: () => true, capabilities: { index: false } } }],
  ['keys', { keys: {} }],
  ['accounts', { accounts: [] }],
  ['accounts', { accounts: ['Not an id'] }],
  ['origins', { origins: [] }],
  ['origins[0]', { origins: ['http://desk.acme.example'] }],
  ['profiles.Night', { profiles: { Night: { role: 'agent', permissions: [] } } }],
  ['profiles.night.role', { profiles: { night: { role: 'root', permissions: [] } } }],
  ['profiles.night.permissions', { profiles: { night: { role: 'agent', permissions: ['accounts.manage'] } } }],
  ['basePath', { basePath: 'operators/' }],
  ['issuer', { issuer: 'a:b' }],
  ['colour', { colour: 'red' }],
])('a wrong option is refused at start, naming %s', (key, wrong) => {
  const right = {
    store: { commit: () => true, capabilities: { index: true } },
    keys: { unwrap: () => undefined },
    ...{ accounts: ['acme'], origins: ['https://desk.acme.example'] },
  };
  expect(() => operatorLogin(right as never)).not.toThrow();
  expect(() => operatorLogin({ ...right, ...wrong } as never)).toThrow(
    expect.objectContaining({ code: 'option_invalid', params: expect.objectContaining({ key }) }),
  );
});
