// Polish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Polish. */
export const texts: LinkTexts = {
  locale: 'pl',
  pageTitle: 'Bezpieczny formularz',
  mobileOnly:
    'Do wykonania tej operacji potrzebujesz telefonu lub tabletu. Aby kontynuować, otwórz tę wiadomość na telefonie lub tablecie.',
  scanCode: 'Zeskanuj ten kod telefonem lub tabletem, aby otworzyć tam formularz.',
};
