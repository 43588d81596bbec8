// Swedish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './sv-bubble.ts';

/** Swedish. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Du behöver en mobil eller surfplatta för det här. Öppna meddelandet i mobilen eller surfplattan för att fortsätta.',

  securityHeader: 'Säkert formulär: dina svar krypteras på den här enheten',
  securityFooter: 'Bara den handläggare som har ställt frågorna kan läsa dina svar. De visas inte i konversationen.',
  securityFooterArchive:
    'Dina svar kan läsas av den handläggare som har ställt frågorna och senare av behöriga chefer på företaget. De visas inte i konversationen.',
  askedBy: 'Förfrågan från {agent}',
  submit: 'Skicka',
  submitting: 'Skickar …',
  required: 'obligatoriskt',
  optional: 'valfritt',
  choose: 'Välj',
  notStored: 'Sparas inte: raderas efter några minuter',
  showValue: 'Visa {label}',
  hideValue: 'Dölj {label}',
  charactersUsed: '{length} av {max} tecken',
  leaveTypedQuestion: 'Vill du lämna formuläret? Det du har skrivit försvinner, men du kan öppna formuläret igen.',
  leaveQuestion: 'Vill du lämna formuläret? Du kan inte öppna det igen.',
  leaveConfirm: 'Lämna',
  stay: 'Stanna kvar',
  openInOtherWindow: 'Formuläret är öppet i ett annat fönster på den här enheten.',
  continueHere: 'Fortsätt här',

  minutesLeft: { one: '{count} minut kvar', other: '{count} minuter kvar' },
  secondsLeft: { one: '{count} sekund kvar', other: '{count} sekunder kvar' },
  endsSoon: 'Tiden för att fylla i formuläret är snart slut.',
  extend: 'Jag behöver mer tid',
  extended: 'Du har fått mer tid.',

  submittedHeading: 'Tack',
  submittedText: '{form} har skickats. Du kan stänga fönstret.',
  tooLate: 'Din session har gått ut. Stäng fönstret och starta en ny konversation för att fortsätta.',
  serverBusy: 'Tjänsten är överbelastad just nu. Försök igen om en minut.',
  insecurePage: 'Sidan är inte säker och därför kan formuläret inte öppnas. Kontakta din handläggare för att få hjälp.',
  tryAgain: 'Försök igen',
  stillTrying: 'Anslutningen är långsam. Försöker fortfarande …',

  errorHeading: { one: 'Rätta {count} svar', other: 'Rätta {count} svar' },
  errorRequired: 'Fyll i det här fältet.',
  errorChoiceRequired: 'Välj ett alternativ.',
  errorTooLong: 'Svaret är för långt. Använd högst {max} tecken.',
  errorCharacter: 'Tecknet {character} kan inte användas här. Ta bort det.',
  errorControlCharacter: 'Svaret innehåller ett osynligt tecken ({character}). Skriv svaret på nytt.',
  errorNumeric: 'Använd bara siffror.',
  errorCvv: 'Ange de 3 eller 4 siffror som står på ditt kort.',
  errorChoice: 'Välj ett alternativ i listan.',
  errorCard: 'Kortnumret är inte giltigt. Kontrollera siffrorna.',
  errorCardLength: 'Det saknas siffror eller så är de för många: kortnummer från {brand} har {lengths} siffror.',
  errorExpiry: 'Ange månad och år som de står på kortet, till exempel 08/29.',
  errorExpiryPast: 'Kortet har gått ut. Använd ett annat kort.',
  errorIban: 'IBAN-numret är inte giltigt. Kontrollera bokstäver och siffror.',
  errorIbanLength: 'Ett IBAN-nummer som börjar med {country} har {length} tecken. Kontrollera numret.',
  errorEmail: 'Ange en e-postadress, till exempel name@example.com.',
  errorPhone: 'Ange ett telefonnummer med 6 till 15 siffror, till exempel +46 8 123 456 78.',
  errorDate: 'Ange ett giltigt datum som år-månad-dag, till exempel 1985-04-03.',
  errorDateAmbiguous: 'Dag och månad kan förväxlas. Skriv året först, till exempel 1985-04-03.',
  errorSsn: 'Det amerikanska personnumret (SSN) är inte giltigt. Kontrollera de 9 siffrorna.',
  errorPostalCode: 'Ange ett postnummer med 3 till 12 bokstäver och siffror.',
  errorPin: 'Ange {min} till {max} siffror.',
};
