// Estonian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Estonian. */
export const texts: ChannelTexts = {
  locale: 'et',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Saadetud on järgmine turvaline vorm: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Turvaline vorm',
};
