// Catalan texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Catalan. */
export const texts: ChannelTexts = {
  locale: 'ca',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'S’ha enviat el formulari segur següent: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formulari segur',
};
