// Catalan texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Catalan. */
export const texts: LinkTexts = {
  locale: 'ca',
  pageTitle: 'Formulari segur',
  mobileOnly:
    'Per fer aquesta operació necessita un mòbil o una tauleta. Obri aquest missatge al mòbil o a la tauleta per continuar.',
  scanCode: 'Escanegi aquest codi amb el mòbil o la tauleta per obrir-hi el formulari.',
};
