// Lithuanian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Lithuanian. */
export const texts: ChannelTexts = {
  locale: 'lt',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Pateikta ši saugi forma: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Saugi forma',
};
