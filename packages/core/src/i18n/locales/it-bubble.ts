// Italian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Italian. */
export const texts: BubbleTexts = {
  locale: 'it',

  fillInForm: 'Compila il modulo',
  statusToFill: 'Da compilare',
  statusInProgress: 'Aperto, non ancora inviato',
  statusOpened: 'Modulo aperto. È possibile continuare solo sul dispositivo su cui è stato aperto.',
  statusSubmitted: 'Questo modulo è stato inviato e non può essere riaperto per motivi di sicurezza',
  statusExpired: 'Questo modulo è scaduto',
  statusFailed: 'Non è stato possibile recapitare questo modulo',
  statusDeclined: 'Ha rifiutato questo modulo',
  statusRevoked: 'L’operatore ha ritirato questo modulo',
  statusOpenedElsewhere: 'Questo modulo è stato aperto su un altro dispositivo',
  statusLeft: 'Ha abbandonato questo modulo. Non è possibile riaprirlo.',
  openForm: 'Continua il modulo',
  offline: 'Connessione assente. Il modulo sarà di nuovo disponibile al ripristino della connessione.',
  decline: 'Rifiuta',
  declineQuestion: 'Vuole rifiutare questo modulo? L’operatore ne sarà informato.',
  declineConfirm: 'Rifiuta il modulo',
  cancel: 'Annulla',
  openTheForm: 'Apri il modulo sicuro',
  loading: 'Apertura del modulo sicuro…',
  close: 'Chiudi',
  couldNotOpen: 'Impossibile aprire il modulo sicuro.\nContattare l’operatore per ricevere assistenza.',
  connectionFailed: 'Connessione non riuscita. Verificare la connessione a Internet e riprovare.',
};
