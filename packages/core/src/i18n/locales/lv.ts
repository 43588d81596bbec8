// Latvian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './lv-bubble.ts';

/** Latvian. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Droša veidlapa: Jūsu atbildes tiek šifrētas šajā ierīcē',
  securityFooter: 'Jūsu atbildes var izlasīt tikai konsultants, kurš tās pieprasīja. Sarunā tās neparādās.',
  securityFooterArchive:
    'Jūsu atbildes var izlasīt konsultants, kurš tās pieprasīja, un vēlāk arī pilnvaroti uzņēmuma vadītāji. Sarunā tās neparādās.',
  askedBy: 'Pieprasīja: {agent}',
  submit: 'Iesniegt',
  submitting: 'Notiek iesniegšana…',
  required: 'obligāti',
  optional: 'neobligāti',
  choose: 'Lūdzu, izvēlieties',
  notStored: 'Netiek glabāts: pēc dažām minūtēm tiks izdzēsts',
  showValue: 'Rādīt: {label}',
  hideValue: 'Slēpt: {label}',
  expiryExample: 'MM/GG',
  charactersUsed: 'Rakstzīmes: {length} no {max}',
  leaveTypedQuestion: 'Vai iziet no veidlapas? Ievadītais netiks saglabāts, bet veidlapu varēsiet atvērt vēlreiz.',
  leaveQuestion: 'Vai iziet no veidlapas? Pēc tam to vairs nevarēsiet atvērt.',
  leaveConfirm: 'Iziet',
  stay: 'Palikt',
  openInOtherWindow: 'Šī veidlapa ir atvērta citā logā šajā ierīcē.',
  continueHere: 'Turpināt šeit',

  minutesLeft: {
    zero: 'Atlikušais laiks: {count} minūšu',
    one: 'Atlikušais laiks: {count} minūte',
    other: 'Atlikušais laiks: {count} minūtes',
  },
  secondsLeft: {
    zero: 'Atlikušais laiks: {count} sekunžu',
    one: 'Atlikušais laiks: {count} sekunde',
    other: 'Atlikušais laiks: {count} sekundes',
  },
  endsSoon: 'Veidlapas aizpildīšanai atvēlētais laiks drīz beigsies.',
  extend: 'Man vajag vairāk laika',
  extended: 'Aizpildīšanas laiks ir pagarināts.',

  submittedHeading: 'Paldies',
  submittedText: 'Veidlapa ir iesniegta: {form}. Varat aizvērt šo logu.',
  tooLate: 'Jūsu sesija ir beigusies. Lai turpinātu, aizveriet logu un sāciet jaunu sarunu',
  serverBusy: 'Pakalpojums pašlaik ir noslogots. Lūdzu, mēģiniet vēlreiz pēc minūtes.',
  insecurePage: 'Šī lapa nav droša, tāpēc veidlapa netiek atvērta. Lūdzu, sazinieties ar savu konsultantu.',
  tryAgain: 'Mēģināt vēlreiz',
  stillTrying: 'Savienojums ir lēns. Turpinām mēģināt…',

  errorHeading: {
    zero: 'Lūdzu, izlabojiet {count} atbildes',
    one: 'Lūdzu, izlabojiet {count} atbildi',
    other: 'Lūdzu, izlabojiet {count} atbildes',
  },
  errorRequired: 'Lūdzu, aizpildiet šo lauku.',
  errorChoiceRequired: 'Lūdzu, izvēlieties vienu iespēju.',
  errorTooLong: 'Atbilde ir pārāk gara. Lielākais pieļaujamais rakstzīmju skaits: {max}.',
  errorCharacter: 'Rakstzīmi {character} šeit nevar izmantot. Lūdzu, izdzēsiet to.',
  errorControlCharacter: 'Atbildē ir neredzama rakstzīme ({character}). Lūdzu, ierakstiet atbildi vēlreiz.',
  errorNumeric: 'Lūdzu, ievadiet tikai ciparus.',
  errorCvv: 'Lūdzu, ievadiet kartes drošības kodu (3 vai 4 ciparus).',
  errorChoice: 'Lūdzu, izvēlieties vienu no sarakstā piedāvātajām iespējām.',
  errorCard: 'Kartes numurs nav derīgs. Lūdzu, pārbaudiet ciparus.',
  errorCardLength: 'Trūkst ciparu vai to ir par daudz. {brand} kartes numura ciparu skaits: {lengths}.',
  errorExpiry: 'Lūdzu, ievadiet mēnesi un gadu, kā norādīts uz kartes, piemēram, 08/29.',
  errorExpiryPast: 'Šīs kartes derīguma termiņš ir beidzies. Lūdzu, izmantojiet citu karti.',
  errorIban: 'IBAN nav derīgs. Lūdzu, pārbaudiet burtus un ciparus.',
  errorIbanLength: 'Ja IBAN sākas ar {country}, rakstzīmju skaitam jābūt {length}. Lūdzu, pārbaudiet to.',
  errorEmail: 'Lūdzu, ievadiet derīgu e-pasta adresi, piemēram, name@example.com.',
  errorPhone: 'Lūdzu, ievadiet tālruņa numuru ar 6–15 cipariem, piemēram, +371 67 123 456.',
  errorDate: 'Lūdzu, ievadiet pareizu datumu secībā gads-mēnesis-diena, piemēram, 1985-04-03.',
  errorDateAmbiguous: 'Dienu un mēnesi var sajaukt. Lūdzu, vispirms rakstiet gadu, piemēram, 1985-04-03.',
  errorSsn: 'ASV sociālās apdrošināšanas numurs nav derīgs. Lūdzu, pārbaudiet 9 ciparus.',
  errorPostalCode: 'Lūdzu, ievadiet pasta indeksu ar 3–12 burtiem un cipariem.',
  errorPin: 'Lūdzu, ievadiet {min}–{max} ciparus.',
};
