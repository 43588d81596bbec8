// Romanian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Romanian. */
export const texts: LinkTexts = {
  locale: 'ro',
  pageTitle: 'Formular securizat',
  mobileOnly:
    'Pentru această operațiune aveți nevoie de un telefon mobil sau de o tabletă. Deschideți acest mesaj pe telefon sau pe tabletă pentru a continua.',
  scanCode: 'Scanați acest cod cu telefonul mobil sau cu tableta pentru a deschide acolo formularul.',
};
