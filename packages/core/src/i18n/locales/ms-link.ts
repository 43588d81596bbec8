// Malay texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Malay. */
export const texts: LinkTexts = {
  locale: 'ms',
  pageTitle: 'Borang selamat',
  mobileOnly:
    'Anda memerlukan telefon bimbit atau tablet untuk melakukan tindakan ini. Buka mesej ini pada telefon bimbit atau tablet anda untuk meneruskan.',
  scanCode: 'Imbas kod ini dengan telefon mudah alih atau tablet anda untuk membuka borang di sana.',
};
