// Vietnamese texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Vietnamese. */
export const texts: ChannelTexts = {
  locale: 'vi',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Biểu mẫu bảo mật sau đã được gửi: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Biểu mẫu bảo mật',
};
