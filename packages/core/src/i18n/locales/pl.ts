// Polish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './pl-bubble.ts';

/** Polish. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Bezpieczny formularz: Twoje odpowiedzi są szyfrowane na tym urządzeniu',
  securityFooter: 'Twoje odpowiedzi może odczytać tylko konsultant, który o nie poprosił. Nie pojawią się w rozmowie.',
  securityFooterArchive:
    'Twoje odpowiedzi może odczytać konsultant, który o nie poprosił, a później także upoważnieni menedżerowie firmy. Nie pojawią się w rozmowie.',
  askedBy: 'O dane prosi {agent}',
  submit: 'Wyślij',
  submitting: 'Wysyłanie…',
  required: 'wymagane',
  optional: 'opcjonalne',
  choose: 'Wybierz',
  notStored: 'Nie zapisujemy: dane zostaną usunięte po kilku minutach',
  showValue: 'Pokaż: {label}',
  hideValue: 'Ukryj: {label}',
  expiryExample: 'MM/RR',
  charactersUsed: 'Znaki: {length} z {max}',
  leaveTypedQuestion:
    'Czy chcesz opuścić formularz? Wpisane dane przepadną, ale formularz będzie można otworzyć ponownie.',
  leaveQuestion: 'Czy chcesz opuścić formularz? Nie będzie można otworzyć go ponownie.',
  leaveConfirm: 'Opuść',
  stay: 'Zostań',
  openInOtherWindow: 'Ten formularz jest otwarty w innym oknie na tym urządzeniu.',
  continueHere: 'Kontynuuj tutaj',

  minutesLeft: {
    one: 'Została {count} minuta',
    few: 'Zostały {count} minuty',
    many: 'Zostało {count} minut',
    other: 'Zostało {count} minuty',
  },
  secondsLeft: {
    one: 'Została {count} sekunda',
    few: 'Zostały {count} sekundy',
    many: 'Zostało {count} sekund',
    other: 'Zostało {count} sekundy',
  },
  endsSoon: 'Czas na wypełnienie formularza dobiega końca.',
  extend: 'Potrzebuję więcej czasu',
  extended: 'Masz teraz więcej czasu.',

  submittedHeading: 'Dziękujemy',
  submittedText: '{form}: formularz został wysłany. Możesz zamknąć to okno.',
  tooLate: 'Twoja sesja wygasła. Aby kontynuować, zamknij okno i rozpocznij nową rozmowę.',
  serverBusy: 'Serwis jest chwilowo przeciążony. Spróbuj ponownie za minutę.',
  insecurePage:
    'Ta strona nie jest bezpieczna, dlatego formularz nie zostanie otwarty. Aby uzyskać pomoc, skontaktuj się z konsultantem.',
  tryAgain: 'Spróbuj ponownie',
  stillTrying: 'Połączenie jest wolne. Wciąż próbujemy…',

  errorHeading: {
    one: 'Popraw {count} odpowiedź',
    few: 'Popraw {count} odpowiedzi',
    many: 'Popraw {count} odpowiedzi',
    other: 'Popraw {count} odpowiedzi',
  },
  errorRequired: 'Wypełnij to pole.',
  errorChoiceRequired: 'Wybierz jedną z opcji.',
  errorTooLong: 'Odpowiedź jest za długa. Maksymalna liczba znaków: {max}.',
  errorCharacter: 'Nie można tu użyć znaku {character}. Usuń go.',
  errorControlCharacter: 'Odpowiedź zawiera niewidoczny znak ({character}). Wpisz ją ponownie.',
  errorNumeric: 'Wpisz tylko cyfry.',
  errorCvv: 'Wpisz 3 lub 4 cyfry kodu podanego na karcie.',
  errorChoice: 'Wybierz jedną z opcji na liście.',
  errorCard: 'Ten numer karty jest nieprawidłowy. Sprawdź cyfry.',
  errorCardLength: 'Brakuje cyfr lub jest ich za dużo. Liczba cyfr w numerze karty {brand}: {lengths}.',
  errorExpiry: 'Wpisz miesiąc i rok tak jak na karcie, na przykład 08/29.',
  errorExpiryPast: 'Ta karta straciła ważność. Użyj innej karty.',
  errorIban: 'Ten numer IBAN jest nieprawidłowy. Sprawdź litery i cyfry.',
  errorIbanLength: 'Sprawdź numer IBAN. Liczba znaków w numerze zaczynającym się od {country}: {length}.',
  errorEmail: 'Wpisz adres e-mail, na przykład name@example.com.',
  errorPhone: 'Wpisz numer telefonu, który ma od 6 do 15 cyfr, na przykład +48 22 123 45 67.',
  errorDate: 'Wpisz prawidłową datę w formacie rok-miesiąc-dzień, na przykład 1985-04-03.',
  errorDateAmbiguous: 'Dzień i miesiąc można pomylić. Wpisz najpierw rok, na przykład 1985-04-03.',
  errorSsn: 'Ten amerykański numer ubezpieczenia społecznego (SSN) jest nieprawidłowy. Sprawdź wszystkie 9 cyfr.',
  errorPostalCode: 'Wpisz kod pocztowy, który ma od 3 do 12 liter i cyfr.',
  errorPin: 'Wpisz od {min} do {max} cyfr.',
};
