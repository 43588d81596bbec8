// What a message says, made when it is sent. **Security:** the link of an invitation exists here and in the request alone: it is in no
// record, no log and no error.
import { isTellsafeError } from '@tellsafe/core';
import { handleOf } from '../../services/invitations/handles.ts';
import { formLink } from '../../services/invitations/link.ts';
import { loadInvitation } from '../../services/invitations/records.ts';
import type { Kit } from '../../services/kit.ts';
import { decodeRecord } from '../../services/records/codec.ts';
import { conversationCodec } from '../../services/records/conversation.ts';
import { deadlineOf, statusAt } from '../../services/records/invitation.ts';
import { conversationKey } from '../../services/records/keys.ts';
import { transcriptUnlessErased } from '../../services/transcript.ts';
import type { Address, OutboundMessage } from '../types.ts';
import { sealedTextOf } from './enqueue.ts';
import type { OutboxRecord } from './records.ts';
import { invitationTexts, submittedText } from './texts.ts';

/** What composing needs to know of the channel. */
export interface ComposeOptions {
  readonly to: Address;
  /** Characters that the channel takes. */
  readonly maxText: number;
  /** Only to look whether it was sent: an invitation that ended meanwhile counts as well. */
  readonly past?: boolean;
}

/**
 * Makes the message.
 *
 * @returns undefined when there is nothing left to say: the invitation ended or was opened, the conversation is erased
 */
export async function compose(
  kit: Kit,
  account: string,
  record: OutboxRecord,
  { to, maxText, past }: ComposeOptions,
): Promise<OutboundMessage | undefined> {
  const { id: outboxId, author, purpose } = record;
  const body =
    record.text === undefined
      ? await aboutForm(kit, account, record, maxText, past)
      : await ownText(kit, account, record, record.text);
  const isLink = purpose === 'form_invitation';
  return body && { outboxId, to, author, purpose, body, ...(isLink && { expiresAt: record.deadline }) };
}

async function ownText(kit: Kit, account: string, { id, conversationId }: OutboxRecord, sealed: string) {
  const [stored] = await kit.stores.records.get([conversationKey(account, conversationId)]);
  const conversation = decodeRecord(conversationCodec, stored)?.value;
  const transcript = conversation && (await transcriptUnlessErased(kit, account, conversation));
  return transcript && { text: transcript.open(sealedTextOf(id), sealed) };
}

async function aboutForm(
  kit: Kit,
  accountId: string,
  { conversationId, invitationId = '', lang, purpose }: OutboxRecord,
  maxText: number,
  past = false,
): Promise<OutboundMessage['body'] | undefined> {
  const { invitation } = await loadInvitation(kit, { accountId, conversationId, invitationId });
  if (!invitation) return undefined;
  const { value } = invitation;
  if (purpose === 'form_submitted') return { text: await submittedText(lang, value.form.name, maxText) };
  const now = kit.clock();
  const status = statusAt(value, now);
  const isOpen = (status === 'sent' || status === 'received') && now < deadlineOf(value);
  if (!isOpen && !past) return undefined;
  try {
    const url = formLink(kit, accountId, await handleOf(kit, accountId, value), value.via);
    const { text, title, label } = await invitationTexts(lang, value.form.name, url, maxText);
    return { text, link: { url, title, label } };
  } catch (error) {
    // Its pepper was destroyed: the link opens nothing any more.
    if (isTellsafeError(error, 'key_unknown')) return undefined;
    throw error;
  }
}
