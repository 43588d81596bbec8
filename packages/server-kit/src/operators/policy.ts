// The login policy (SF-POL): settings with what each preset demands, as data; reading a policy; reporting on one. What the
// settings mean is done elsewhere. Sources: PCI DSS 3.2.1 §8.1–8.2, PCI DSS 4.0.1 §8.2–8.4, security.md §4.
import { TellsafeError } from '@tellsafe/core';
import type { PolicyLine } from '@tellsafe/core/wire';

/** A demand on a number: everything from `min` to `max`. */
interface NumberRule {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Section of the standard; `null` where the demand is this project's own. */
  readonly source: string | null;
}

/** A demand on a choice: one of these. */
interface ChoiceRule {
  readonly kind: 'choice';
  readonly default: boolean | string;
  readonly allowed: readonly (boolean | string)[];
  readonly source: string | null;
}

type Rule = NumberRule | ChoiceRule;

/** A login policy. */
export interface LoginPolicy {
  readonly preset: PolicyPreset;
  /** Fewest characters (code points) of a password. */
  readonly minPasswordLength: number;
  /** At least one letter and one digit. */
  readonly letterAndDigit: boolean;
  /** A password must be replaced after so many days. */
  readonly passwordExpiryDays: number;
  /** Whether the passwords of those who have a second factor expire as well. */
  readonly expiryWithSecondFactor: boolean;
  /** How many of the last passwords, the current one among them, may not be taken again. */
  readonly passwordHistory: number;
  /** The first password, and one that was reset, must be replaced at the first sign-in. */
  readonly changeAtFirstSignIn: boolean;
  /** After so many failures in a row the operator is locked until an admin says otherwise. */
  readonly maxFailedSignIns: number;
  /** Seconds without activity after which somebody is signed out. */
  readonly idleSec: number;
  /** Seconds after which somebody is signed out, however active. */
  readonly absoluteSec: number;
  /** Whether everybody must have a second factor. */
  readonly secondFactor: 'optional' | 'required';
}

/** Name of a setting. */
export type PolicySetting = Exclude<keyof LoginPolicy, 'preset'>;

const number = (byDefault: number, min: number, max: number, source: string | null): NumberRule => ({
  ...{ kind: 'number', default: byDefault, min, max, source },
});

const choice = <Value extends boolean | string>(
  byDefault: Value,
  allowed: readonly Value[],
  source: string | null,
): ChoiceRule => ({ kind: 'choice', default: byDefault, allowed, source });

/** What each preset demands of each setting. */
export const policyPresets = {
  'pci-3.2': {
    minPasswordLength: number(12, 7, 64, '8.2.3'),
    letterAndDigit: choice(true, [true], '8.2.3'),
    passwordExpiryDays: number(90, 1, 90, '8.2.4'),
    expiryWithSecondFactor: choice(true, [true], '8.2.4'),
    passwordHistory: number(4, 4, 24, '8.2.5'),
    changeAtFirstSignIn: choice(true, [true], '8.2.6'),
    maxFailedSignIns: number(3, 3, 3, '8.1.6, 8.1.7'),
    idleSec: number(900, 60, 900, '8.1.8'),
    absoluteSec: number(43_200, 900, 43_200, null),
    secondFactor: choice('optional', ['optional', 'required'], null),
  },
  'pci-4.0.1': {
    minPasswordLength: number(12, 12, 64, '8.3.6'),
    letterAndDigit: choice(true, [true], '8.3.6'),
    passwordExpiryDays: number(90, 1, 90, '8.3.9'),
    expiryWithSecondFactor: choice(false, [true, false], '8.3.9'),
    passwordHistory: number(4, 4, 24, '8.3.7'),
    changeAtFirstSignIn: choice(true, [true], '8.3.5'),
    maxFailedSignIns: number(3, 3, 10, '8.3.4'),
    idleSec: number(900, 60, 900, '8.2.8'),
    absoluteSec: number(43_200, 900, 43_200, null),
    secondFactor: choice('optional', ['optional', 'required'], null),
  },
} as const satisfies Record<string, Record<PolicySetting, Rule>>;

/** Name of a preset. */
export type PolicyPreset = keyof typeof policyPresets;

/** A policy as somebody writes it: a preset, default `pci-4.0.1`, and settings that are to be stricter than its defaults. */
export type PolicyOptions = Partial<LoginPolicy>;

/** One line of a report. */
export interface PolicyReportLine extends PolicyLine {
  readonly setting: PolicySetting;
}

const rulesOf = (preset: PolicyPreset): readonly [PolicySetting, Rule][] =>
  Object.entries(policyPresets[preset]) as [PolicySetting, Rule][];

/**
 * Reads a policy.
 *
 * @throws TellsafeError `setting_invalid` for a policy weaker than its preset, naming key, value and range (SF-POL-05);
 * `option_invalid` for what is no setting
 */
export function parsePolicy(options: PolicyOptions = {}): LoginPolicy {
  if (typeof options !== 'object' || options === null) throw invalid('policy', 'must be an object');
  const { preset = 'pci-4.0.1', ...given } = options;
  if (!Object.hasOwn(policyPresets, preset)) {
    throw new TellsafeError('option_invalid', { key: 'policy.preset', allowed: Object.keys(policyPresets) });
  }
  const rules = rulesOf(preset);
  for (const key of Object.keys(given)) {
    if (!rules.some(([name]) => name === key)) throw invalid(`policy.${key}`, 'is not a setting of the policy');
  }
  const values = rules.map(([name, rule]) => [name, given[name] ?? rule.default] as const);
  for (const [name, rule] of rules) {
    const value = values.find(([key]) => key === name)?.[1];
    if (!holds(rule, value)) throw weaker(name, rule, value);
  }
  return Object.freeze({ preset, ...Object.fromEntries(values) }) as unknown as LoginPolicy;
}

/**
 * Compares settings with a preset, line by line; a setting that is missing does not hold.
 *
 * @param settings a policy, also one of another login
 * @param preset whose demands; the policy's own unless said otherwise
 */
export function policyReport(
  settings: PolicyOptions,
  preset: PolicyPreset = settings.preset ?? 'pci-4.0.1',
): readonly PolicyReportLine[] {
  return rulesOf(preset).map(([setting, rule]) => ({
    setting,
    required: rangeOf(rule),
    actual: settings[setting] ?? null,
    holds: holds(rule, settings[setting]),
    source: rule.source,
  }));
}

function holds(rule: Rule, value: unknown): boolean {
  if (rule.kind === 'choice') return rule.allowed.some((allowed) => allowed === value);
  return typeof value === 'number' && Number.isInteger(value) && value >= rule.min && value <= rule.max;
}

function rangeOf(rule: Rule): string {
  if (rule.kind === 'choice') return rule.allowed.join(' or ');
  return rule.min === rule.max ? `${rule.min}` : `${rule.min} to ${rule.max}`;
}

function weaker(name: PolicySetting, rule: Rule, value: unknown): TellsafeError {
  const shown = ['number', 'boolean', 'string'].includes(typeof value) ? `${value}`.slice(0, 80) : typeof value;
  const range = rule.kind === 'number' ? { min: rule.min, max: rule.max } : { allowed: rule.allowed.map(String) };
  return new TellsafeError('setting_invalid', {
    key: `policy.${name}`,
    value: typeof value === 'number' && Number.isFinite(value) ? value : shown,
    ...range,
  });
}

function invalid(key: string, hint: string): TellsafeError {
  return new TellsafeError('option_invalid', { key, hint });
}
