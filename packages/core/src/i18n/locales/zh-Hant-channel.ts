// Chinese texts that a server sends, in traditional characters as in Taiwan.
import type { ChannelTexts } from '../texts.ts';

/** Chinese, traditional. */
export const texts: ChannelTexts = {
  locale: 'zh-Hant',
  channelInvitation: '{form}: {link}',
  channelSubmitted: '以下安全表單已送出：{form}',
  push: '{agent}:{form}',
  pushTitle: '安全表單',
};
