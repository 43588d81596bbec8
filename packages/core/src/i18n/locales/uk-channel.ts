// Ukrainian texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Ukrainian. */
export const texts: ChannelTexts = {
  locale: 'uk',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Надіслано захищену форму: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Захищена форма',
};
