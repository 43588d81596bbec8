// Taking back what a consumer said: its sealed text and what fetches its files are erased, and a mark stays. Under a legal hold nothing is
// erased before the hold ends, and nobody is shown it meanwhile.
import type { Expectation, RecordInput } from '../../stores/types.ts';
import { commitWithRetry, type Decision } from '../commit.ts';
import { retainUntil } from '../events.ts';
import type { Kit } from '../kit.ts';
import { holdsOn } from '../privacy/holds.ts';
import { type SayingRecord, sayingCodec } from '../records/channel.ts';
import { decodeRecord } from '../records/codec.ts';
import { conversationCodec } from '../records/conversation.ts';
import { conversationKey, mediaKey, sayingKey } from '../records/keys.ts';

/** Which message of a conversation. */
export interface TakenBack {
  readonly accountId: string;
  readonly conversationId: string;
  /** Its entries: several where it was longer than one may be. */
  readonly messageIds: readonly [string, ...string[]];
}

/**
 * Takes a message back. Doing it again changes nothing.
 *
 * @param ahead whether it is remembered where the message is not known yet, because it may still come
 * @returns whether the message is of this conversation
 */
export async function takeBack(kit: Kit, place: TakenBack, ahead: boolean): Promise<boolean> {
  const { accountId: account, conversationId, messageIds } = place;
  const key = conversationKey(account, conversationId);
  return commitWithRetry(
    kit,
    async () => kit.stores.records.get([key, ...messageIds.map((id) => sayingKey(account, conversationId, id))]),
    async ([stored, ...found]): Promise<Decision<boolean>> => {
      const conversation = decodeRecord(conversationCodec, stored);
      if (!conversation) return { result: false };
      const sayings = await withEdits(kit, account, conversationId, messageIds, found);
      const known = sayings.some(({ record }) => record !== undefined);
      const fresh = sayings.filter(({ record }) => record && record.value.takenBackAt === undefined);
      if (fresh.length === 0 && (known || !ahead)) return { result: known };
      const { names, expect } = await holdsOn(kit, account, conversationId, conversation.value.consumer);
      const isHeld = names.length > 0;
      const [first] = messageIds;
      const changed = fresh.length > 0 ? fresh : [{ id: first, record: undefined }];
      const put = changed.map(({ id, record }): RecordInput => {
        const next: SayingRecord = { ...(isHeld ? record?.value : undefined), takenBackAt: kit.clock() };
        const at = sayingKey(account, conversationId, id);
        return { ...at, body: sayingCodec.encode(next), expiresAt: retainUntil(kit, account) };
      });
      const expected = changed.map(
        ({ id, record }): Expectation => ({
          key: sayingKey(account, conversationId, id),
          version: record?.version ?? 'absent',
        }),
      );
      const remove = isHeld ? [] : messageIds.map((id) => mediaKey(account, conversationId, id));
      return {
        result: known,
        change: {
          ...{ account, group: conversationId, put, remove },
          expect: [{ key, version: conversation.version }, expect, ...expected],
        },
      };
    },
  );
}

type Stored = Parameters<typeof decodeRecord>[1];

/** The entries of a message, and those in which it was written anew. */
async function withEdits(
  kit: Kit,
  account: string,
  conversationId: string,
  ids: readonly string[],
  stored: readonly Stored[],
) {
  const own = ids.map((id, at) => ({ id, record: decodeRecord(sayingCodec, stored[at]) }));
  const editIds = own.flatMap(({ record }) => record?.value.edits ?? []);
  if (editIds.length === 0) return own;
  const edits = await kit.stores.records.get(editIds.map((id) => sayingKey(account, conversationId, id)));
  return [...own, ...editIds.map((id, at) => ({ id, record: decodeRecord(sayingCodec, edits[at]) }))];
}
