// Croatian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Croatian. */
export const texts: ChannelTexts = {
  locale: 'hr',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Poslan je siguran obrazac: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Siguran obrazac',
};
