// Slovenian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Slovenian. */
export const texts: BubbleTexts = {
  locale: 'sl',

  fillInForm: 'Izpolni obrazec',
  statusToFill: 'Pripravljen za izpolnitev',
  statusInProgress: 'Odprt, še ni oddan',
  statusOpened: 'Odprt. Nadaljujete lahko samo na napravi, na kateri je bil odprt.',
  statusSubmitted: 'Ta obrazec je bil oddan in ga iz varnostnih razlogov ni mogoče znova odpreti',
  statusExpired: 'Ta obrazec je potekel',
  statusFailed: 'Tega obrazca ni bilo mogoče dostaviti',
  statusDeclined: 'Ta obrazec ste zavrnili',
  statusRevoked: 'Svetovalec je umaknil ta obrazec',
  statusOpenedElsewhere: 'Ta obrazec je bil odprt na drugi napravi',
  statusLeft: 'Ta obrazec ste zapustili. Znova ga ni mogoče odpreti.',
  openForm: 'Nadaljuj izpolnjevanje',
  offline: 'Niste povezani z internetom. Obrazec bo spet na voljo, ko bo povezava vzpostavljena.',
  decline: 'Zavrni',
  declineQuestion: 'Želite zavrniti ta obrazec? Svetovalec bo o tem obveščen.',
  declineConfirm: 'Zavrni obrazec',
  cancel: 'Prekliči',
  openTheForm: 'Odpri varen obrazec',
  loading: 'Odpiranje varnega obrazca …',
  close: 'Zapri',
  couldNotOpen: 'Varnega obrazca ni bilo mogoče odpreti.\nZa pomoč se obrnite na svetovalca.',
  connectionFailed: 'Povezava ni uspela. Preverite internetno povezavo in poskusite znova.',
};
