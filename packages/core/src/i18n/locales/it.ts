// Italian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './it-bubble.ts';

/** Italian. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Modulo sicuro: le risposte vengono crittografate su questo dispositivo',
  securityFooter:
    'Solo l’operatore che ha richiesto i dati può leggere le risposte inviate. Non compaiono nella conversazione.',
  securityFooterArchive:
    'Le risposte inviate possono essere lette dall’operatore che ha richiesto i dati e, in seguito, dai responsabili autorizzati dell’azienda. Non compaiono nella conversazione.',
  askedBy: 'Richiesto da {agent}',
  submit: 'Invia',
  submitting: 'Invio in corso…',
  required: 'obbligatorio',
  optional: 'facoltativo',
  choose: 'Selezionare un’opzione',
  notStored: 'Dato non conservato: viene eliminato dopo pochi minuti',
  showValue: 'Mostra: {label}',
  hideValue: 'Nascondi: {label}',
  expiryExample: 'MM/AA',
  charactersUsed: '{length} di {max} caratteri',
  leaveTypedQuestion: 'Uscire dal modulo? I dati inseriti andranno persi, ma potrà riaprire il modulo.',
  leaveQuestion: 'Uscire dal modulo? Non potrà più riaprirlo.',
  leaveConfirm: 'Esci',
  stay: 'Rimani',
  openInOtherWindow: 'Questo modulo è aperto in un’altra finestra su questo dispositivo.',
  continueHere: 'Continua qui',

  minutesLeft: {
    one: 'Resta {count} minuto',
    many: 'Restano {count} di minuti',
    other: 'Restano {count} minuti',
  },
  secondsLeft: {
    one: 'Resta {count} secondo',
    many: 'Restano {count} di secondi',
    other: 'Restano {count} secondi',
  },
  endsSoon: 'Il tempo per compilare questo modulo sta per scadere.',
  extend: 'Mi serve più tempo',
  extended: 'Ora ha più tempo a disposizione.',

  submittedHeading: 'Grazie',
  submittedText: 'Il modulo «{form}» è stato inviato. Può chiudere questa finestra.',
  tooLate: 'La sessione è scaduta. Chiudere la finestra e avviare una nuova conversazione per continuare.',
  serverBusy: 'Il servizio è momentaneamente sovraccarico. Riprovare tra un minuto.',
  insecurePage:
    'Questa pagina non è sicura, pertanto il modulo resta chiuso. Contattare l’operatore per ricevere assistenza.',
  tryAgain: 'Riprova',
  stillTrying: 'La connessione è lenta. Nuovo tentativo in corso…',

  errorHeading: {
    one: 'Correggere {count} risposta',
    many: 'Correggere {count} di risposte',
    other: 'Correggere {count} risposte',
  },
  errorRequired: 'Compilare questo campo.',
  errorChoiceRequired: 'Selezionare un’opzione.',
  errorTooLong: 'Il testo è troppo lungo: sono consentiti al massimo {max} caratteri.',
  errorCharacter: 'Il carattere {character} non è consentito qui. Eliminarlo.',
  errorControlCharacter: 'La risposta contiene un carattere invisibile ({character}). Digitarla di nuovo.',
  errorNumeric: 'Inserire solo cifre.',
  errorCvv: 'Inserire il codice di sicurezza di 3 o 4 cifre riportato sulla carta.',
  errorChoice: 'Selezionare una voce dell’elenco.',
  errorCard: 'Questo numero di carta non è valido. Verificare le cifre.',
  errorCardLength: 'Cifre mancanti o in eccesso: i numeri di carta {brand} hanno {lengths} cifre.',
  errorExpiry: 'Inserire mese e anno come riportati sulla carta, ad esempio 08/29.',
  errorExpiryPast: 'Questa carta è scaduta. Utilizzare un’altra carta.',
  errorIban: 'Questo IBAN non è valido. Verificare lettere e cifre.',
  errorIbanLength: 'Un IBAN che inizia con {country} ha {length} caratteri. Verificare il codice inserito.',
  errorEmail: 'Inserire un indirizzo e-mail valido, ad esempio name@example.com.',
  errorPhone: 'Inserire un numero di telefono composto da 6 a 15 cifre, ad esempio +39 06 1234 5678.',
  errorDate: 'Inserire una data valida nel formato anno-mese-giorno, ad esempio 1985-04-03.',
  errorDateAmbiguous: 'Giorno e mese potrebbero essere confusi. Scrivere prima l’anno, ad esempio 1985-04-03.',
  errorSsn: 'Questo numero di previdenza sociale statunitense non è valido. Verificare le 9 cifre.',
  errorPostalCode: 'Inserire un codice postale composto da 3 a 12 lettere e cifre.',
  errorPin: 'Inserire da {min} a {max} cifre.',
};
