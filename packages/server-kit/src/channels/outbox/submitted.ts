// The message that a form was submitted goes back to the conversation, in the very commit that submits it (SF-CN-02).
import { createUuid } from '@tellsafe/core';
import type { Message } from '@tellsafe/core/wire';
import { messageEvent, retainUntil } from '../../services/events.ts';
import type { Kit } from '../../services/kit.ts';
import type { Versioned } from '../../services/records/codec.ts';
import { type ConversationRecord, lastMessageCodec } from '../../services/records/conversation.ts';
import type { InvitationRecord } from '../../services/records/invitation.ts';
import { lastMessageKey } from '../../services/records/keys.ts';
import { transcriptOf } from '../../services/transcript.ts';
import { sealedFields, sealMessage } from '../../services/views.ts';
import type { Commit } from '../../stores/types.ts';
import { channelLanguage, enqueue } from './enqueue.ts';
import { submittedText } from './texts.ts';

/** What the commit needs besides; nothing for a form that did not go out by a channel. */
export async function submittedMessage(
  kit: Kit,
  account: string,
  at: { readonly invitation: Versioned<InvitationRecord>; readonly conversation: Versioned<ConversationRecord> },
): Promise<Partial<Pick<Commit, 'expect' | 'put' | 'append'>>> {
  const [invitation, conversation] = [at.invitation.value, at.conversation.value];
  if (!invitation.via || !conversation.via) return {};
  const transcript = await transcriptOf(kit, account, conversation);
  const lang = channelLanguage(kit, account, conversation);
  const text = await submittedText(lang, invitation.form.name, Number.POSITIVE_INFINITY);
  const message: Message = { id: createUuid(kit.random), from: 'system', text, at: kit.clock() };
  const { id: messageId } = message;
  const outgoing = { purpose: 'form_submitted', invitation, messageId } as const;
  const { expect, put } = await enqueue(kit, account, conversation, transcript, outgoing);
  const last = { messageId, at: message.at, text: transcript.seal(sealedFields.last(messageId), text) };
  const lastAt = lastMessageKey(account, conversation.id);
  return {
    expect,
    put: [...put, { ...lastAt, body: lastMessageCodec.encode(last), expiresAt: retainUntil(kit, account) }],
    append: [messageEvent(kit, account, conversation, sealMessage(transcript, message))],
  };
}
