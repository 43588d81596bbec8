// Swedish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Swedish. */
export const texts: ChannelTexts = {
  locale: 'sv',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Följande säkra formulär har skickats: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Säkert formulär',
};
