// Czech texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Czech. */
export const texts: ChannelTexts = {
  locale: 'cs',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Byl odeslán tento zabezpečený formulář: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Zabezpečený formulář',
};
