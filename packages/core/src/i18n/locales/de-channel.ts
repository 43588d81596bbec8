// German texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** German. */
export const texts: ChannelTexts = {
  locale: 'de',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Das folgende sichere Formular wurde abgeschickt: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Sicheres Formular',
};
