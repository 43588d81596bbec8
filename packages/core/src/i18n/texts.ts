// The shape of every language: the keys of the English texts. A language that lacks one, has one too many, or gives a plain
// text where a count needs plural forms does not compile.

import type { AgentLocaleTag, LocaleTag } from './locale.ts';
import type { texts as en } from './locales/en.ts';
import type { texts as enAgent } from './locales/en-agent.ts';
import type { texts as enBubble } from './locales/en-bubble.ts';
import type { texts as enChannel } from './locales/en-channel.ts';
import type { texts as enLink } from './locales/en-link.ts';

/** A text in the forms that `Intl.PluralRules` tells apart in its language; `other` is always there. */
export interface PluralText {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

type TextsLike<English, Tag = LocaleTag> = {
  readonly [Key in keyof English]: Key extends 'locale' ? Tag : English[Key] extends string ? string : PluralText;
};

/** What the invitation bubble and its dialogs say; all that a host page loads. */
export type BubbleTexts = TextsLike<typeof enBubble>;

/** What the consumer reads: invitation bubble, form page. */
export type Texts = TextsLike<typeof en>;

/** What agents and managers read. */
export type AgentTexts = TextsLike<typeof enAgent, AgentLocaleTag>;

/** What a server sends through channels and push. */
export type ChannelTexts = TextsLike<typeof enChannel>;

/** What a link page says on a computer (SF-CN-04). */
export type LinkTexts = TextsLike<typeof enLink>;

/** Name of a text of the bubble. */
export type BubbleTextKey = Exclude<keyof BubbleTexts, 'locale'>;

/** Name of a consumer text. */
export type TextKey = Exclude<keyof Texts, 'locale'>;

/** Name of an agent text. */
export type AgentTextKey = Exclude<keyof AgentTexts, 'locale'>;
