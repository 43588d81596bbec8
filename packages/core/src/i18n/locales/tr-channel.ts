// Turkish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Turkish. */
export const texts: ChannelTexts = {
  locale: 'tr',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Aşağıdaki güvenli form gönderildi: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Güvenli form',
};
