// Hungarian texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './hu-bubble.ts';

/** Hungarian. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Ehhez a művelethez mobiltelefonra vagy táblagépre van szükség. A folytatáshoz nyissa meg ezt az üzenetet mobiltelefonján vagy táblagépén.',

  securityHeader: 'Biztonságos űrlap: válaszait ezen az eszközön titkosítjuk',
  securityFooter: 'Válaszait csak az az ügyintéző olvashatja, aki kérte őket. A beszélgetésben nem jelennek meg.',
  securityFooterArchive:
    'Válaszait az az ügyintéző olvashatja, aki kérte őket, később pedig a cég erre jogosult vezetői is. A beszélgetésben nem jelennek meg.',
  askedBy: 'Kérte: {agent}',
  submit: 'Küldés',
  submitting: 'Küldés folyamatban…',
  required: 'kötelező',
  optional: 'nem kötelező',
  choose: 'Kérjük, válasszon',
  notStored: 'Nem tároljuk: néhány perc múlva törlődik',
  showValue: '{label} megjelenítése',
  hideValue: '{label} elrejtése',
  charactersUsed: '{length} / {max} karakter',
  leaveTypedQuestion: 'Kilép az űrlapból? A beírt adatok elvesznek, de az űrlapot újra megnyithatja.',
  leaveQuestion: 'Kilép az űrlapból? Utána már nem nyithatja meg újra.',
  leaveConfirm: 'Kilépés',
  stay: 'Maradok',
  openInOtherWindow: 'Ez az űrlap egy másik ablakban van megnyitva ezen az eszközön.',
  continueHere: 'Folytatás itt',

  minutesLeft: { one: 'Még {count} perc van hátra', other: 'Még {count} perc van hátra' },
  secondsLeft: { one: 'Még {count} másodperc van hátra', other: 'Még {count} másodperc van hátra' },
  endsSoon: 'Az űrlap kitöltésére rendelkezésre álló idő hamarosan lejár.',
  extend: 'Több időre van szükségem',
  extended: 'Meghosszabbítottuk a kitöltési időt.',

  submittedHeading: 'Köszönjük',
  submittedText: 'Sikeresen elküldve: {form}. Az ablakot bezárhatja.',
  tooLate: 'A munkamenet lejárt. A folytatáshoz zárja be az ablakot, és kezdjen új beszélgetést',
  serverBusy: 'A szolgáltatás jelenleg túlterhelt. Kérjük, próbálja újra egy perc múlva.',
  insecurePage: 'Ez az oldal nem biztonságos, ezért az űrlap nem nyílik meg. Kérjük, forduljon ügyintézőjéhez.',
  tryAgain: 'Próbálja újra',
  stillTrying: 'Lassú a kapcsolat. Tovább próbálkozunk…',

  errorHeading: { one: 'Kérjük, javítson ki {count} választ', other: 'Kérjük, javítson ki {count} választ' },
  errorRequired: 'Kérjük, töltse ki ezt a mezőt.',
  errorChoiceRequired: 'Kérjük, válasszon egyet.',
  errorTooLong: 'A válasz túl hosszú: legfeljebb {max} karakter lehet.',
  errorCharacter: 'Ez a karakter ({character}) itt nem használható. Kérjük, törölje.',
  errorControlCharacter: 'A válasz láthatatlan karaktert tartalmaz ({character}). Kérjük, írja be újra.',
  errorNumeric: 'Kérjük, csak számjegyeket adjon meg.',
  errorCvv: 'Kérjük, adja meg a kártyáján szereplő 3 vagy 4 jegyű biztonsági kódot.',
  errorChoice: 'Kérjük, válasszon a listából.',
  errorCard: 'Érvénytelen kártyaszám. Kérjük, ellenőrizze a számjegyeket.',
  errorCardLength: 'Nem megfelelő a számjegyek száma: {brand} kártya esetén {lengths} számjegy szükséges.',
  errorExpiry: 'Kérjük, a hónapot és az évet a kártyán látható módon adja meg, például 08/29.',
  errorExpiryPast: 'Ez a kártya lejárt. Kérjük, használjon másik kártyát.',
  errorIban: 'Érvénytelen IBAN. Kérjük, ellenőrizze a betűket és a számjegyeket.',
  errorIbanLength: '{country} kezdetű IBAN esetén {length} karakter szükséges. Kérjük, ellenőrizze.',
  errorEmail: 'Kérjük, érvényes e-mail-címet adjon meg, például name@example.com.',
  errorPhone: 'Kérjük, 6–15 számjegyből álló telefonszámot adjon meg, például +36 1 234 5678.',
  errorDate: 'Kérjük, létező dátumot adjon meg év-hónap-nap sorrendben, például 1985-04-03.',
  errorDateAmbiguous: 'Nem egyértelmű, melyik a nap és melyik a hónap. Kérjük, kezdje az évvel, például 1985-04-03.',
  errorSsn: 'Érvénytelen amerikai társadalombiztosítási szám. Kérjük, ellenőrizze a 9 számjegyet.',
  errorPostalCode: 'Kérjük, 3–12 betűből és számjegyből álló irányítószámot adjon meg.',
  errorPin: 'Kérjük, {min}–{max} számjegyet adjon meg.',
};
