// Russian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Russian. */
export const texts: ChannelTexts = {
  locale: 'ru',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Отправлена защищённая форма: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Защищённая форма',
};
