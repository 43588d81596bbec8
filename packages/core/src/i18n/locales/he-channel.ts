// Hebrew texts that a server sends, right-to-left.
import type { ChannelTexts } from '../texts.ts';

/** Hebrew. */
export const texts: ChannelTexts = {
  locale: 'he',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'הטופס המאובטח הבא נשלח: {form}',
  push: '{agent}:{form}',
  pushTitle: 'טופס מאובטח',
};
