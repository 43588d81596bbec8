// Filipino texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Filipino. */
export const texts: ChannelTexts = {
  locale: 'fil',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Naisumite na ang sumusunod na secure na form: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Secure na form',
};
