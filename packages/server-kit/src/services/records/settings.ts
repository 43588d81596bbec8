// What an admin changed of an account's settings while the kit ran. What is not here is as the kit's options say.
import type { Theme } from '@tellsafe/core/theme';
import type { EntryPointLanguage, StudioLimits } from '@tellsafe/core/wire';
import { jsonCodec } from './codec.ts';
import type { AgentName } from './conversation.ts';

/** Parts of the settings that can be changed, each apart. */
export interface ChangeableSettings {
  readonly limits: StudioLimits;
  readonly theme: Theme;
  readonly languages: readonly EntryPointLanguage[];
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

export const settingsCodec = jsonCodec<SettingsRecord>();
