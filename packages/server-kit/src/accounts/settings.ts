// An account as the operator writes it and as the kit uses it: every value checked once, at start.
import { isAccountId } from '@tellsafe/core';
import type { RecipientKey } from '@tellsafe/core/answers';
import { isSuiteId, type SuiteId, suiteIds } from '@tellsafe/core/crypto/hpke';
import type { FormDefinition } from '@tellsafe/core/form';
import { parseFormDefinition } from '@tellsafe/core/form/schema';
import { parseTimeLimits, type TimeLimitName, type TimeLimits, timeLimits } from '@tellsafe/core/retention';
import type { Theme } from '@tellsafe/core/theme';
import type { DesktopPolicy, EntryPointLanguage } from '@tellsafe/core/wire';
import { desktopPolicySchema } from '@tellsafe/core/wire/settings';
import { invalidSetting as invalid } from '../invalid-setting.ts';
import { type PushOptions, type PushSettings, parsePush } from '../push/settings.ts';
import { parseWebhooks, type WebhookOptions, type WebhookSettings } from '../webhooks/settings.ts';
import { type ArchiveKeyOptions, parseArchiveKey } from './archive-key.ts';
import { type EntryPointOptions, type EntryPointSettings, parseEntryPoints } from './entry-point-settings.ts';
import { entryPointLanguages } from './entry-points.ts';
import { parseOrigin } from './origins.ts';
import { defaultFeatures, type Features } from './permissions.ts';
import { parseTheme } from './theme.ts';

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
  /**
   * What a link does on a computer (SF-CN-04): says that a mobile or tablet is needed (`block`, default), hands over to one by a code to
   * scan (`handoff`), or opens the form (`allow`). A convenience for people, no safeguard.
   */
  readonly desktop?: DesktopPolicy;
  /** Forms to define at start, as plain definitions. */
  readonly forms?: readonly unknown[];
  /** Language of pages when nothing else says one, BCP 47. */
  readonly language?: string;
  /** Suite of agents' recipient keys, default `x25519`; `xwing` adds ML-KEM-768. Holds from an agent's next sign-in. */
  readonly suite?: SuiteId;
  /**
   * Key that recorded answers are sealed to as well, for the account's history; `tellsafe keys archive` makes one. Never for
   * off-the-record answers (SF-ACC-04). Without it answers are sealed to the agent alone.
   */
  readonly archiveKey?: ArchiveKeyOptions;
  /**
   * Who holds the archive's private half: the brand (default), whose managers open the history with its file, or the `vault`, whose
   * keys open it and seal it again for the manager who asks. `vault` needs an archive key that the kit's `keys` hold.
   */
  readonly archive?: 'brand' | 'vault';
  /** How bubble and form look in web pages and apps; a form's own theme lies over it. Links keep the default (SF-THM-13). */
  readonly theme?: Theme;
  /** Web Push to consumers who are not looking (SF-INV-06); without it none is sent. */
  readonly push?: PushOptions;
  /** Systems of the brand that are told what happens (SF-OPS-01), at most 8; needs `webhooks` of the kit's options. */
  readonly webhooks?: readonly WebhookOptions[];
  /** What the account can do (SF-PERM-01): `forms`, on unless switched off, and `history`, which needs an archive key. */
  readonly features?: Partial<Features>;
  /** Numbers, pages and business ids by which consumers write (docs/channels.md), at most 199. */
  readonly entryPoints?: readonly EntryPointOptions[];
}

/** A checked account. */
export interface AccountSettings {
  readonly id: string;
  readonly formOrigin: string;
  readonly allowedOrigins: readonly string[];
  readonly reopen: 'same-device' | 'never';
  readonly desktop: DesktopPolicy;
  readonly limits: TimeLimits;
  readonly forms: readonly FormDefinition[];
  /** Of the web, when nothing else says one. */
  readonly language?: string;
  /** Of every entry point. */
  readonly languages: readonly EntryPointLanguage[];
  readonly suite: SuiteId;
  readonly archiveKey?: RecipientKey;
  readonly archive: 'brand' | 'vault';
  readonly theme: Theme;
  readonly push?: PushSettings;
  readonly webhooks: readonly WebhookSettings[];
  readonly features: Features;
  readonly entryPoints: readonly EntryPointSettings[];
}

