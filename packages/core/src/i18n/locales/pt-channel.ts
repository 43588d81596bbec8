// Brazilian Portuguese texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Brazilian Portuguese. */
export const texts: ChannelTexts = {
  locale: 'pt',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'O seguinte formulário seguro foi enviado: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Formulário seguro',
};
