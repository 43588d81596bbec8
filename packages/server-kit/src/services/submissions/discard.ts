// What a desk that runs apart leaves to the vault: a conversation whose off-the-record parts are to be looked after. The note is in the
// commit that ends access, so that neither process can lose it; the vault finds it with its next maintenance (SF-OTR-02).
import type { RecordInput } from '../../stores/types.ts';
import { endedOffTheRecord, invitationsOf } from '../invitations/end.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord, jsonCodec } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { conversationKey, discardKey } from '../records/keys.ts';
import { discardAllOffTheRecord, discardOffTheRecord } from './vault.ts';

/** Value of the `due` list for notes. */
export const DUE_DISCARD = 'off-the-record';

/** A note outlives the longest-living part that it can be about by this time. */
const GRACE_MS = 60_000;

/** Which conversation a note is about; what is to go is seen in its records. */
export const discardCodec = jsonCodec<{ readonly conversationId: string }>();

/** The part of a desk's commit that leaves a note; nothing where the vault is at hand. */
export function discardNote(kit: Kit, account: string, conversationId: string): readonly RecordInput[] {
  if (kit.vault) return [];
  const now = kit.clock();
  const { offTheRecordTtlSec } = kit.accounts.get(account).limits;
  return [
    {
      ...discardKey(account, conversationId),
      body: discardCodec.encode({ conversationId }),
      expiresAt: now + offTheRecordTtlSec * 1000 + GRACE_MS,
      index: [{ name: 'due', value: DUE_DISCARD, order: now }],
    },
  ];
}

/**
 * Does what a note asks for: of a conversation that is over everything goes, of another one what nobody may read any more.
 *
 * @returns false when another process did it, or the note was renewed meanwhile
 */
export async function workDiscard(kit: Kit, account: string, conversationId: string): Promise<boolean> {
  const key = discardKey(account, conversationId);
  const [note, stored] = await kit.stores.records.get([key, conversationKey(account, conversationId)]);
  if (!note) return false;
  if (decodeRecord(conversationCodec, stored)?.value.status === 'open') {
    const ended = endedOffTheRecord(await invitationsOf(kit, account, conversationId), kit.clock());
    await discardOffTheRecord(kit, account, conversationId, ended);
  } else await discardAllOffTheRecord(kit, account, conversationId);
  const expect = [{ key, version: note.version }];
  return kit.stores.records.commit({ account, group: conversationId, expect, remove: [key] });
}
