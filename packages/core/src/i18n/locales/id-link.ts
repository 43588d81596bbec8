// Indonesian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Indonesian. */
export const texts: LinkTexts = {
  locale: 'id',
  pageTitle: 'Formulir aman',
  mobileOnly:
    'Anda memerlukan ponsel atau tablet untuk melakukan tindakan ini. Buka pesan ini di ponsel atau tablet untuk melanjutkan.',
  scanCode: 'Pindai kode ini dengan ponsel atau tablet Anda untuk membuka formulir di sana.',
};
