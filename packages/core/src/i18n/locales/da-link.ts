// Danish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Danish. */
export const texts: LinkTexts = {
  locale: 'da',
  pageTitle: 'Sikker formular',
  mobileOnly:
    'Du skal bruge en mobil eller tablet til dette. Åbn denne besked på din mobil eller tablet for at fortsætte.',
  scanCode: 'Scan denne kode med din mobil eller tablet for at åbne formularen der.',
};
