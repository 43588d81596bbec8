// Slovenian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Slovenian. */
export const texts: LinkTexts = {
  locale: 'sl',
  pageTitle: 'Varen obrazec',
  mobileOnly:
    'Za ta postopek potrebujete mobilni telefon ali tablico. Za nadaljevanje odprite to sporočilo na telefonu ali tablici.',
  scanCode: 'Optično preberite to kodo s telefonom ali tablico, da tam odprete obrazec.',
};
