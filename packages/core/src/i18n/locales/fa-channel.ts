// Persian texts that a server sends, right-to-left.
import type { ChannelTexts } from '../texts.ts';

/** Persian. */
export const texts: ChannelTexts = {
  locale: 'fa',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'فرم امن زیر ارسال شد: {form}',
  push: '{agent}:{form}',
  pushTitle: 'فرم امن',
};
