// The record of an account's changed settings: reading it, and the commit that writes it.
import { END_OF_TIME } from '@tellsafe/core/retention';
import type { Kit } from '../kit.ts';
import { decodeRecord, type Versioned } from '../records/codec.ts';
import { settingsKey } from '../records/keys.ts';
import { type SettingsRecord, settingsCodec } from '../records/settings.ts';

/** The record of an account's changed settings; undefined when nothing was ever changed. */
export async function loadSettings(kit: Kit, accountId: string): Promise<Versioned<SettingsRecord> | undefined> {
  const [stored] = await kit.stores.records.get([settingsKey(accountId)]);
  return decodeRecord(settingsCodec, stored);
}

/** The commit that writes it, if it is still as expected; undefined stands for "there is none". */
export function settingsInput(account: string, record: SettingsRecord, expected: number | undefined) {
  const key = settingsKey(account);
  return {
    ...{ account, group: key.group },
    expect: [{ key, version: expected ?? ('absent' as const) }],
    put: [{ ...key, body: settingsCodec.encode(record), expiresAt: END_OF_TIME }],
  };
}
