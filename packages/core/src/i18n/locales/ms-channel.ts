// Malay texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Malay. */
export const texts: ChannelTexts = {
  locale: 'ms',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Borang selamat berikut telah dihantar: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Borang selamat',
};
