// Romanian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Romanian. */
export const texts: BubbleTexts = {
  locale: 'ro',

  fillInForm: 'Completează formularul',
  statusToFill: 'De completat',
  statusInProgress: 'Deschis, încă netrimis',
  statusOpened: 'Formular deschis. Poate fi continuat numai pe dispozitivul pe care a fost deschis.',
  statusSubmitted: 'Acest formular a fost trimis și nu mai poate fi redeschis din motive de securitate',
  statusExpired: 'Acest formular a expirat',
  statusFailed: 'Acest formular nu a putut fi livrat',
  statusDeclined: 'Ați refuzat acest formular',
  statusRevoked: 'Operatorul a retras acest formular',
  statusOpenedElsewhere: 'Acest formular a fost deschis pe alt dispozitiv',
  statusLeft: 'Ați părăsit acest formular. Nu mai poate fi redeschis.',
  openForm: 'Continuă formularul',
  offline: 'Nu aveți conexiune la internet. Formularul va fi din nou disponibil după restabilirea conexiunii.',
  decline: 'Refuză',
  declineQuestion: 'Doriți să refuzați acest formular? Operatorul va fi informat.',
  declineConfirm: 'Refuză formularul',
  cancel: 'Anulează',
  openTheForm: 'Deschide formularul securizat',
  loading: 'Se deschide formularul securizat…',
  close: 'Închide',
  couldNotOpen: 'Formularul securizat nu a putut fi deschis.\nContactați operatorul pentru asistență.',
  connectionFailed: 'Conexiunea a eșuat. Verificați conexiunea la internet și încercați din nou.',
};
