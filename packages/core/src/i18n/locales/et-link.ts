// Estonian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Estonian. */
export const texts: LinkTexts = {
  locale: 'et',
  pageTitle: 'Turvaline vorm',
  mobileOnly:
    'Selleks on vaja mobiiltelefoni või tahvelarvutit. Jätkamiseks avage see sõnum mobiiltelefonis või tahvelarvutis.',
  scanCode: 'Vormi avamiseks telefonis või tahvelarvutis skannige see kood selle seadmega.',
};
