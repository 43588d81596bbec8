// The end of a legal hold, for what consumers took back meanwhile: nobody has been shown it since, and now it goes.
import type { Kit } from '../kit.ts';
import { sayingCodec } from '../records/channel.ts';
import { mediaKey, sayingKey } from '../records/keys.ts';

/** Sayings that one look at a conversation reads. */
const PAGE = 500;

/** Erases what was taken back while it was held. */
export async function eraseTakenBack(kit: Kit, account: string, conversationId: string): Promise<void> {
  const { group, collection } = sayingKey(account, conversationId, 'any');
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      ...{ account, group, collection, limit: PAGE },
      ...(cursor !== undefined && { cursor }),
    });
    for (const { id, version, body, expiresAt } of page.records) {
      const { content, takenBackAt } = sayingCodec.decode(body);
      if (takenBackAt === undefined || content === undefined) continue;
      const key = sayingKey(account, conversationId, id);
      await kit.stores.records.commit({
        ...{ account, group, expect: [{ key, version }] },
        put: [{ ...key, body: sayingCodec.encode({ takenBackAt }), expiresAt }],
        remove: [mediaKey(account, conversationId, id)],
      });
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
}
