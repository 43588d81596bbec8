// Serbian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Serbian. */
export const texts: LinkTexts = {
  locale: 'sr',
  pageTitle: 'Безбедан образац',
  mobileOnly:
    'За овај поступак потребан вам је мобилни телефон или таблет. Да бисте наставили, отворите ову поруку на телефону или таблету.',
  scanCode: 'Скенирајте овај код телефоном или таблетом да бисте тамо отворили образац.',
};
