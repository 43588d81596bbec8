// Norwegian Bokmål texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Norwegian Bokmål. */
export const texts: LinkTexts = {
  locale: 'nb',
  pageTitle: 'Sikkert skjema',
  mobileOnly:
    'Du trenger mobil eller nettbrett for å gjøre dette. Åpne meldingen på mobil eller nettbrett for å fortsette.',
  scanCode: 'Skann denne koden med mobilen eller nettbrettet for å åpne skjemaet der.',
};
