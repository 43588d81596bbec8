// Swedish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Swedish. */
export const texts: LinkTexts = {
  locale: 'sv',
  pageTitle: 'Säkert formulär',
  mobileOnly:
    'Du behöver en mobil eller surfplatta för det här. Öppna meddelandet i mobilen eller surfplattan för att fortsätta.',
  scanCode: 'Skanna den här koden med mobilen eller surfplattan för att öppna formuläret där.',
};
