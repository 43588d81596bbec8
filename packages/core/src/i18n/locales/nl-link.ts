// Dutch texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Dutch. */
export const texts: LinkTexts = {
  locale: 'nl',
  pageTitle: 'Beveiligd formulier',
  mobileOnly:
    'Hiervoor hebt u een smartphone of tablet nodig. Open dit bericht op uw smartphone of tablet om verder te gaan.',
  scanCode: 'Scan deze code met uw telefoon of tablet om het formulier daar te openen.',
};
