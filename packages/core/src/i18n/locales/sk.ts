// Slovak texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './sk-bubble.ts';

/** Slovak. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Zabezpečený formulár: vaše odpovede sa šifrujú v tomto zariadení',
  securityFooter:
    'Odoslané odpovede si môže prečítať iba operátor, ktorý si ich vyžiadal. V samotnej konverzácii sa nezobrazia.',
  securityFooterArchive:
    'Odoslané odpovede si môže prečítať operátor, ktorý si ich vyžiadal, a neskôr aj poverení vedúci pracovníci spoločnosti. V samotnej konverzácii sa nezobrazia.',
  askedBy: 'O údaje žiada {agent}',
  submit: 'Odoslať',
  submitting: 'Odosiela sa…',
  required: 'povinné',
  optional: 'nepovinné',
  choose: 'Vyberte možnosť',
  notStored: 'Neukladá sa: o niekoľko minút sa vymaže',
  showValue: 'Zobraziť: {label}',
  hideValue: 'Skryť: {label}',
  expiryExample: 'MM/RR',
  charactersUsed: 'Počet znakov: {length} z {max}',
  leaveTypedQuestion: 'Opustiť formulár? Zadané údaje sa stratia, formulár však môžete otvoriť znova.',
  leaveQuestion: 'Opustiť formulár? Znova ho už nebude možné otvoriť.',
  leaveConfirm: 'Opustiť',
  stay: 'Zostať',
  openInOtherWindow: 'Tento formulár je otvorený v inom okne v tomto zariadení.',
  continueHere: 'Pokračovať tu',

  minutesLeft: {
    one: 'Zostáva {count} minúta',
    few: 'Zostávajú {count} minúty',
    many: 'Zostáva {count} minúty',
    other: 'Zostáva {count} minút',
  },
  secondsLeft: {
    one: 'Zostáva {count} sekunda',
    few: 'Zostávajú {count} sekundy',
    many: 'Zostáva {count} sekundy',
    other: 'Zostáva {count} sekúnd',
  },
  endsSoon: 'Čas na vyplnenie formulára sa čoskoro skončí.',
  extend: 'Potrebujem viac času',
  extended: 'Teraz máte viac času.',

  submittedHeading: 'Ďakujeme',
  submittedText: 'Formulár bol odoslaný: {form}. Toto okno môžete zatvoriť.',
  tooLate: 'Platnosť relácie sa skončila. Ak chcete pokračovať, zatvorte okno a začnite novú konverzáciu.',
  serverBusy: 'Služba je momentálne vyťažená. Skúste to znova o minútu.',
  insecurePage: 'Táto stránka nie je zabezpečená, preto sa formulár neotvorí. Požiadajte o pomoc operátora.',
  tryAgain: 'Skúsiť znova',
  stillTrying: 'Pripojenie je pomalé. Stále to skúšame…',

  errorHeading: {
    one: 'Opravte {count} odpoveď',
    few: 'Opravte {count} odpovede',
    many: 'Opravte {count} odpovede',
    other: 'Opravte {count} odpovedí',
  },
  errorRequired: 'Vyplňte toto pole.',
  errorChoiceRequired: 'Vyberte jednu z možností.',
  errorTooLong: 'Odpoveď je príliš dlhá. Najvyšší povolený počet znakov: {max}.',
  errorCharacter: 'Znak {character} sa tu nedá použiť. Odstráňte ho.',
  errorControlCharacter: 'Odpoveď obsahuje neviditeľný znak ({character}). Napíšte ju znova.',
  errorNumeric: 'Zadajte iba číslice.',
  errorCvv: 'Zadajte 3 alebo 4 číslice vytlačené na vašej karte.',
  errorChoice: 'Vyberte jednu z možností v zozname.',
  errorCard: 'Číslo karty nie je platné. Skontrolujte číslice.',
  errorCardLength: 'Niektoré číslice chýbajú alebo sú navyše. Počet číslic na karte {brand}: {lengths}.',
  errorExpiry: 'Zadajte mesiac a rok tak, ako sú uvedené na karte, napríklad 08/29.',
  errorExpiryPast: 'Platnosť tejto karty sa skončila. Použite inú kartu.',
  errorIban: 'IBAN nie je platný. Skontrolujte písmená a číslice.',
  errorIbanLength: 'IBAN, ktorý sa začína na {country}, má {length} znakov. Skontrolujte ho.',
  errorEmail: 'Zadajte e-mailovú adresu v tvare name@example.com.',
  errorPhone: 'Zadajte telefónne číslo so 6 až 15 číslicami, napríklad +421 2 1234 5678.',
  errorDate: 'Zadajte existujúci dátum v poradí rok-mesiac-deň, napríklad 1985-04-03.',
  errorDateAmbiguous: 'Deň a mesiac by sa mohli zameniť. Napíšte najprv rok, napríklad 1985-04-03.',
  errorSsn: 'Americké číslo sociálneho zabezpečenia nie je platné. Skontrolujte všetkých 9 číslic.',
  errorPostalCode: 'Zadajte PSČ v dĺžke 3 až 12 písmen a číslic.',
  errorPin: 'Zadajte {min} až {max} číslic.',
};
