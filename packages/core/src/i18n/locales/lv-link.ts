// Latvian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Latvian. */
export const texts: LinkTexts = {
  locale: 'lv',
  pageTitle: 'Droša veidlapa',
  mobileOnly:
    'Lai veiktu šo darbību, nepieciešams mobilais tālrunis vai planšetdators. Lai turpinātu, atveriet šo ziņojumu tālrunī vai planšetdatorā.',
  scanCode: 'Noskenējiet šo kodu ar tālruni vai planšetdatoru, lai atvērtu veidlapu tajā.',
};
