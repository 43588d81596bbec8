// Bulgarian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Bulgarian. */
export const texts: ChannelTexts = {
  locale: 'bg',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Изпратен е защитен формуляр: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Защитен формуляр',
};
