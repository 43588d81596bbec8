// People at entry points: which addresses are whose, and where each person is in a conversation. Every step is a commit of its own that
// may be done again, so that whatever a crash leaves, the next delivery completes.
import { createUuid, TellsafeError } from '@tellsafe/core';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { COMMIT_ATTEMPTS, commitWithRetry, type Decision } from '../../services/commit.ts';
import { retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { addressCodec, type ContactRecord, contactCodec, contactEventCodec } from '../../services/records/channel.ts';
import { decodeRecord, type Versioned } from '../../services/records/codec.ts';
import { addressKey, contactEventKey, contactKey } from '../../services/records/keys.ts';
import type { Address, AliasScheme } from '../types.ts';
import { addressMacs } from './names.ts';

/** Providers repeat what was not acknowledged for a week. */
export const REPEAT_MS = 14 * 86_400_000;

/** Most conversations in which a repeat is looked for. */
const MAX_FORMER = 50;

/** An address is kept anew when this much of its life is over. */
const RENEW_MS = 30 * 86_400_000;

/** Every kind of name. */
const schemes: readonly AliasScheme[] = ['e164', 'wa_id', 'bsuid', 'psid', 'mbid'];

interface Named {
  readonly mac: string;
  readonly contactId?: string;
  readonly version: number | 'absent';
  readonly isYoung: boolean;
}

/**
 * The person with an address. Where two of its names are known for two people, the one to write to counts.
 *
 * @returns undefined when none of the names is known
 */
export async function findContact(
  kit: Kit,
  entryPoint: EntryPointSettings,
  address: Address,
): Promise<string | undefined> {
  return contactIn(await namedBy(kit, entryPoint, await addressMacs(kit, entryPoint, address)));
}

/** The person with an address; becomes known when they are not. All its names are theirs from now on. */
export async function contactOf(kit: Kit, entryPoint: EntryPointSettings, address: Address): Promise<string> {
  return link(kit, entryPoint, address, undefined);
}

/** Conversations of the person who is called so at an entry point, by whichever kind of name, as far as they are remembered. */
export async function conversationsOfAddress(
  kit: Kit,
  entryPoint: EntryPointSettings,
  name: string,
): Promise<readonly string[]> {
  const aliases = schemes.map((scheme) => ({ scheme, value: name }));
  const macs = [
    ...(await addressMacs(kit, entryPoint, { primary: name, aliases: [] })),
    ...(await addressMacs(kit, entryPoint, { primary: name, aliases })),
  ];
  const contacts = new Set((await namedBy(kit, entryPoint, macs)).flatMap(({ contactId }) => contactId ?? []));
  const found: string[] = [];
  for (const id of contacts) {
    const contact = (await loadContact(kit, entryPoint.accountId, id))?.value;
    if (contact?.conversationId !== undefined) found.push(contact.conversationId);
    found.push(...(contact?.former.map((each) => each.id) ?? []));
  }
  return found;
}

/** Gives a person the names of an address, whoever had them. */
export async function linkAddress(
  kit: Kit,
  entryPoint: EntryPointSettings,
  address: Address,
  contactId: string,
): Promise<void> {
  await link(kit, entryPoint, address, contactId);
}

/** Takes from a person the names of an address that another one does not have: a number may become somebody else's. */
export async function unlinkAddress(
  kit: Kit,
  entryPoint: EntryPointSettings,
  address: Address,
  contactId: string,
  kept: Address,
): Promise<void> {
  const { accountId: account } = entryPoint;
  const keptMacs = await addressMacs(kit, entryPoint, kept);
  const gone = (await addressMacs(kit, entryPoint, address)).filter((mac) => !keptMacs.includes(mac));
  for (const { mac, version, contactId: holder } of await namedBy(kit, entryPoint, gone)) {
    if (holder !== contactId) continue;
    const key = addressKey(account, mac);
    await kit.stores.records.commit({ account, group: key.group, expect: [{ key, version }], remove: [key] });
  }
}

/** Reads a person. */
export async function loadContact(
  kit: Kit,
  accountId: string,
  contactId: string,
): Promise<Versioned<ContactRecord> | undefined> {
  return decodeRecord(contactCodec, (await kit.stores.records.get([contactKey(accountId, contactId)]))[0]);
}

/** A person after a change. */
export interface ChangedContact {
  readonly contact: ContactRecord;
  /** Whether the event was new. */
  readonly isNew: boolean;
}

/**
 * Changes a person.
 *
 * @param decide gives the person as they are to be; the same object says that nothing changes
 * @param eventId of what told the change: when it did so before, nothing changes
 */
export async function changeContact(
  kit: Kit,
  accountId: string,
  contactId: string,
  decide: (contact: ContactRecord) => ContactRecord,
  eventId?: string,
): Promise<ChangedContact> {
  const key = contactKey(accountId, contactId);
  const eventKey = eventId === undefined ? undefined : contactEventKey(accountId, contactId, eventId);
  return commitWithRetry(
    kit,
    async () => kit.stores.records.get([key, ...(eventKey ? [eventKey] : [])]),
    ([stored, event]): Decision<ChangedContact> => {
      const known = decodeRecord(contactCodec, stored);
      const contact = known?.value ?? { id: contactId, former: [] };
      if (event) return { result: { contact, isNew: false } };
      const next = decide(contact);
      const isOld = stored ? stored.expiresAt < retainUntil(kit, accountId) - RENEW_MS : false;
      if (next === contact && !eventKey && !isOld) return { result: { contact, isNew: true } };
      const expiresAt = retainUntil(kit, accountId);
      const body = contactEventCodec.encode({ at: kit.clock() });
      return {
        result: { contact: next, isNew: true },
        change: {
          ...{ account: accountId, group: key.group },
          expect: [
            { key, version: known?.version ?? 'absent' },
            ...(eventKey ? [{ key: eventKey, version: 'absent' as const }] : []),
          ],
          put: [
            { ...key, body: contactCodec.encode(next), expiresAt },
            ...(eventKey ? [{ ...eventKey, body, expiresAt }] : []),
          ],
        },
      };
    },
  );
}

/** A person with the name of a conversation, which need not exist yet. */
export type PlacedContact = ContactRecord & { readonly conversationId: string };

/**
 * Names a person's next conversation, unless somebody did.
 *
 * @param ended the one that they are out of; absent for their first
 */
export async function placeContact(
  kit: Kit,
  accountId: string,
  contactId: string,
  ended: string | undefined,
): Promise<PlacedContact> {
  const { contact } = await changeContact(kit, accountId, contactId, (current) => {
    if (current.conversationId !== ended) return current;
    const now = kit.clock();
    const former = current.former.filter(({ until }) => now < until);
    const left = ended === undefined ? [] : [{ id: ended, until: now + REPEAT_MS }];
    return { ...current, conversationId: createUuid(kit.random), former: [...left, ...former].slice(0, MAX_FORMER) };
  });
  if (contact.conversationId === undefined) throw new TellsafeError('internal');
  return { ...contact, conversationId: contact.conversationId };
}

async function link(
  kit: Kit,
  entryPoint: EntryPointSettings,
  address: Address,
  wanted: string | undefined,
): Promise<string> {
  const macs = await addressMacs(kit, entryPoint, address);
  for (let attempt = 0; attempt < COMMIT_ATTEMPTS; attempt += 1) {
    const named = await namedBy(kit, entryPoint, macs);
    const contactId = wanted ?? contactIn(named) ?? createUuid(kit.random);
    if (await linkAll(kit, entryPoint.accountId, named, contactId)) return contactId;
  }
  throw new TellsafeError('conflict');
}

async function linkAll(kit: Kit, account: string, named: readonly Named[], contactId: string): Promise<boolean> {
  for (const { mac, contactId: holder, version, isYoung } of named) {
    if (holder === contactId && isYoung) continue;
    const key = addressKey(account, mac);
    const put = [{ ...key, body: addressCodec.encode({ contactId }), expiresAt: retainUntil(kit, account) }];
    if (!(await kit.stores.records.commit({ account, group: key.group, expect: [{ key, version }], put })))
      return false;
  }
  return true;
}

async function namedBy(
  kit: Kit,
  { accountId }: EntryPointSettings,
  macs: readonly string[],
): Promise<readonly Named[]> {
  if (macs.length === 0) return [];
  const stored = await kit.stores.records.get(macs.map((mac) => addressKey(accountId, mac)));
  const youngest = retainUntil(kit, accountId) - RENEW_MS;
  return macs.map((mac, at) => {
    const record = decodeRecord(addressCodec, stored[at]);
    if (!record) return { mac, version: 'absent', isYoung: false };
    const isYoung = (stored[at]?.expiresAt ?? 0) >= youngest;
    return { mac, contactId: record.value.contactId, version: record.version, isYoung };
  });
}

function contactIn(named: readonly Named[]): string | undefined {
  return named.find(({ contactId }) => contactId !== undefined)?.contactId;
}
