// What agents see of messages on their way.
import type { Delivery } from '@tellsafe/core/wire';
import type { Kit } from '../../services/kit.ts';
import { type OutboxRecord, outboxCodec, outboxKey } from './records.ts';
import type { OutboxReason, OutboxState } from './states.ts';

/** Messages that are read at once. */
const PAGE = 500;

const shown: Readonly<Record<OutboxState, Delivery['state']>> = {
  ...{ queued: 'queued', sending: 'queued', unknown: 'unknown', accepted: 'sent', sent: 'sent' },
  ...{ expired: 'expired', refused: 'refused', failed: 'failed', delivered: 'delivered', read: 'read' },
};

const reasons: Readonly<Partial<Record<OutboxReason, NonNullable<Delivery['reason']>>>> = {
  window_closed: 'window_closed',
  template_required: 'window_closed',
  opted_out: 'opted_out',
  recipient_opted_out: 'opted_out',
  closed: 'closed',
  too_long: 'too_long',
  invalid_recipient: 'unreachable',
  recipient_unreachable: 'unreachable',
  unsupported_by_device: 'unreachable',
};

/** How a message stands; `undefined` as long as there is nothing to say. */
export function deliveryView({ state, reason, attempts }: OutboxRecord): Delivery | undefined {
  if (state === 'queued' && attempts === 0) return undefined;
  const why = reason && (state === 'refused' || state === 'failed') ? reasons[reason] : undefined;
  return { state: shown[state], ...(why && { reason: why }) };
}

/** How everything of a conversation stands, by message id and invitation id. */
export async function deliveriesOf(
  kit: Kit,
  account: string,
  conversationId: string,
): Promise<ReadonlyMap<string, Delivery>> {
  const { group, collection } = outboxKey(account, conversationId, 0);
  const found = new Map<string, Delivery>();
  let cursor: string | undefined;
  do {
    const page = await kit.stores.records.list({
      ...{ account, group, collection, limit: PAGE },
      ...(cursor !== undefined && { cursor }),
    });
    for (const { body } of page.records) {
      const record = outboxCodec.decode(body);
      const delivery = deliveryView(record) ?? { state: 'queued' };
      found.set(record.messageId ?? record.invitationId ?? '', delivery);
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
