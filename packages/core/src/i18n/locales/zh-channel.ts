// Chinese texts that a server sends, in simplified characters.
import type { ChannelTexts } from '../texts.ts';

/** Chinese, simplified. */
export const texts: ChannelTexts = {
  locale: 'zh',
  channelInvitation: '{form}: {link}',
  channelSubmitted: '以下安全表单已提交：{form}',
  push: '{agent}:{form}',
  pushTitle: '安全表单',
};
