// Czech texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Czech. */
export const texts: LinkTexts = {
  locale: 'cs',
  pageTitle: 'Zabezpečený formulář',
  mobileOnly:
    'K této operaci potřebujete mobil nebo tablet. Chcete-li pokračovat, otevřete tuto zprávu na mobilu nebo tabletu.',
  scanCode: 'Naskenujte tento kód mobilem nebo tabletem a otevřete formulář tam.',
};
