// German texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './de-bubble.ts';

/** German. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Sicheres Formular: Ihre Antworten werden auf diesem Gerät verschlüsselt',
  securityFooter:
    'Nur die Person, die Sie gefragt hat, kann Ihre Antworten lesen. Im Gesprächsverlauf erscheinen sie nicht.',
  securityFooterArchive:
    'Ihre Antworten können die Person, die Sie gefragt hat, und später berechtigte Führungskräfte des Unternehmens lesen. Im Gesprächsverlauf erscheinen sie nicht.',
  askedBy: 'Angefragt von {agent}',
  submit: 'Abschicken',
  submitting: 'Wird abgeschickt …',
  required: 'Pflichtfeld',
  optional: 'freiwillig',
  choose: 'Bitte auswählen',
  notStored: 'Wird nicht gespeichert und nach wenigen Minuten gelöscht',
  showValue: '{label} anzeigen',
  hideValue: '{label} verbergen',
  expiryExample: 'MM/JJ',
  charactersUsed: '{length} von {max} Zeichen',
  leaveTypedQuestion:
    'Formular verlassen? Was Sie eingegeben haben, geht verloren. Sie können das Formular aber erneut öffnen.',
  leaveQuestion: 'Formular verlassen? Sie können es danach nicht mehr öffnen.',
  leaveConfirm: 'Verlassen',
  stay: 'Bleiben',
  openInOtherWindow: 'Dieses Formular ist in einem anderen Fenster auf diesem Gerät geöffnet.',
  continueHere: 'Hier fortsetzen',

  minutesLeft: { one: 'Noch {count} Minute', other: 'Noch {count} Minuten' },
  secondsLeft: { one: 'Noch {count} Sekunde', other: 'Noch {count} Sekunden' },
  endsSoon: 'Die Zeit für dieses Formular läuft bald ab.',
  extend: 'Ich brauche mehr Zeit',
  extended: 'Sie haben jetzt mehr Zeit.',

  submittedHeading: 'Vielen Dank',
  submittedText: '{form} wurde abgeschickt. Sie können dieses Fenster schließen.',
  tooLate:
    'Ihre Sitzung ist abgelaufen. Bitte schließen Sie das Fenster und beginnen Sie ein neues Gespräch, um fortzufahren',
  serverBusy: 'Der Dienst ist gerade ausgelastet. Bitte versuchen Sie es in einer Minute noch einmal.',
  insecurePage:
    'Diese Seite ist nicht sicher, deshalb bleibt das Formular geschlossen. Bitte wenden Sie sich an Ihre Ansprechperson.',
  tryAgain: 'Erneut versuchen',
  stillTrying: 'Die Verbindung ist langsam. Es wird weiter versucht …',

  errorHeading: { one: 'Bitte korrigieren Sie {count} Antwort', other: 'Bitte korrigieren Sie {count} Antworten' },
  errorRequired: 'Bitte füllen Sie dieses Feld aus.',
  errorChoiceRequired: 'Bitte wählen Sie etwas aus.',
  errorTooLong: 'Das ist zu lang: Es sind höchstens {max} Zeichen möglich.',
  errorCharacter: 'Das Zeichen {character} ist hier nicht erlaubt. Bitte entfernen Sie es.',
  errorControlCharacter: 'Die Antwort enthält ein unsichtbares Zeichen ({character}). Bitte tippen Sie sie neu ein.',
  errorNumeric: 'Bitte geben Sie nur Ziffern ein.',
  errorCvv: 'Bitte geben Sie die 3 oder 4 Ziffern ein, die auf Ihrer Karte stehen.',
  errorChoice: 'Bitte wählen Sie einen Eintrag aus der Liste.',
  errorCard: 'Das ist keine gültige Kartennummer. Bitte prüfen Sie die Ziffern.',
  errorCardLength: 'Es fehlen Ziffern oder es sind zu viele: Nummern von {brand} haben {lengths} Ziffern.',
  errorExpiry: 'Bitte geben Sie Monat und Jahr wie auf der Karte ein, zum Beispiel 08/29.',
  errorExpiryPast: 'Diese Karte ist abgelaufen. Bitte verwenden Sie eine andere.',
  errorIban: 'Das ist keine gültige IBAN. Bitte prüfen Sie Buchstaben und Ziffern.',
  errorIbanLength: 'Eine IBAN, die mit {country} beginnt, hat {length} Zeichen. Bitte prüfen Sie sie.',
  errorEmail: 'Bitte geben Sie eine E-Mail-Adresse wie name@example.com ein.',
  errorPhone: 'Bitte geben Sie eine Telefonnummer mit 6 bis 15 Ziffern ein, zum Beispiel +49 30 123456.',
  errorDate: 'Bitte geben Sie ein gültiges Datum ein, zum Beispiel 03.04.1985.',
  errorDateAmbiguous: 'Tag und Monat lassen sich verwechseln. Bitte schreiben Sie das Datum mit Punkten: 03.04.1985.',
  errorSsn: 'Das ist keine gültige US-Sozialversicherungsnummer. Bitte prüfen Sie die 9 Ziffern.',
  errorPostalCode: 'Bitte geben Sie eine Postleitzahl mit 3 bis 12 Zeichen ein.',
  errorPin: 'Bitte geben Sie {min} bis {max} Ziffern ein.',
};
