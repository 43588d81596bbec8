// Arabic texts that a server sends, right-to-left.
import type { ChannelTexts } from '../texts.ts';

/** Arabic. */
export const texts: ChannelTexts = {
  locale: 'ar',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'تم إرسال النموذج الآمن التالي: {form}',
  push: '{agent}:{form}',
  pushTitle: 'نموذج آمن',
};
