// Hungarian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Hungarian. */
export const texts: ChannelTexts = {
  locale: 'hu',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Elküldött biztonságos űrlap: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Biztonságos űrlap',
};
