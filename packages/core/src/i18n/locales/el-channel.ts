// Greek texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Greek. */
export const texts: ChannelTexts = {
  locale: 'el',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Υποβλήθηκε η ακόλουθη ασφαλής φόρμα: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Ασφαλής φόρμα',
};
