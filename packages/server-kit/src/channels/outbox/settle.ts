// A status applied to the message that it is about.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { Kit } from '../../services/kit.ts';
import { changeOutbox, type OutboxPlace } from './change.ts';
import { correctState } from './correct.ts';
import { advanced, type EarlyStatus, type OutboxRecord, outboxCodec, outboxLists, providerHash } from './records.ts';
import { isUnsettled, stateAfter } from './states.ts';

/** Finds the message that a list names. */
export async function findOutbox(
  kit: Kit,
  { accountId: account, id }: EntryPointSettings,
  list: { readonly index: string; readonly value: string },
): Promise<OutboxRecord | undefined> {
  const { records } = await kit.stores.records.list({ account, ...list, limit: 2 });
  const found = records.map(({ body }) => outboxCodec.decode(body)).filter(({ entryPoint }) => entryPoint === id);
  return found.length === 1 ? found[0] : undefined;
}

/** Applies a status to the message that a provider calls so. @returns false when nobody knows it */
export async function applyToProvider(
  kit: Kit,
  entryPoint: EntryPointSettings,
  providerId: string,
  status: EarlyStatus,
): Promise<boolean> {
  const list = outboxLists.provider(providerHash(entryPoint.id, providerId));
  const found = await findOutbox(kit, entryPoint, list);
  if (found) await applyTo(kit, entryPoint.accountId, found, status);
  return found !== undefined;
}

/**
 * Applies a status to a message. A higher one heals whatever was assumed, `unknown` as well.
 *
 * @param providerId what the provider calls it, when that is told along
 */
export async function applyTo(
  kit: Kit,
  account: string,
  { conversationId, seq, sentAt, queuedAt }: OutboxRecord,
  { status, error }: EarlyStatus,
  providerId?: string,
): Promise<void> {
  const place: OutboxPlace = { account, conversationId, seq };
  await changeOutbox(kit, place, (record, queue) => {
    const state = stateAfter(record.state, status);
    const provider = providerId === undefined ? record.provider : providerHash(record.entryPoint, providerId);
    if (state === record.state && provider === record.provider) return undefined;
    const { reason, code, ...rest } = record;
    const why = state === record.state ? { reason, code } : { reason: error?.class, code: error?.code };
    const next: OutboxRecord = {
      ...rest,
      state,
      ...(why.reason !== undefined && { reason: why.reason }),
      ...(why.code !== undefined && { code: why.code }),
      ...(provider !== undefined && { provider }),
    };
    // Somebody waits to hear what became of it; a process that is at it finds out by itself.
    const isAwaited = queue.head === seq && queue.claimed !== true && isUnsettled(record.state) && !isUnsettled(state);
    return { record: next, ...(isAwaited && { queue: advanced(queue, kit.clock()) }) };
  });
  if (status === 'failed' && error) await correctState(kit, account, conversationId, error, sentAt ?? queuedAt);
}
