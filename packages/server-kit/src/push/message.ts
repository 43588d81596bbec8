// What a push message says: the text of SF-INV-06 and how to show it. Never a handle, a key or an answer (docs/protocol.md).
import {
  formatText,
  isRightToLeft,
  type LocaleTag,
  loadBubbleTexts,
  loadChannelTexts,
  pickLocale,
} from '@tellsafe/core/i18n/channel';
import type { InvitationStatus } from '@tellsafe/core/invitation';
import type { ConversationRecord } from '../services/records/conversation.ts';
import type { InvitationRecord } from '../services/records/invitation.ts';
import type { Transcript } from '../services/transcript.ts';

/** Characters of a `Topic` (RFC 8030 §5.4 allows 32). */
const TAG_LENGTH = 32;

/** The text of a push message, as JSON. */
export interface PushMessage {
  /** Version, by which a service worker knows whose message it is. */
  readonly tellsafe: 1;
  readonly conversationId: string;
  /** Same for all messages about one invitation; says nothing to whom it passes. */
  readonly tag: string;
  readonly title: string;
  /** `<Agent Name>:<Secure form name>`, and for an ended form a second line that says how it ended. */
  readonly text: string;
  readonly lang: LocaleTag;
  readonly dir: 'ltr' | 'rtl';
  readonly ended: boolean;
}

const endTexts = {
  submitted: 'statusSubmitted',
  expired: 'statusExpired',
  declined: 'statusDeclined',
  revoked: 'statusRevoked',
  failed: 'statusFailed',
} as const;

type EndStatus = keyof typeof endTexts;

/** The language for a conversation's consumer. */
export function languageOf(
  { language }: Pick<ConversationRecord, 'language'>,
  fallback: string | undefined,
): LocaleTag {
  return pickLocale([language ?? '', fallback ?? '']);
}

/** `<Agent Name>:<Secure form name>`. */
export async function pushText(lang: LocaleTag, { agent, form }: Pick<InvitationRecord, 'agent' | 'form'>) {
  return formatText(await loadChannelTexts(lang), 'push', { agent: agent.name, form: form.name });
}

/**
 * Writes the message about an invitation.
 *
 * @param status how it ended; otherwise the message says that it was sent
 */
export async function pushMessage(
  transcript: Transcript,
  lang: LocaleTag,
  invitation: Pick<InvitationRecord, 'id' | 'conversationId' | 'agent' | 'form'>,
  status?: InvitationStatus,
): Promise<PushMessage> {
  const { pushTitle } = await loadChannelTexts(lang);
  const text = await pushText(lang, invitation);
  const end = status !== undefined && Object.hasOwn(endTexts, status) ? endTexts[status as EndStatus] : undefined;
  const ended = end && (await loadBubbleTexts(lang))[end];
  return {
    tellsafe: 1,
    conversationId: invitation.conversationId,
    tag: transcript.contentMac('push-tag', invitation.id).slice(0, TAG_LENGTH),
    title: pushTitle,
    text: ended === undefined ? text : `${text}\n${ended}`,
    lang,
    dir: isRightToLeft(lang) ? 'rtl' : 'ltr',
    ended: ended !== undefined,
  };
}
