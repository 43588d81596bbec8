// What a provider's refusal teaches about a person: the next message is refused before the network (connectors.md §5.3).

import { commitWithRetry } from '../../services/commit.ts';
import { retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { type ChannelStateRecord, channelStateCodec } from '../../services/records/channel.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { channelStateKey } from '../../services/records/keys.ts';
import { changeContact } from '../gateway/contacts.ts';
import { tellSending } from '../gateway/sending.ts';
import type { ChannelError } from '../types.ts';

/**
 * WhatsApp's "no marketing" is about one category of messages, and Meta tells a business nothing of its end that is about the others: whoever
 * writes is answered. @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const NO_MARKETING = '131050';

/**
 * Corrects what is known of a conversation's consumer.
 *
 * @param sentAt when that was tried which was refused, epoch ms: what they said since counts more
 */
export async function correctState(
  kit: Kit,
  account: string,
  conversationId: string,
  { class: reason, code }: ChannelError,
  sentAt: number,
): Promise<void> {
  if ((reason !== 'recipient_opted_out' && reason !== 'window_closed') || code === NO_MARKETING) return;
  const key = channelStateKey(account, conversationId);
  if (reason === 'recipient_opted_out') {
    const state = decodeRecord(channelStateCodec, (await kit.stores.records.get([key]))[0])?.value;
    if (!state) return;
    await changeContact(kit, account, state.contactId, (contact) => {
      const { consent } = contact;
      return consent && (consent.state === 'out' || consent.at > sentAt)
        ? contact
        : { ...contact, consent: { state: 'out', at: sentAt } };
    });
    await tellSending(kit, account, conversationId);
    return;
  }
  await commitWithRetry(
    kit,
    async () => decodeRecord(channelStateCodec, (await kit.stores.records.get([key]))[0]),
    (known) => {
      if (known?.value.lastInboundAt === undefined || known.value.lastInboundAt > sentAt) return { result: undefined };
      const { lastInboundAt: _over, ...rest } = known.value;
      const next: ChannelStateRecord = rest;
      const put = [{ ...key, body: channelStateCodec.encode(next), expiresAt: retainUntil(kit, account) }];
      return {
        result: undefined,
        change: { account, group: key.group, expect: [{ key, version: known.version }], put },
      };
    },
  );
  await tellSending(kit, account, conversationId);
}
