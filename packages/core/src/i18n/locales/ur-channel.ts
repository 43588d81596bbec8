// Urdu texts that a server sends, right-to-left.
import type { ChannelTexts } from '../texts.ts';

/** Urdu. */
export const texts: ChannelTexts = {
  locale: 'ur',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'یہ محفوظ فارم جمع ہو گیا ہے: {form}',
  push: '{agent}:{form}',
  pushTitle: 'محفوظ فارم',
};
