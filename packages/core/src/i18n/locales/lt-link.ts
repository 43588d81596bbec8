// Lithuanian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Lithuanian. */
export const texts: LinkTexts = {
  locale: 'lt',
  pageTitle: 'Saugi forma',
  mobileOnly:
    'Šiam veiksmui atlikti reikia mobiliojo telefono arba planšetinio kompiuterio. Norėdami tęsti, atidarykite šią žinutę viename iš šių įrenginių.',
  scanCode: 'Nuskaitykite šį kodą telefonu arba planšete ir atidarykite formą ten.',
};
