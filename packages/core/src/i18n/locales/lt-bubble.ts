// Lithuanian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Lithuanian. */
export const texts: BubbleTexts = {
  locale: 'lt',

  fillInForm: 'Pildyti formą',
  statusToFill: 'Galima pildyti',
  statusInProgress: 'Atidaryta, dar nepateikta',
  statusOpened: 'Atidaryta. Tęsti galima tik tame įrenginyje, kuriame forma buvo atidaryta.',
  statusSubmitted: 'Ši forma jau pateikta, todėl saugumo sumetimais jos atidaryti nebegalima',
  statusExpired: 'Šios formos galiojimo laikas baigėsi',
  statusFailed: 'Šios formos nepavyko pristatyti',
  statusDeclined: 'Atsisakėte pildyti šią formą',
  statusRevoked: 'Konsultantas atšaukė šią formą',
  statusOpenedElsewhere: 'Ši forma atidaryta kitame įrenginyje',
  statusLeft: 'Išėjote iš šios formos. Jos atidaryti nebegalima.',
  openForm: 'Tęsti pildymą',
  offline: 'Nėra interneto ryšio. Kai ryšys bus atkurtas, forma vėl bus prieinama.',
  decline: 'Atsisakyti',
  declineQuestion: 'Ar norite atsisakyti pildyti šią formą? Konsultantas bus apie tai informuotas.',
  declineConfirm: 'Atsisakyti pildyti',
  cancel: 'Atšaukti',
  openTheForm: 'Atidaryti saugią formą',
  loading: 'Atidaroma saugi forma…',
  close: 'Uždaryti',
  couldNotOpen: 'Nepavyko atidaryti saugios formos.\nKreipkitės pagalbos į savo konsultantą.',
  connectionFailed: 'Nepavyko užmegzti ryšio. Patikrinkite interneto ryšį ir bandykite dar kartą.',
};
