// Hungarian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Hungarian. */
export const texts: LinkTexts = {
  locale: 'hu',
  pageTitle: 'Biztonságos űrlap',
  mobileOnly:
    'Ehhez a művelethez mobiltelefonra vagy táblagépre van szükség. A folytatáshoz nyissa meg ezt az üzenetet mobiltelefonján vagy táblagépén.',
  scanCode: 'Olvassa be ezt a kódot mobiltelefonjával vagy táblagépével, és nyissa meg ott az űrlapot.',
};
