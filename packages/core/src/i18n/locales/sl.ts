// Slovenian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './sl-bubble.ts';

/** Slovenian. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Za ta postopek potrebujete mobilni telefon ali tablico. Za nadaljevanje odprite to sporočilo na telefonu ali tablici.',

  securityHeader: 'Varen obrazec: vaši odgovori se šifrirajo na tej napravi',
  securityFooter: 'Oddane odgovore lahko prebere samo svetovalec, ki je zanje prosil. V pogovoru ne bodo prikazani.',
  securityFooterArchive:
    'Oddane odgovore lahko prebere svetovalec, ki je zanje prosil, pozneje pa tudi pooblaščeni vodje v podjetju. V pogovoru ne bodo prikazani.',
  askedBy: 'Za podatke prosi {agent}',
  submit: 'Oddaj',
  submitting: 'Oddajanje …',
  required: 'obvezno',
  optional: 'neobvezno',
  choose: 'Izberite',
  notStored: 'Se ne shrani: izbriše se po nekaj minutah',
  showValue: 'Pokaži: {label}',
  hideValue: 'Skrij: {label}',
  charactersUsed: 'Število znakov: {length} od {max}',
  leaveTypedQuestion: 'Želite zapustiti obrazec? Vneseni podatki bodo izgubljeni, obrazec pa lahko znova odprete.',
  leaveQuestion: 'Želite zapustiti obrazec? Znova ga ne boste mogli odpreti.',
  leaveConfirm: 'Zapusti',
  stay: 'Ostani',
  openInOtherWindow: 'Ta obrazec je odprt v drugem oknu na tej napravi.',
  continueHere: 'Nadaljuj tukaj',

  minutesLeft: {
    one: 'Še {count} minuta',
    two: 'Še {count} minuti',
    few: 'Še {count} minute',
    other: 'Še {count} minut',
  },
  secondsLeft: {
    one: 'Še {count} sekunda',
    two: 'Še {count} sekundi',
    few: 'Še {count} sekunde',
    other: 'Še {count} sekund',
  },
  endsSoon: 'Čas za izpolnitev obrazca se izteka.',
  extend: 'Potrebujem več časa',
  extended: 'Zdaj imate več časa.',

  submittedHeading: 'Hvala',
  submittedText: 'Obrazec je oddan: {form}. To okno lahko zaprete.',
  tooLate: 'Vaša seja je potekla. Za nadaljevanje zaprite okno in začnite nov pogovor.',
  serverBusy: 'Storitev je trenutno preobremenjena. Poskusite znova čez minuto.',
  insecurePage: 'Ta stran ni varna, zato se obrazec ne odpre. Za pomoč se obrnite na svetovalca.',
  tryAgain: 'Poskusi znova',
  stillTrying: 'Povezava je počasna. Še vedno poskušamo …',

  errorHeading: {
    one: 'Popravite {count} odgovor',
    two: 'Popravite {count} odgovora',
    few: 'Popravite {count} odgovore',
    other: 'Popravite {count} odgovorov',
  },
  errorRequired: 'Izpolnite to polje.',
  errorChoiceRequired: 'Izberite eno od možnosti.',
  errorTooLong: 'Odgovor je predolg. Največje dovoljeno število znakov: {max}.',
  errorCharacter: 'Znaka {character} tukaj ni mogoče uporabiti. Odstranite ga.',
  errorControlCharacter: 'V odgovoru je neviden znak ({character}). Odgovor vnesite znova.',
  errorNumeric: 'Vnesite samo števke.',
  errorCvv: 'Vnesite 3 ali 4 števke, ki so natisnjene na vaši kartici.',
  errorChoice: 'Izberite eno od možnosti na seznamu.',
  errorCard: 'Številka kartice ni veljavna. Preverite števke.',
  errorCardLength: 'Nekaj števk manjka ali jih je preveč. Število števk na kartici {brand}: {lengths}.',
  errorExpiry: 'Vnesite mesec in leto, kot sta navedena na kartici, na primer 08/29.',
  errorExpiryPast: 'Tej kartici je potekla veljavnost. Uporabite drugo kartico.',
  errorIban: 'IBAN ni veljaven. Preverite črke in števke.',
  errorIbanLength: 'IBAN, ki se začne z oznako {country}, ima {length} znakov. Preverite ga.',
  errorEmail: 'Vnesite e-poštni naslov, na primer name@example.com.',
  errorPhone: 'Vnesite telefonsko številko s 6 do 15 števkami, na primer +386 1 234 56 78.',
  errorDate: 'Vnesite obstoječ datum v obliki leto-mesec-dan, na primer 1985-04-03.',
  errorDateAmbiguous: 'Dan in mesec bi se lahko zamenjala. Najprej napišite leto, na primer 1985-04-03.',
  errorSsn: 'Ameriška številka socialnega zavarovanja ni veljavna. Preverite vseh 9 števk.',
  errorPostalCode: 'Vnesite poštno številko s 3 do 12 črkami in števkami.',
  errorPin: 'Vnesite od {min} do {max} števk.',
};
