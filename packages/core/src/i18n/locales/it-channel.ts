// Italian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Italian. */
export const texts: ChannelTexts = {
  locale: 'it',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'È stato inviato il seguente modulo sicuro: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Modulo sicuro',
};
