// The parts of an account's settings that an admin can change: taken out of a whole account, laid over it, compared.
import { hashSync } from '@tellsafe/core/crypto/sync';
import { canonicalJson, type Json, toBase64url, utf8 } from '@tellsafe/core/encoding';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { isSameEntryPoint, languageFor } from '../../accounts/entry-points.ts';
import type { AccountSettings } from '../../accounts/settings.ts';
import type { ChangeableSettings, EntryPointFace, SettingsPart, SettingsRecord } from '../records/settings.ts';

/** Every part, in the order in which the audit is told. */
export const settingsParts = Object.freeze([
  'limits',
  'theme',
  'desktop',
  'languages',
  'entryPoints',
] as const satisfies readonly SettingsPart[]);

/** The parts as they hold for an account. */
export function partsOf({ limits, theme, desktop, languages, entryPoints }: AccountSettings): ChangeableSettings {
  const { retentionMonths: _kept, ...ofForms } = limits;
  return { limits: ofForms, theme, desktop, languages, entryPoints: entryPoints.map(faceOf) };
}

/** What can be changed of an entry point. */
function faceOf({ id, name, label, routing }: EntryPointSettings): EntryPointFace {
  return { id, name, label: label ?? null, routing };
}

/** Names a part's value, whatever the order of its members. */
export function hashOfPart(value: ChangeableSettings[SettingsPart]): string {
  return toBase64url(hashSync(utf8(canonicalJson(value as unknown as Json))));
}

/** Hashes of what the options say of some parts. */
export function seedsOf(given: AccountSettings, names: readonly SettingsPart[]): SettingsRecord['seeds'] {
  const parts = partsOf(given);
  return Object.fromEntries(names.map((name) => [name, hashOfPart(parts[name])]));
}

/** An account of the options with what was changed since. */
export function withChanges(given: AccountSettings, changed: Partial<ChangeableSettings>): AccountSettings {
  const languages = given.languages.map(
    (each) => changed.languages?.find((other) => isSameEntryPoint(each, other)) ?? each,
  );
  const { language: _given, ...rest } = given;
  const language = languageFor({ languages });
  return {
    ...rest,
    limits: { ...given.limits, ...changed.limits },
    theme: changed.theme ?? given.theme,
    desktop: changed.desktop ?? given.desktop,
    languages,
    entryPoints: given.entryPoints.map((each) => withFace(each, changed.entryPoints)),
    ...(language !== undefined && { language }),
  };
}

function withFace(given: EntryPointSettings, changed: readonly EntryPointFace[] = []): EntryPointSettings {
  const face = changed.find(({ id }) => id === given.id);
  if (!face) return given;
  const { label: _given, ...rest } = given;
  const { name, label, routing } = face;
  return { ...rest, name, routing, ...(label !== null && { label }) };
}
