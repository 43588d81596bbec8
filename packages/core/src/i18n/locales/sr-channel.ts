// Serbian texts that a server sends, in Cyrillic script.
import type { ChannelTexts } from '../texts.ts';

/** Serbian. */
export const texts: ChannelTexts = {
  locale: 'sr',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Послат је безбедан образац: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Безбедан образац',
};
