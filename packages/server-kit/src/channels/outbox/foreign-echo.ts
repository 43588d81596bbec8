// What somebody wrote to the consumer outside of the kit, such as in a page's own inbox: it belongs into the conversation, once.
import { maskCardNumbers } from '@tellsafe/core/masking';
import { MESSAGE_LIMIT, type Message } from '@tellsafe/core/wire';
import type { EntryPointSettings } from '../../accounts/entry-point-settings.ts';
import { commitWithRetry, type Decision } from '../../services/commit.ts';
import { messageEvent, retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { conversationCodec, lastMessageCodec, requestCodec } from '../../services/records/conversation.ts';
import { conversationKey, lastMessageKey, requestKey } from '../../services/records/keys.ts';
import { transcriptUnlessErased } from '../../services/transcript.ts';
import { sealedFields, sealMessage } from '../../services/views.ts';
import { findContact, loadContact } from '../gateway/contacts.ts';
import { messageIdOf } from '../gateway/names.ts';
import type { Content, InboundEvent } from '../types.ts';

/** Stores it in the person's current conversation; who has none is not written down. */
export async function storeForeignEcho(
  kit: Kit,
  entryPoint: EntryPointSettings,
  { consumer, content, providerId }: Extract<InboundEvent, { readonly type: 'echo' }>,
): Promise<void> {
  const { accountId: account } = entryPoint;
  const contactId = await findContact(kit, entryPoint, consumer);
  const contact = contactId === undefined ? undefined : (await loadContact(kit, account, contactId))?.value;
  const conversationId = contact?.conversationId;
  if (contactId === undefined || conversationId === undefined) return;
  const id = await messageIdOf(kit, entryPoint, contactId, providerId);
  const { text, count } = maskCardNumbers(
    content
      .map(textOf)
      .join('\n')
      .replace(/[^\P{Cc}\t\n\r]/gu, ''),
  );
  const shown = text.slice(0, MESSAGE_LIMIT).replace(/\p{Surrogate}/gu, '');
  const keys = [conversationKey(account, conversationId), requestKey(account, conversationId, 'echo', id)] as const;
  await commitWithRetry(
    kit,
    async () => kit.stores.records.get(keys),
    async ([stored, before]): Promise<Decision<undefined>> => {
      const conversation = decodeRecord(conversationCodec, stored);
      const transcript = conversation && (await transcriptUnlessErased(kit, account, conversation.value));
      if (before || !conversation || !transcript || conversation.value.status === 'closed')
        return { result: undefined };
      const at = kit.clock();
      const message: Message = { id, from: 'agent', text: shown, at, ...(count > 0 && { masked: count }) };
      const expiresAt = retainUntil(kit, account);
      const kept = { madeId: id, at, contentMac: transcript.contentMac('echo', shown) };
      const last = { messageId: id, at, text: transcript.seal(sealedFields.last(id), shown) };
      const append = [messageEvent(kit, account, conversation.value, sealMessage(transcript, message))];
      return {
        result: undefined,
        change: {
          ...{ account, group: conversationId, append },
          expect: [
            { key: keys[0], version: conversation.version },
            { key: keys[1], version: 'absent' },
          ],
          put: [
            { ...keys[1], body: requestCodec.encode(kept), expiresAt },
            { ...lastMessageKey(account, conversationId), body: lastMessageCodec.encode(last), expiresAt },
          ],
        },
      };
    },
  );
}

function textOf(content: Content): string {
  if (content.kind === 'text') return content.text;
  return content.kind === 'media' ? (content.caption ?? '') : '';
}
