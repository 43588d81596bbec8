// @tellsafe/core/i18n/channel: what a server says to consumers, without the texts of pages and workspaces.
export { formatText, type TextParams } from './format-text.ts';
export { loadBubbleTexts } from './load-bubble-texts.ts';
export { loadChannelTexts } from './load-channel-texts.ts';
export { isRightToLeft, type LocaleTag, pickLocale } from './locale.ts';
