// Dutch texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Dutch. */
export const texts: ChannelTexts = {
  locale: 'nl',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Het volgende beveiligde formulier is verzonden: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Beveiligd formulier',
};
