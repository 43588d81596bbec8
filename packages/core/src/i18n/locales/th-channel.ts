// Thai texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Thai. */
export const texts: ChannelTexts = {
  locale: 'th',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'ส่งแบบฟอร์มปลอดภัยต่อไปนี้แล้ว: {form}',
  push: '{agent}:{form}',
  pushTitle: 'แบบฟอร์มปลอดภัย',
};
