// Danish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Danish. */
export const texts: ChannelTexts = {
  locale: 'da',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Følgende sikre formular er blevet sendt: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Sikker formular',
};
