// Bengali texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Bengali. */
export const texts: ChannelTexts = {
  locale: 'bn',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'এই নিরাপদ ফর্মটি জমা হয়েছে: {form}',
  push: '{agent}:{form}',
  pushTitle: 'নিরাপদ ফর্ম',
};
