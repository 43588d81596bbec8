// Ids of what providers name: MACs under a key of the account, so that what is kept tells nobody whom or what it is about.
import { uuidFromBytes } from '@tellsafe/core';
import { toBase64url } from '@tellsafe/core/encoding';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { Kit } from '../../services/kit.ts';
import { lookupMac } from '../../services/privacy/consumers.ts';
import type { Address } from '../types.ts';

/** MACs of every name of a person at an entry point, that of the name to write to first. */
export function addressMacs(
  kit: Kit,
  { accountId, id }: EntryPointSettings,
  { primary, aliases }: Address,
): Promise<string[]> {
  const others = aliases.map(({ scheme, value }) => ({ scheme: scheme as string, value }));
  const isNamed = others.some(({ value }) => value === primary);
  const names = isNamed ? others : [{ scheme: 'primary', value: primary }, ...others];
  const sorted = [...names].sort((one, other) => Number(other.value === primary) - Number(one.value === primary));
  const parts = [...new Map(sorted.map((name) => [`${name.scheme}:${name.value}`, name])).values()];
  return Promise.all(
    parts.map(async ({ scheme, value }) =>
      toBase64url(await lookupMac(kit, accountId, 'tellsafe/channel-address/v1', id, scheme, value)),
    ),
  );
}

/** Id of an event: equal for repeats. */
export async function eventIdOf(
  kit: Kit,
  { accountId, id }: EntryPointSettings,
  { dedupeKey }: { readonly dedupeKey: string },
): Promise<string> {
  return toBase64url(await lookupMac(kit, accountId, 'tellsafe/channel-event/v1', id, dedupeKey));
}

/** Our id of a message that a provider names, so that what is said about it later finds it. @param part from 0, of a long message */
export async function messageIdOf(
  kit: Kit,
  { accountId, id }: EntryPointSettings,
  contactId: string,
  providerId: string,
  part = 0,
): Promise<string> {
  const parts = [id, contactId, providerId, String(part)];
  const bytes = (await lookupMac(kit, accountId, 'tellsafe/channel-message/v1', ...parts)).slice(0, 16);
  // Version 8 of RFC 9562: what the other bits mean is ours.
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidFromBytes(bytes);
}
