// Latvian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Latvian. */
export const texts: BubbleTexts = {
  locale: 'lv',

  fillInForm: 'Aizpildīt veidlapu',
  statusToFill: 'Gatava aizpildīšanai',
  statusInProgress: 'Atvērta, vēl nav iesniegta',
  statusOpened: 'Atvērta. Turpināt var tikai tajā ierīcē, kurā tā tika atvērta.',
  statusSubmitted: 'Šī veidlapa ir iesniegta, un drošības apsvērumu dēļ to vairs nevar atvērt',
  statusExpired: 'Šīs veidlapas termiņš ir beidzies',
  statusFailed: 'Šo veidlapu neizdevās piegādāt',
  statusDeclined: 'Jūs atteicāties aizpildīt šo veidlapu',
  statusRevoked: 'Konsultants atsauca šo veidlapu',
  statusOpenedElsewhere: 'Šī veidlapa ir atvērta citā ierīcē',
  statusLeft: 'Jūs izgājāt no šīs veidlapas. To vairs nevar atvērt.',
  openForm: 'Turpināt aizpildīšanu',
  offline: 'Nav interneta savienojuma. Veidlapa atkal būs pieejama, tiklīdz savienojums tiks atjaunots.',
  decline: 'Atteikties',
  declineQuestion: 'Vai vēlaties atteikties aizpildīt šo veidlapu? Jūsu konsultants par to tiks informēts.',
  declineConfirm: 'Atteikties aizpildīt',
  cancel: 'Atcelt',
  openTheForm: 'Atvērt drošo veidlapu',
  loading: 'Tiek atvērta drošā veidlapa…',
  close: 'Aizvērt',
  couldNotOpen: 'Drošo veidlapu neizdevās atvērt.\nLai saņemtu palīdzību, sazinieties ar savu konsultantu.',
  connectionFailed: 'Neizdevās izveidot savienojumu. Pārbaudiet interneta savienojumu un mēģiniet vēlreiz.',
};
