// Slovak texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Slovak. */
export const texts: ChannelTexts = {
  locale: 'sk',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Odoslaný zabezpečený formulár: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Zabezpečený formulár',
};
