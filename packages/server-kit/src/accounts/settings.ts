// An account as the operator writes it and as the kit uses it: every value checked once, at start.
import { isAccountId, TellsafeError } from '@tellsafe/core';
import type { FormDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { parseTimeLimits, type TimeLimitName, type TimeLimits, timeLimits } from '@tellsafe/core/retention';
import { parseOrigin } from './origins.ts';

/**
 * Settings of an account. Times in seconds, ranges in requirements SF-TIME; a value outside its range is refused at start.
 */
export interface AccountOptions extends Partial<TimeLimits> {
  /** 1 to 32 of a-z, 0-9 and inner hyphens. */
  readonly id: string;
  /** Origin that serves the form page; other than the brand's pages, so that their scripts cannot reach it (SF-WV-02). */
  readonly formOrigin: string;
  /** Origins of the brand's pages: they may call the kit and frame the form page. */
  readonly allowedOrigins: readonly string[];
  /** Whether the device that opened a form may close and open it again (SF-INV-05); default `same-device`. */
  readonly reopen?: 'same-device' | 'never';
  /** Forms to define at start, as plain definitions. */
  readonly forms?: readonly unknown[];
  /** Language of pages when nothing else says one, BCP 47. */
  readonly language?: string;
}

/** A checked account. */
export interface AccountSettings {
  readonly id: string;
  readonly formOrigin: string;
  readonly allowedOrigins: readonly string[];
  readonly reopen: 'same-device' | 'never';
  readonly limits: TimeLimits;
  readonly forms: readonly FormDefinition[];
  readonly language?: string;
}

const ownKeys = ['id', 'formOrigin', 'allowedOrigins', 'reopen', 'forms', 'language'];
const languagePattern = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}$/;

/**
 * Checks the settings of one account.
 *
 * @param path where it stands in the options, for messages
 * @throws TellsafeError `option_invalid`, `setting_invalid` or `definition_invalid`, naming key, value and range
 */
export function parseAccount(path: string, input: AccountOptions): AccountSettings {
  if (typeof input !== 'object' || input === null) throw invalid(path, 'must be an object');
  const known = [...ownKeys, ...Object.keys(timeLimits)];
  for (const key of Object.keys(input)) if (!known.includes(key)) throw invalid(`${path}.${key}`, 'is not a setting');
  const { id, reopen = 'same-device', language, forms = [], allowedOrigins } = input;
  if (!isAccountId(id)) throw invalid(`${path}.id`, 'must be 1 to 32 of a-z, 0-9 and inner hyphens', id);
  if (!Array.isArray(allowedOrigins)) throw invalid(`${path}.allowedOrigins`, 'must be a list of origins');
  if (reopen !== 'same-device' && reopen !== 'never') {
    throw invalid(`${path}.reopen`, 'must be same-device or never', reopen);
  }
  if (language !== undefined && (typeof language !== 'string' || !languagePattern.test(language))) {
    throw invalid(`${path}.language`, 'must be a language tag such as en or pt-BR', language);
  }
  if (!Array.isArray(forms)) throw invalid(`${path}.forms`, 'must be a list of form definitions');
  return {
    id,
    formOrigin: parseOrigin(`${path}.formOrigin`, input.formOrigin),
    allowedOrigins: allowedOrigins.map((origin, at) => parseOrigin(`${path}.allowedOrigins[${at}]`, origin)),
    reopen,
    limits: parseTimeLimits(limitsOf(input)),
    forms: parseForms(`${path}.forms`, forms),
    ...(language !== undefined && { language }),
  };
}

function limitsOf(input: AccountOptions): Partial<Record<TimeLimitName, unknown>> {
  const names = Object.keys(timeLimits) as TimeLimitName[];
  return Object.fromEntries(names.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));
}

function parseForms(path: string, forms: readonly unknown[]): readonly FormDefinition[] {
  const parsed = forms.map(parseFormDefinition);
  const ids = parsed.map((form) => form.id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw invalid(path, 'must not hold one form id twice', twice);
  return parsed;
}

function invalid(key: string, hint: string, value?: unknown): TellsafeError {
  const shown = value === undefined ? {} : { value: typeof value === 'string' ? value.slice(0, 80) : typeof value };
  return new TellsafeError('option_invalid', { key, ...shown, hint });
}
