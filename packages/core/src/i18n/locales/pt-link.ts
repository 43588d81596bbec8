// Brazilian Portuguese texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Brazilian Portuguese. */
export const texts: LinkTexts = {
  locale: 'pt',
  pageTitle: 'Formulário seguro',
  mobileOnly:
    'Para realizar esta operação, você precisa de um celular ou tablet. Abra esta mensagem no seu celular ou tablet para continuar.',
  scanCode: 'Leia este código com o celular ou tablet para abrir o formulário nele.',
};
