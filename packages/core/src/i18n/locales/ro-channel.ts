// Romanian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Romanian. */
export const texts: ChannelTexts = {
  locale: 'ro',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'A fost trimis următorul formular securizat: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formular securizat',
};
