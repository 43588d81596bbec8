// Norwegian Bokmål texts that a server sends.
import type { ChannelTexts } from '../texts.ts';

/** Norwegian Bokmål. */
export const texts: ChannelTexts = {
  locale: 'nb',
  channelInvitation: '{form}: {link}',
  channelSubmitted: 'Følgende sikre skjema er sendt inn: {form}',
  push: '{agent}:{form}',
  pushTitle: 'Sikkert skjema',
};
