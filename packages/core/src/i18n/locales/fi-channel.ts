// Finnish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Finnish. */
export const texts: ChannelTexts = {
  locale: 'fi',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Seuraava suojattu lomake on lähetetty: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Suojattu lomake',
};
