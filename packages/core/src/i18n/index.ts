// @tellsafe/core/i18n: texts for people in every language of the kit, loaded one language at a time.
export { agentErrorKeys, answerErrorKey, answerErrorKeys, consumerErrorKey } from './error-keys.ts';
export { formatText, type TextParams } from './format-text.ts';
export { loadAgentTexts } from './load-agent-texts.ts';
export { loadBubbleTexts } from './load-bubble-texts.ts';
export { loadChannelTexts } from './load-channel-texts.ts';
export { loadTexts } from './load-texts.ts';
export {
  type AgentLocaleTag,
  agentLocaleTags,
  isRightToLeft,
  type LocaleOption,
  type LocaleTag,
  localeOptions,
  pickLocale,
} from './locale.ts';
export { agentLineKeys, agentStatusKeys, consumerStatusKeys } from './status-keys.ts';
export type {
  AgentTextKey,
  AgentTexts,
  BubbleTextKey,
  BubbleTexts,
  ChannelTexts,
  PluralText,
  TextKey,
  Texts,
} from './texts.ts';
