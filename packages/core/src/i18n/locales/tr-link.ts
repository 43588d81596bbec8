// Turkish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Turkish. */
export const texts: LinkTexts = {
  locale: 'tr',
  pageTitle: 'Güvenli form',
  mobileOnly:
    'Bu işlem için cep telefonu veya tablet gereklidir. Devam etmek için bu mesajı telefonunuzda veya tabletinizde açın.',
  scanCode: 'Formu telefonunuzda veya tabletinizde açmak için bu kodu o cihazla tarayın.',
};
