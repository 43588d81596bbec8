// Changed settings of accounts, as every process of a kit knows them: read at start and in each round of maintenance, and written by
// whoever changes them. What the options say of a part holds again once the options change.
import { auditEvent, systemCaller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { settingsKey } from '../records/keys.ts';
import { type SettingsPart, type SettingsRecord, settingsCodec } from '../records/settings.ts';
import { hashOfPart, partsOf, settingsParts, withChanges } from './parts.ts';
import { loadSettings, settingsInput } from './record.ts';

/** Accounts whose settings one call of the store reads. */
const PAGE = 100;

/** Reads what was changed, in bounded portions, and lets it hold here. */
export async function refreshSettings(kit: Kit): Promise<void> {
  const ids = kit.accounts.all.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += PAGE) {
    const some = ids.slice(at, at + PAGE);
    const stored = await kit.stores.records.get(some.map(settingsKey));
    for (const [index, id] of some.entries()) {
      applySettings(kit, id, decodeRecord(settingsCodec, stored[index])?.value);
    }
  }
}

/** Lets changed settings hold in this process. */
export function applySettings(kit: Kit, accountId: string, record: SettingsRecord | undefined): void {
  kit.accounts.replace(withChanges(kit.accounts.given(accountId), record ?? {}));
}

/** The start of a kit: parts of which the options say something new are as the options say, the others as they were changed. */
export async function openSettings(kit: Kit): Promise<void> {
  await refreshSettings(kit);
  for (const { id } of kit.accounts.all) {
    const record = await commitWithRetry<Versioned<SettingsRecord> | undefined, SettingsRecord | undefined>(
      kit,
      () => loadSettings(kit, id),
      (current) => {
        const stale = current ? staleParts(kit, id, current.value) : [];
        if (!current || stale.length === 0) return { result: current?.value };
        const next = without(current.value, stale, kit.clock());
        const append = stale.map((name) =>
          auditEvent(kit, systemCaller, 'policy-change', { kind: 'policy', id: name }),
        );
        return { result: next, change: { ...settingsInput(id, next, current.version), append } };
      },
    );
    applySettings(kit, id, record);
  }
}

function staleParts(kit: Kit, accountId: string, { seeds }: SettingsRecord): readonly SettingsPart[] {
  const given = partsOf(kit.accounts.given(accountId));
  return settingsParts.filter((name) => seeds[name] !== undefined && seeds[name] !== hashOfPart(given[name]));
}

function without(record: SettingsRecord, parts: readonly SettingsPart[], now: number): SettingsRecord {
  const { changedBy: _nobody, seeds, ...rest } = record;
  const kept = <Value extends object>(value: Value) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !(parts as readonly string[]).includes(name))) as Value;
  return { ...kept(rest), seeds: kept(seeds), version: record.version + 1, changedAt: now };
}