const ownKeys = [
  'id',
  'formOrigin',
  'allowedOrigins',
  'reopen',
  'desktop',
  'forms',
  'language',
  'suite',
  'archiveKey',
  'archive',
  'theme',
  'push',
  'webhooks',
  'features',
  'entryPoints',
];
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
  const {
    id,
    reopen = 'same-device',
    desktop = 'block',
    language,
    forms = [],
    allowedOrigins,
    suite = 'x25519',
    archiveKey,
    archive = 'brand',
    theme = {},
    push,
    webhooks = [],
    entryPoints: givenEntryPoints = [],
  } = input;
  if (!isAccountId(id)) throw invalid(`${path}.id`, 'must be 1 to 32 of a-z, 0-9 and inner hyphens', id);
  if (!Array.isArray(allowedOrigins)) throw invalid(`${path}.allowedOrigins`, 'must be a list of origins');
  if (reopen !== 'same-device' && reopen !== 'never') {
    throw invalid(`${path}.reopen`, 'must be same-device or never', reopen);
  }
  if (!desktopPolicySchema.safeParse(desktop).success) {
    throw invalid(`${path}.desktop`, 'must be block, handoff or allow', desktop);
  }
  if (language !== undefined && (typeof language !== 'string' || !languagePattern.test(language))) {
    throw invalid(`${path}.language`, 'must be a language tag such as en or pt-BR', language);
  }
  if (!isSuiteId(suite)) throw invalid(`${path}.suite`, `must be ${suiteIds.join(' or ')}`, suite);
  if (archive !== 'brand' && archive !== 'vault') throw invalid(`${path}.archive`, 'must be brand or vault', archive);
  if (archive === 'vault' && archiveKey === undefined) {
    throw invalid(`${path}.archive`, 'needs an archiveKey, whose private half the vault opens with', archive);
  }
  if (!Array.isArray(forms)) throw invalid(`${path}.forms`, 'must be a list of form definitions');
  const entryPoints = parseEntryPoints(`${path}.entryPoints`, id, givenEntryPoints);
  return {
    id,
    formOrigin: parseOrigin(`${path}.formOrigin`, input.formOrigin),
    allowedOrigins: allowedOrigins.map((origin, at) => parseOrigin(`${path}.allowedOrigins[${at}]`, origin)),
    reopen,
    desktop,
    limits: parseTimeLimits(limitsOf(input)),
    forms: parseForms(`${path}.forms`, forms),
    ...(language !== undefined && { language }),
    languages: entryPointLanguages(language, entryPoints),
    suite,
    ...(archiveKey !== undefined && { archiveKey: parseArchiveKey(`${path}.archiveKey`, archiveKey) }),
    archive,
    theme: parseTheme(`${path}.theme`, theme),
    ...(push !== undefined && { push: parsePush(`${path}.push`, push) }),
    webhooks: parseWebhooks(`${path}.webhooks`, webhooks),
    features: parseFeatures(`${path}.features`, input),
    entryPoints,
  };
}

function parseFeatures(path: string, { features = {}, archiveKey }: AccountOptions): Features {
  if (typeof features !== 'object' || features === null) throw invalid(path, 'must be an object', features);
  for (const [name, value] of Object.entries(features)) {
    if (!Object.hasOwn(defaultFeatures, name)) throw invalid(`${path}.${name}`, 'is not a feature');
    if (typeof value !== 'boolean') throw invalid(`${path}.${name}`, 'must be true or false', value);
  }
  if (features.history && archiveKey === undefined) {
    throw invalid(`${path}.history`, 'needs an archiveKey, to which recorded answers are sealed as well');
  }
  return { ...defaultFeatures, ...features };
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
