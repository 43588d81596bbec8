// Slovak texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Slovak. */
export const texts: LinkTexts = {
  locale: 'sk',
  pageTitle: 'Zabezpečený formulár',
  mobileOnly:
    'Na túto operáciu potrebujete mobil alebo tablet. Ak chcete pokračovať, otvorte túto správu v mobile alebo tablete.',
  scanCode: 'Naskenujte tento kód mobilom alebo tabletom a otvorte formulár tam.',
};
