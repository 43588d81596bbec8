// French texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** French. */
export const texts: LinkTexts = {
  locale: 'fr',
  pageTitle: 'Formulaire sécurisé',
  mobileOnly:
    'Cette opération nécessite un smartphone ou une tablette. Ouvrez ce message sur votre smartphone ou votre tablette pour continuer.',
  scanCode: 'Scannez ce code avec votre smartphone ou votre tablette pour y ouvrir le formulaire.',
};
