// Changing an account's settings while the kit runs (SF-ADM-01): time limits, theme, languages. Running invitations keep the times that
// they were given.
import { type ErrorIssue, TellsafeError } from '@tellsafe/core';
import type { Theme } from '@tellsafe/core/theme';
import { contrastIssues, describeContrast } from '@tellsafe/core/theme/schema';
import { pathOf, type StudioSettingsResponse } from '@tellsafe/core/wire';
import { isSameEntryPoint } from '../../accounts/entry-points.ts';
import type { AccountSettings } from '../../accounts/settings.ts';
import { auditEvent, type Caller, changerOf } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import { listForms } from '../forms/definitions.ts';
import type { Kit } from '../kit.ts';
import type { ChangeableSettings, SettingsRecord } from '../records/settings.ts';
import { applySettings } from './live.ts';
import { hashOfPart, partsOf, seedsOf, settingsParts, withChanges } from './parts.ts';
import { loadSettings, settingsInput } from './record.ts';

/** What is to change, on top of which version. */
export interface WantedSettings extends Partial<ChangeableSettings> {
  readonly base: number;
}

/** The settings of an account as they hold now. */
export async function showSettings(kit: Kit, accountId: string, basePath: string): Promise<StudioSettingsResponse> {
  const given = kit.accounts.given(accountId);
  const record = (await loadSettings(kit, accountId))?.value;
  applySettings(kit, accountId, record);
  const { limits, theme, desktop, languages } = partsOf(withChanges(given, record ?? {}));
  return {
    ...{ version: record?.version ?? 0, limits, theme, desktop, languages },
    preview: given.formOrigin + basePath + pathOf('preview', { account: accountId }),
    ...(record && {
      changed: { at: record.changedAt, ...(record.changedBy && { by: record.changedBy }) },
    }),
  };
}

/**
 * Changes settings.
 *
 * @throws TellsafeError `request_invalid` whose issues name the field; `conflict` when somebody changed them since `base`
 */
export async function saveSettings(
  kit: Kit,
  caller: Caller,
  accountId: string,
  { base, ...wanted }: WantedSettings,
): Promise<void> {
  const given = kit.accounts.given(accountId);
  if (wanted.theme) await checkTheme(kit, accountId, wanted.theme);
  if (wanted.languages) checkLanguages(given, wanted.languages);
  const record = await commitWithRetry(
    kit,
    () => loadSettings(kit, accountId),
    (current) => {
      if ((current?.value.version ?? 0) !== base) throw new TellsafeError('conflict');
      const now = withChanges(given, current?.value ?? {});
      const before = partsOf(now);
      // On top of what holds: entry points that are not named keep what they have.
      const after = partsOf(withChanges(now, wanted));
      const changed = settingsParts.filter((name) => hashOfPart(before[name]) !== hashOfPart(after[name]));
      if (changed.length === 0) return { result: current?.value };
      const by = changerOf(caller);
      const { changedBy: _before, ...kept } = current?.value ?? { seeds: {} };
      const next: SettingsRecord = {
        ...kept,
        ...(Object.fromEntries(changed.map((name) => [name, after[name]])) as Partial<ChangeableSettings>),
        seeds: { ...kept.seeds, ...seedsOf(given, changed) },
        ...{ version: base + 1, changedAt: kit.clock() },
        ...(by && { changedBy: by }),
      };
      const append = changed.map((name) => auditEvent(kit, caller, 'policy-change', { kind: 'policy', id: name }));
      return { result: next, change: { ...settingsInput(accountId, next, current?.version), append } };
    },
  );
  applySettings(kit, accountId, record);
}

/** A theme must be readable by itself and below the themes of the account's forms (SF-THM-14). */
async function checkTheme(kit: Kit, accountId: string, theme: Theme): Promise<void> {
  const issues: ErrorIssue[] = issuesOf('theme', contrastIssues(theme));
  for (const { id, definition } of issues.length > 0 ? [] : await listForms(kit, accountId)) {
    if (definition.theme)
      issues.push(...issuesOf(`forms.${id}.theme`, contrastIssues({ ...theme, ...definition.theme })));
  }
  if (issues.length > 0) throw new TellsafeError('request_invalid', { issues });
}

function issuesOf(path: string, found: ReturnType<typeof contrastIssues>): ErrorIssue[] {
  return found.map(describeContrast).map((issue) => ({ ...issue, path: `${path}.${issue.path}` }));
}

function checkLanguages(given: AccountSettings, wanted: ChangeableSettings['languages']): void {
  const issues = wanted.flatMap((each, at) => {
    const isKnown = given.languages.some((known) => isSameEntryPoint(known, each));
    const isFirst = wanted.findIndex((other) => isSameEntryPoint(other, each)) === at;
    return isKnown && isFirst ? [] : [{ path: `languages.${at}.entryPoint`, code: isKnown ? 'duplicate' : 'value' }];
  });
  if (issues.length > 0) throw new TellsafeError('request_invalid', { issues });
}
