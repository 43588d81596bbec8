// Polish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Polish. */
export const texts: ChannelTexts = {
  locale: 'pl',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Wysłano następujący bezpieczny formularz: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Bezpieczny formularz',
};
