// Indonesian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Indonesian. */
export const texts: ChannelTexts = {
  locale: 'id',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Formulir aman berikut telah dikirim: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formulir aman',
};
