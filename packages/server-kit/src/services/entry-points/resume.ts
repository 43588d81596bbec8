// Lets an entry point that stopped go on: its processes hear of it in their next round, and what waits is due at once.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { outboxLists, outboxQueueCodec, outboxQueueKey, queueInput } from '../../channels/outbox/records.ts';
import { auditEvent, type Caller } from '../caller.ts';
import { commitWithRetry } from '../commit.ts';
import type { Kit } from '../kit.ts';
import { decodeRecord } from '../records/codec.ts';
import { entryPointStateInput, loadEntryPointState } from './state.ts';

/** Conversations that are looked at together, and at most. */
const PAGE = 200;
const MAX_PAGES = 10;

/** Tries an entry point again at once; nothing happens to one that runs. Of the audit. */
export async function resumeEntryPoint(kit: Kit, caller: Caller, entryPoint: EntryPointSettings): Promise<void> {
  const wasStopped = await commitWithRetry(
    kit,
    () => loadEntryPointState(kit, entryPoint),
    (found) => {
      if (!found?.value.stopped) return { result: false };
      const { stopped: _over, ...next } = found.value;
      const object = { kind: 'entry-point', id: entryPoint.id } as const;
      const append = [auditEvent(kit, caller, 'entry-point-resume', object)];
      return { result: true, change: { ...entryPointStateInput(entryPoint, next, found.version), append } };
    },
  );
  if (wasStopped) await wakeQueues(kit, entryPoint);
}

/** Where nobody is at it, the head of each queue is due at once; the worker decides what is done with it. */
async function wakeQueues(kit: Kit, { accountId: account, id }: EntryPointSettings): Promise<void> {
  const now = kit.clock();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const list = { account, ...outboxLists.due(id), from: now + 1, limit: PAGE };
    const { records } = await kit.stores.records.list(list);
    const queues = records.map(({ body }) => outboxQueueCodec.decode(body));
    const woken = await Promise.all(
      queues.map(async ({ conversationId }) => {
        const key = outboxQueueKey(account, conversationId);
        const queue = decodeRecord(outboxQueueCodec, (await kit.stores.records.get([key]))[0]);
        if (!queue || queue.value.claimed || (queue.value.dueAt ?? 0) <= now) return false;
        const put = [queueInput(kit, account, { ...queue.value, dueAt: now })];
        const expect = [{ key, version: queue.version }];
        return kit.stores.records.commit({ account, group: conversationId, expect, put });
      }),
    );
    if (!woken.includes(true)) return;
  }
}
