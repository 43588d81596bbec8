// Romanian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ro-bubble.ts';

/** Romanian. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formular securizat: răspunsurile dvs. sunt criptate pe acest dispozitiv',
  securityFooter:
    'Numai operatorul care a solicitat datele poate citi răspunsurile trimise. Acestea nu apar în conversație.',
  securityFooterArchive:
    'Răspunsurile trimise pot fi citite de operatorul care a solicitat datele și, ulterior, de responsabilii autorizați ai companiei. Acestea nu apar în conversație.',
  askedBy: 'Solicitat de {agent}',
  submit: 'Trimite',
  submitting: 'Se trimite…',
  required: 'obligatoriu',
  optional: 'opțional',
  choose: 'Alegeți o opțiune',
  notStored: 'Nu se păstrează: se șterge după câteva minute',
  showValue: 'Afișează: {label}',
  hideValue: 'Ascunde: {label}',
  expiryExample: 'LL/AA',
  charactersUsed: 'Caractere: {length} din {max}',
  leaveTypedQuestion: 'Părăsiți formularul? Datele introduse se vor pierde, dar puteți redeschide formularul.',
  leaveQuestion: 'Părăsiți formularul? Nu îl veți mai putea redeschide.',
  leaveConfirm: 'Părăsește formularul',
  stay: 'Continuă completarea',
  openInOtherWindow: 'Acest formular este deschis într-o altă fereastră pe acest dispozitiv.',
  continueHere: 'Continuă aici',

  minutesLeft: {
    one: 'A mai rămas {count} minut',
    few: 'Au mai rămas {count} minute',
    other: 'Au mai rămas {count} de minute',
  },
  secondsLeft: {
    one: 'A mai rămas {count} secundă',
    few: 'Au mai rămas {count} secunde',
    other: 'Au mai rămas {count} de secunde',
  },
  endsSoon: 'Timpul pentru completarea acestui formular este pe sfârșite.',
  extend: 'Am nevoie de mai mult timp',
  extended: 'Acum aveți mai mult timp la dispoziție.',

  submittedHeading: 'Vă mulțumim',
  submittedText: 'Formularul „{form}” a fost trimis. Puteți închide această fereastră.',
  tooLate: 'Sesiunea dvs. a expirat. Închideți fereastra și începeți o conversație nouă pentru a continua.',
  serverBusy: 'Serviciul este suprasolicitat momentan. Încercați din nou peste un minut.',
  insecurePage:
    'Această pagină nu este securizată, așa că formularul rămâne închis. Contactați operatorul pentru asistență.',
  tryAgain: 'Încearcă din nou',
  stillTrying: 'Conexiunea este lentă. Se încearcă în continuare…',

  errorHeading: {
    one: 'Corectați {count} răspuns',
    few: 'Corectați {count} răspunsuri',
    other: 'Corectați {count} de răspunsuri',
  },
  errorRequired: 'Completați acest câmp.',
  errorChoiceRequired: 'Alegeți o opțiune.',
  errorTooLong: 'Textul este prea lung. Numărul maxim de caractere: {max}.',
  errorCharacter: 'Caracterul {character} nu este permis aici. Ștergeți-l.',
  errorControlCharacter: 'Răspunsul conține un caracter invizibil ({character}). Introduceți-l din nou.',
  errorNumeric: 'Introduceți numai cifre.',
  errorCvv: 'Introduceți codul de securitate de 3 sau 4 cifre de pe card.',
  errorChoice: 'Alegeți o opțiune din listă.',
  errorCard: 'Acest număr de card nu este valid. Verificați cifrele.',
  errorCardLength: 'Lipsesc cifre sau sunt prea multe: numerele cardurilor {brand} au {lengths} cifre.',
  errorExpiry: 'Introduceți luna și anul așa cum apar pe card, de exemplu 08/29.',
  errorExpiryPast: 'Acest card a expirat. Folosiți alt card.',
  errorIban: 'Acest IBAN nu este valid. Verificați literele și cifrele.',
  errorIbanLength: 'Numărul de caractere al unui IBAN care începe cu {country} este {length}. Verificați IBAN-ul.',
  errorEmail: 'Introduceți o adresă de e-mail validă, de exemplu name@example.com.',
  errorPhone: 'Introduceți un număr de telefon cu 6 până la 15 cifre, de exemplu +40 21 123 4567.',
  errorDate: 'Introduceți o dată validă în ordinea an-lună-zi, de exemplu 1985-04-03.',
  errorDateAmbiguous: 'Ziua și luna ar putea fi confundate. Scrieți mai întâi anul, de exemplu 1985-04-03.',
  errorSsn: 'Acest număr de asigurări sociale din SUA nu este valid. Verificați cele 9 cifre.',
  errorPostalCode: 'Introduceți un cod poștal format din 3 până la 12 litere și cifre.',
  errorPin: 'Numărul de cifre trebuie să fie între {min} și {max}.',
};
