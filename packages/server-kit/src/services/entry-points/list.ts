// The entry points of an account as an admin sees them (CN-GEN-05): what each is called, how it does, and what can be changed of it.
import { isAccountId } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import type { EntryPointListResponse, EntryPointSaveRequest, EntryPointView } from '@tellsafe/core/wire';
import { type EntryPointCredential, type EntryPointSettings, originOf } from '../../accounts/entry-point-settings.ts';
import { isSameEntryPoint, languageFor } from '../../accounts/entry-points.ts';
import { listQuarantined } from '../../channels/gateway/quarantine.ts';
import { addressOf } from '../../channels/gateway/receive.ts';
import { outboxLists, outboxQueueCodec } from '../../channels/outbox/records.ts';
import type { Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { lookupMac } from '../privacy/consumers.ts';
import type { EntryPointStateRecord } from '../records/channel.ts';
import { applySettings } from '../settings/live.ts';
import { partsOf, withChanges } from '../settings/parts.ts';
import { loadSettings } from '../settings/record.ts';
import { saveSettings } from '../settings/save.ts';
import { entryPointStateInput, loadEntryPointState } from './state.ts';

/** Conversations and messages that are counted at most. */
const COUNTED = 200;

/**
 * Finds an entry point of an account.
 *
 * @throws RangeError when the account has no such entry point; the message holds nothing that was sent
 */
export function entryPointAt({ accounts }: Pick<Kit, 'accounts'>, accountId: string, id: string): EntryPointSettings {
  const found = isAccountId(id) ? accounts.get(accountId).entryPoints.find((each) => each.id === id) : undefined;
  if (!found) throw new RangeError('entryPoint must be one of the account');
  return found;
}

/** All entry points of an account, in the order of the options. */
export async function listEntryPoints(kit: Kit, accountId: string): Promise<EntryPointListResponse> {
  const record = (await loadSettings(kit, accountId))?.value;
  applySettings(kit, accountId, record);
  const { entryPoints } = kit.accounts.get(accountId);
  return {
    version: record?.version ?? 0,
    entryPoints: await Promise.all(entryPoints.map((each) => viewOf(kit, each))),
    ...(record && { changed: { at: record.changedAt, ...(record.changedBy && { by: record.changedBy }) } }),
  };
}

/**
 * Changes what is no secret of an entry point. Like all settings that an admin changed it holds until the options say something new.
 *
 * @throws TellsafeError `conflict` when somebody changed settings since `base`
 */
export async function saveEntryPoint(
  kit: Kit,
  caller: Caller,
  { accountId, id, channel }: EntryPointSettings,
  { base, language, ...face }: EntryPointSaveRequest,
): Promise<void> {
  const record = (await loadSettings(kit, accountId))?.value;
  const now = partsOf(withChanges(kit.accounts.given(accountId), record ?? {}));
  const origin = originOf({ id, channel });
  await saveSettings(kit, caller, accountId, {
    base,
    entryPoints: now.entryPoints.map((each) => (each.id === id ? { id, ...face } : each)),
    languages: now.languages.map((each) => (isSameEntryPoint(each, origin) ? { ...origin, language } : each)),
  });
}

/** The start of a kit: writes down since when each credential is what it is. One that is new ends a stop, because it may be taken. */
export async function noteCredentials(kit: Kit, entryPoint: EntryPointSettings): Promise<void> {
  const macs = await Promise.all(
    entryPoint.credentials.map(async (each) => [each.key, await macOf(kit, entryPoint, each)] as const),
  );
  await commitWithRetry(
    kit,
    () => loadEntryPointState(kit, entryPoint),
    (found) => {
      const before = found?.value.credentials ?? {};
      const isSame = ([key, mac]: readonly [string, string]) => before[key]?.mac === mac;
      if (macs.every(isSame)) return { result: undefined };
      const since = kit.clock();
      const credentials = Object.fromEntries(
        macs.map(([key, mac]) => [key, before[key]?.mac === mac ? before[key] : { mac, since }]),
      );
      const { stopped: _over, ...rest } = found?.value ?? {};
      const next: EntryPointStateRecord = { ...rest, credentials };
      return { result: undefined, change: entryPointStateInput(entryPoint, next, found?.version) };
    },
  );
}

/** **Security:** under a key of the account, so that nobody finds a weak secret by trying. */
async function macOf(
  kit: Kit,
  { accountId, id }: EntryPointSettings,
  { key, values }: EntryPointCredential,
): Promise<string> {
  return toBase64url(await lookupMac(kit, accountId, 'tellsafe/entry-point-credential/v1', id, key, ...values));
}

async function viewOf(kit: Kit, entryPoint: EntryPointSettings): Promise<EntryPointView> {
  const { accountId: account, id, channel, name, label, routing, credentials } = entryPoint;
  const [found, due, unknown, quarantined] = await Promise.all([
    loadEntryPointState(kit, entryPoint),
    kit.stores.records.list({ account, ...outboxLists.due(id), limit: COUNTED }),
    kit.stores.records.list({ account, ...outboxLists.unknown(id), limit: COUNTED }),
    listQuarantined(kit, entryPoint),
  ]);
  const state = found?.value ?? {};
  const waiting = due.records.map(({ body }) => outboxQueueCodec.decode(body));
  return {
    ...{ id, channel: channel.name, name, label: label ?? null, routing },
    language: languageFor(kit.accounts.get(account), originOf(entryPoint)) ?? null,
    address: addressOf(kit, entryPoint),
    credentials: credentials.map(({ key, values }) => ({
      ...{ key, secrets: values.length },
      since: state.credentials?.[key]?.since ?? null,
    })),
    stopped: state.stopped ?? null,
    lastInboundAt: state.lastInboundAt ?? null,
    lastAcceptedAt: state.lastAcceptedAt ?? null,
    lastError: state.lastError ?? null,
    queued: waiting.reduce((sum, { head, tail }) => sum + tail - head, 0),
    unknown: unknown.records.length,
    quarantined: quarantined.length,
  };
}
