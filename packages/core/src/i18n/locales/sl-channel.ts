// Slovenian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Slovenian. */
export const texts: ChannelTexts = {
  locale: 'sl',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Oddan je bil varen obrazec: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Varen obrazec',
};
