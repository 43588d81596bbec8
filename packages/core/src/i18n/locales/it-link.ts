// Italian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Italian. */
export const texts: LinkTexts = {
  locale: 'it',
  pageTitle: 'Modulo sicuro',
  mobileOnly:
    'Per eseguire questa operazione è necessario uno smartphone o un tablet. Aprire questo messaggio sullo smartphone o sul tablet per continuare.',
  scanCode: 'Scansionare questo codice con lo smartphone o il tablet per aprire lì il modulo.',
};
