// Latvian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Latvian. */
export const texts: ChannelTexts = {
  locale: 'lv',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Ir iesniegta šāda droša veidlapa: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Droša veidlapa',
};
