// Filipino texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Filipino. */
export const texts: BubbleTexts = {
  locale: 'fil',

  fillInForm: 'Sagutan ang form',
  statusToFill: 'Puwede nang sagutan',
  statusInProgress: 'Nabuksan na, hindi pa naisusumite',
  statusOpened: 'Nabuksan na. Maitutuloy lang ito sa device kung saan ito binuksan.',
  statusSubmitted: 'Naisumite na ang form na ito at hindi na mabubuksan ulit dahil sa seguridad',
  statusExpired: 'Nag-expire na ang form na ito',
  statusFailed: 'Hindi naihatid ang form na ito',
  statusDeclined: 'Tinanggihan ninyo ang form na ito',
  statusRevoked: 'Binawi ng agent ang form na ito',
  statusOpenedElsewhere: 'Nabuksan na sa ibang device ang form na ito',
  statusLeft: 'Umalis na kayo sa form na ito. Hindi na ito mabubuksan ulit.',
  openForm: 'Ituloy ang form',
  offline: 'Offline kayo. Magagamit ulit ang form kapag online na kayo.',
  decline: 'Tanggihan',
  declineQuestion: 'Gusto ba ninyong tanggihan ang form na ito? Ipapaalam ito sa inyong agent.',
  declineConfirm: 'Tanggihan ang form',
  cancel: 'Kanselahin',
  openTheForm: 'Buksan ang secure na form',
  loading: 'Binubuksan ang secure na form…',
  close: 'Isara',
  couldNotOpen: 'Hindi mabuksan ang secure na form.\nHumingi ng tulong sa inyong agent.',
  connectionFailed: 'Hindi makakonekta. Pakitingnan ang inyong internet connection at subukan ulit.',
};
