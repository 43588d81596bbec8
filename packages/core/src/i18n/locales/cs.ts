// Czech texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './cs-bubble.ts';

/** Czech. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'K této operaci potřebujete mobil nebo tablet. Chcete-li pokračovat, otevřete tuto zprávu na mobilu nebo tabletu.',

  securityHeader: 'Zabezpečený formulář: vaše odpovědi se šifrují na tomto zařízení',
  securityFooter: 'Vaše odpovědi si může přečíst jen operátor, který o ně požádal. V konverzaci se nezobrazí.',
  securityFooterArchive:
    'Vaše odpovědi si může přečíst operátor, který o ně požádal, a později také oprávnění vedoucí pracovníci společnosti. V konverzaci se nezobrazí.',
  askedBy: 'O údaje žádá {agent}',
  submit: 'Odeslat',
  submitting: 'Odesílání…',
  required: 'povinné',
  optional: 'nepovinné',
  choose: 'Vyberte',
  notStored: 'Neukládá se: po několika minutách se smaže',
  showValue: 'Zobrazit: {label}',
  hideValue: 'Skrýt: {label}',
  charactersUsed: 'Znaky: {length} z {max}',
  leaveTypedQuestion: 'Opustit formulář? Zadané údaje se ztratí, formulář ale můžete otevřít znovu.',
  leaveQuestion: 'Opustit formulář? Znovu ho už nebude možné otevřít.',
  leaveConfirm: 'Opustit',
  stay: 'Zůstat',
  openInOtherWindow: 'Tento formulář je otevřený v jiném okně na tomto zařízení.',
  continueHere: 'Pokračovat zde',

  minutesLeft: {
    one: 'Zbývá {count} minuta',
    few: 'Zbývají {count} minuty',
    many: 'Zbývá {count} minuty',
    other: 'Zbývá {count} minut',
  },
  secondsLeft: {
    one: 'Zbývá {count} sekunda',
    few: 'Zbývají {count} sekundy',
    many: 'Zbývá {count} sekundy',
    other: 'Zbývá {count} sekund',
  },
  endsSoon: 'Čas na vyplnění formuláře brzy vyprší.',
  extend: 'Potřebuji více času',
  extended: 'Nyní máte více času.',

  submittedHeading: 'Děkujeme',
  submittedText: '{form}: formulář byl odeslán. Toto okno můžete zavřít.',
  tooLate: 'Platnost vaší relace vypršela. Chcete-li pokračovat, zavřete okno a začněte novou konverzaci.',
  serverBusy: 'Služba je momentálně přetížená. Zkuste to prosím znovu za minutu.',
  insecurePage: 'Tato stránka není zabezpečená, proto se formulář neotevře. Obraťte se prosím na operátora.',
  tryAgain: 'Zkusit znovu',
  stillTrying: 'Připojení je pomalé. Stále to zkoušíme…',

  errorHeading: {
    one: 'Opravte prosím {count} odpověď',
    few: 'Opravte prosím {count} odpovědi',
    many: 'Opravte prosím {count} odpovědi',
    other: 'Opravte prosím {count} odpovědí',
  },
  errorRequired: 'Vyplňte prosím toto pole.',
  errorChoiceRequired: 'Vyberte prosím jednu z možností.',
  errorTooLong: 'Odpověď je příliš dlouhá. Maximální počet znaků: {max}.',
  errorCharacter: 'Znak {character} zde nelze použít. Odstraňte ho prosím.',
  errorControlCharacter: 'Odpověď obsahuje neviditelný znak ({character}). Zadejte ji prosím znovu.',
  errorNumeric: 'Zadejte prosím pouze číslice.',
  errorCvv: 'Zadejte prosím 3 nebo 4 číslice kódu uvedeného na kartě.',
  errorChoice: 'Vyberte prosím jednu z možností v seznamu.',
  errorCard: 'Toto není platné číslo karty. Zkontrolujte prosím číslice.',
  errorCardLength: 'Některé číslice chybí nebo přebývají. Počet číslic v čísle karty {brand}: {lengths}.',
  errorExpiry: 'Zadejte prosím měsíc a rok tak, jak jsou uvedeny na kartě, například 08/29.',
  errorExpiryPast: 'Platnost této karty skončila. Použijte prosím jinou kartu.',
  errorIban: 'Toto není platný IBAN. Zkontrolujte prosím písmena a číslice.',
  errorIbanLength: 'Zkontrolujte prosím IBAN. Počet znaků v IBANu začínajícím na {country}: {length}.',
  errorEmail: 'Zadejte prosím e-mailovou adresu, například name@example.com.',
  errorPhone: 'Zadejte prosím telefonní číslo se 6 až 15 číslicemi, například +420 212 345 678.',
  errorDate: 'Zadejte prosím platné datum ve tvaru rok-měsíc-den, například 1985-04-03.',
  errorDateAmbiguous: 'Den a měsíc lze zaměnit. Napište prosím nejprve rok, například 1985-04-03.',
  errorSsn: 'Toto není platné americké číslo sociálního zabezpečení (SSN). Zkontrolujte prosím všech 9 číslic.',
  errorPostalCode: 'Zadejte prosím PSČ, které má 3 až 12 písmen a číslic.',
  errorPin: 'Zadejte prosím pouze číslice v počtu {min} až {max}.',
};
