// French texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** French. */
export const texts: ChannelTexts = {
  locale: 'fr',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Le formulaire sécurisé suivant a été envoyé\u00a0: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formulaire sécurisé',
};
