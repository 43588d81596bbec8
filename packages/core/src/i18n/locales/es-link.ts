// Spanish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Spanish. */
export const texts: LinkTexts = {
  locale: 'es',
  pageTitle: 'Formulario seguro',
  mobileOnly:
    'Para realizar esta operación necesita un teléfono móvil o una tableta. Abra este mensaje en su móvil o tableta para continuar.',
  scanCode: 'Escanee este código con su móvil o tableta para abrir allí el formulario.',
};
