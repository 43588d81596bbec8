// What an admin changed of an account's settings while the kit ran. What is not here is as the kit's options say.
import { type TimeLimitName, timeLimits } from '@tellsafe/core/retention';
import type { Theme } from '@tellsafe/core/theme';
import { themeSchema } from '@tellsafe/core/theme/schema';
import type { DesktopPolicy, EntryPointLanguage, EntryPointRouting, StudioLimits } from '@tellsafe/core/wire';
import { desktopPolicySchema, languageSchema, nameSchema } from '@tellsafe/core/wire/settings';
import { type Codec, jsonCodec } from './codec.ts';
import type { AgentName } from './conversation.ts';

/** What can be changed of an entry point; its language is among the languages. */
export interface EntryPointFace {
  readonly id: string;
  readonly name: string;
  readonly label: string | null;
  readonly routing: EntryPointRouting;
}

/** Parts of the settings that can be changed, each apart. */
export interface ChangeableSettings {
  readonly limits: StudioLimits;
  readonly theme: Theme;
  readonly desktop: DesktopPolicy;
  readonly languages: readonly EntryPointLanguage[];
  readonly entryPoints: readonly EntryPointFace[];
}

/** Name of a part. */
export type SettingsPart = keyof ChangeableSettings;

/** The changed settings of an account. */
export interface SettingsRecord extends Partial<ChangeableSettings> {
  /** Counts the changes. */
  readonly version: number;
  /** What the options said of each part that is here when it was changed, as hashes: once they say something else, that holds. */
  readonly seeds: Readonly<Partial<Record<SettingsPart, string>>>;
  readonly changedAt: number;
  /** Absent for the kit itself. */
  readonly changedBy?: AgentName;
}

const json = jsonCodec<SettingsRecord>();

/**
 * The record and its bytes. **Security:** a desk that runs apart writes it and the vault keeps to it, so what no admin could have chosen is as
 * if it were not there: nobody makes off-the-record answers live longer than they may (SF-OTR-01).
 */
export const settingsCodec: Codec<SettingsRecord> = {
  encode: json.encode,
  decode(bytes) {
    const { limits, theme, desktop, languages, entryPoints, ...rest } = json.decode(bytes);
    return {
      ...rest,
      ...(limits && { limits: Object.fromEntries(Object.entries(limits).filter(isLimit)) as StudioLimits }),
      ...(theme && themeSchema.safeParse(theme).success && { theme }),
      ...(desktop && desktopPolicySchema.safeParse(desktop).success && { desktop }),
      ...(languages && { languages: languages.filter(isLanguage) }),
      ...(entryPoints && { entryPoints: entryPoints.filter(isFace) }),
    };
  },
};

function isLimit([name, value]: readonly [string, unknown]): boolean {
  if (name === 'retentionMonths' || !Object.hasOwn(timeLimits, name)) return false;
  const { min, max } = timeLimits[name as TimeLimitName];
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}

function isLanguage({ language }: EntryPointLanguage): boolean {
  return language === null || languageSchema.safeParse(language).success;
}

function isFace({ name, label, routing }: EntryPointFace): boolean {
  const isName = nameSchema.safeParse(name).success && (label === null || nameSchema.safeParse(label).success);
  return isName && (routing === 'queue' || routing === 'last-agent');
}
