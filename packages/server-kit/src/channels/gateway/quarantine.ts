// What came with a right signature and could not be understood: kept for a week, sealed, without card numbers, so that somebody can look
// and nothing has to wait behind it.
import { createUuid } from '@tellsafe/core';
import { atRestContext, openAtRest, sealAtRest } from '@tellsafe/core/crypto/at-rest';
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@tellsafe/core/encoding';
import { maskCardNumbers } from '@tellsafe/core/masking';
import type { QuarantinedView, QuarantineReason } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitChange } from '../../services/commit.ts';
import type { Kit } from '../../services/kit.ts';
import { lookupMac } from '../../services/privacy/consumers.ts';
import { quarantineCodec } from '../../services/records/channel.ts';
import { quarantineKey } from '../../services/records/keys.ts';
import type { QuarantinedName } from '../../services/records/privacy.ts';
import { fromBase64 } from '../shared/bytes.ts';

/** How long it is kept. */
export const QUARANTINE_MS = 7 * 86_400_000;

/** Most of it that is kept, UTF-16 units. */
const MAX_TEXT = 65_536;

/** Most that one look gives. */
const PAGE = 100;

/** Something that could not be understood. */
export interface Quarantined {
  readonly id: string;
  /** When it came, epoch ms. */
  readonly at: number;
  /** What came, card numbers masked; at most its first 65,536 UTF-16 units. */
  readonly text: string;
}

/** Keeps something aside. */
export async function quarantine(
  kit: Kit,
  { accountId, id: entryPoint }: EntryPointSettings,
  given: string,
  reason: QuarantineReason,
): Promise<void> {
  const id = createUuid(kit.random);
  const at = kit.clock();
  const key = quarantineKey(accountId, entryPoint, id);
  const { text } = maskCardNumbers(unwrapped(plainOf(given)));
  const sealed = sealAtRest(
    await sealingKey(kit, accountId),
    utf8(text.slice(0, MAX_TEXT).replace(/\p{Surrogate}/gu, '\ufffd')),
    atRestContext(accountId, key.collection, entryPoint, id),
    kit.random,
  );
  const body = quarantineCodec.encode({ entryPoint, at, reason, sealed: toBase64url(sealed) });
  await commitChange(kit, {
    account: accountId,
    group: key.group,
    put: [{ ...key, body, expiresAt: at + QUARANTINE_MS }],
  });
  const message = 'Something that a provider sent could not be understood and was set aside.';
  kit.log({ level: 'warn', message, where: `channels/${entryPoint}` });
}

/** What was set aside at an entry point, unopened: at most 100, the newest first. */
export async function listQuarantined(
  kit: Kit,
  { accountId, id: entryPoint }: Pick<EntryPointSettings, 'accountId' | 'id'>,
): Promise<readonly QuarantinedView[]> {
  const { group, collection } = quarantineKey(accountId, entryPoint, 'any');
  const { records } = await kit.stores.records.list({ account: accountId, group, collection, limit: PAGE });
  return records
    .map(({ id, body }) => {
      const { at, reason } = quarantineCodec.decode(body);
      return { id, at, ...(reason && { reason }) };
    })
    .sort((one, other) => other.at - one.at);
}

/** What was set aside at an entry point, at most 100. */
export async function quarantinedAt(
  kit: Kit,
  { accountId, id: entryPoint }: Pick<EntryPointSettings, 'accountId' | 'id'>,
): Promise<readonly Quarantined[]> {
  const { group, collection } = quarantineKey(accountId, entryPoint, 'any');
  const { records } = await kit.stores.records.list({ account: accountId, group, collection, limit: PAGE });
  const key = await sealingKey(kit, accountId);
  return records.map(({ id, body }) => {
    const { at, sealed } = quarantineCodec.decode(body);
    const context = atRestContext(accountId, collection, entryPoint, id);
    return { id, at, text: fromUtf8(openAtRest(key, fromBase64url(sealed), context)) };
  });
}

/** What was set aside and names a person: exported with what else is theirs, and erased with it. */
export interface QuarantinedOf extends Quarantined {
  readonly entryPoint: string;
}

/** What was set aside and holds an address of a person. @param consumerId `<channel>:<address>`; any other names nobody here */
export async function quarantinedOf(
  kit: Kit,
  accountId: string,
  consumerId: string,
): Promise<readonly QuarantinedOf[]> {
  const found: QuarantinedOf[] = [];
  for (const { id: entryPoint, channel } of kit.accounts.get(accountId).entryPoints) {
    const address = consumerId.startsWith(`${channel.name}:`) ? consumerId.slice(channel.name.length + 1) : '';
    if (address === '') continue;
    for await (const each of allQuarantined(kit, accountId, entryPoint)) {
      if (each.text.includes(address)) found.push({ ...each, entryPoint });
    }
  }
  return found;
}

/** Erases what was set aside, by its names; what is gone stays gone. @param names at most 1,000 */
export async function eraseQuarantined(kit: Kit, account: string, names: readonly QuarantinedName[]): Promise<void> {
  for (const entryPoint of new Set(names.map((each) => each.entryPoint))) {
    const keys = names
      .filter((each) => each.entryPoint === entryPoint)
      .map(({ id }) => quarantineKey(account, entryPoint, id));
    const group = keys[0]?.group;
    if (group !== undefined) await kit.stores.records.commit({ account, group, remove: keys });
  }
}

async function* allQuarantined(kit: Kit, account: string, entryPoint: string): AsyncGenerator<Quarantined, void> {
  const { group, collection } = quarantineKey(account, entryPoint, 'any');
  const key = await sealingKey(kit, account);
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      ...{ account, group, collection, limit: PAGE },
      ...(cursor !== undefined && { cursor }),
    });
    for (const { id, body } of page.records) {
      const { at, sealed } = quarantineCodec.decode(body);
      const context = atRestContext(account, collection, entryPoint, id);
      yield { id, at, text: fromUtf8(openAtRest(key, fromBase64url(sealed), context)) };
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function sealingKey(kit: Kit, accountId: string): Promise<Uint8Array> {
  return lookupMac(kit, accountId, 'tellsafe/channel-quarantine/v1');
}

/** Google wraps what it tells in base64, which would hide a card number from the mask as well. */
function unwrapped(text: string): string {
  return text.replace(/[A-Za-z0-9+/]{16,}={0,2}/g, (run) => {
    try {
      const inner = new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(run) ?? Uint8Array.of(0xff));
      return /[^\P{Cc}\t\n\r]/u.test(inner) ? run : inner;
    } catch {
      return run;
    }
  });
}

/** Without what could hide a card number from the mask: escapes of JSON and of forms. */
function plainOf(given: string): string {
  try {
    return JSON.stringify(JSON.parse(given));
  } catch {
    try {
      return decodeURIComponent(given.replaceAll('+', ' '));
    } catch {
      return given;
    }
  }
}
