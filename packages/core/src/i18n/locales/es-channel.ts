// Spanish texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Spanish. */
export const texts: ChannelTexts = {
  locale: 'es',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Se ha enviado el siguiente formulario seguro: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formulario seguro',
};
