// What providers tell about messages that were sent: statuses by their id, by ours, or up to a time; and echoes, which prove that a
// message whose answer was lost is there.
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import type { Kit } from '../../services/kit.ts';
import { findContact, loadContact } from '../gateway/contacts.ts';
import type { InboundEvent } from '../types.ts';
import { keepEarly } from './early.ts';
import { storeForeignEcho } from './foreign-echo.ts';
import { type EarlyStatus, type OutboxRecord, outboxCodec, outboxKey, outboxLists } from './records.ts';
import { applyTo, applyToProvider, findOutbox } from './settle.ts';
import { isUnsettled } from './states.ts';

type StatusEvent = Extract<InboundEvent, { readonly type: 'status' }>;
type EchoEvent = Extract<InboundEvent, { readonly type: 'echo' }>;

/** Messages that a watermark is applied to at once. */
const PAGE = 200;

/**
 * Applies a status. Doing it again changes nothing.
 *
 * @throws TellsafeError `store_unavailable` or `conflict`: the provider is to repeat it
 */
export async function applyStatus(kit: Kit, entryPoint: EntryPointSettings, event: StatusEvent): Promise<void> {
  const { target, status, error } = event;
  const told: EarlyStatus = { status, ...(error && { error }) };
  if ('upTo' in target) return applyUpTo(kit, entryPoint, event, told, target.upTo);
  const { outboxId } = target;
  const providerId = 'providerId' in target ? target.providerId : undefined;
  const ours = outboxId === undefined ? undefined : await findOutbox(kit, entryPoint, outboxLists.id(outboxId));
  if (ours) return applyTo(kit, entryPoint.accountId, ours, told, providerId);
  if (providerId === undefined || (await applyToProvider(kit, entryPoint, providerId, told))) return;
  await keepEarly(kit, entryPoint, providerId, told);
  await applyToProvider(kit, entryPoint, providerId, told);
}

/**
 * Applies an echo: of ours it proves that the provider has it; what another program of the brand wrote belongs into the conversation.
 *
 * @throws TellsafeError `store_unavailable` or `conflict`: the provider is to repeat it
 */
export async function applyEcho(kit: Kit, entryPoint: EntryPointSettings, event: EchoEvent): Promise<void> {
  const { providerId, outboxId, byThisApp } = event;
  const ours = outboxId === undefined ? undefined : await findOutbox(kit, entryPoint, outboxLists.id(outboxId));
  if (ours) return applyTo(kit, entryPoint.accountId, ours, { status: 'accepted' }, providerId);
  if (byThisApp || (await applyToProvider(kit, entryPoint, providerId, { status: 'accepted' }))) return;
  await storeForeignEcho(kit, entryPoint, event);
}

/** A watermark: everything that the person was sent at that time or before. What nobody took for certain is not among it. */
async function applyUpTo(
  kit: Kit,
  entryPoint: EntryPointSettings,
  { consumer }: StatusEvent,
  told: EarlyStatus,
  upTo: number,
): Promise<void> {
  const { accountId: account } = entryPoint;
  const contactId = await findContact(kit, entryPoint, consumer);
  const contact = contactId === undefined ? undefined : (await loadContact(kit, account, contactId))?.value;
  const conversations = [contact?.conversationId, contact?.former[0]?.id].filter((id) => id !== undefined);
  for (const conversationId of conversations) {
    for await (const record of messagesOf(kit, account, conversationId)) {
      const isMeant =
        !isUnsettled(record.state) && record.provider !== undefined && (record.sentAt ?? upTo + 1) <= upTo;
      if (isMeant) await applyTo(kit, account, record, told);
    }
  }
}

async function* messagesOf(kit: Kit, account: string, conversationId: string): AsyncGenerator<OutboxRecord> {
  const { group, collection } = outboxKey(account, conversationId, 0);
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      ...{ account, group, collection, limit: PAGE },
      ...(cursor !== undefined && { cursor }),
    });
    for (const { body } of page.records) yield outboxCodec.decode(body);
    cursor = page.cursor;
  } while (cursor !== undefined);
}
