// Danish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './da-bubble.ts';

/** Danish. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Du skal bruge en mobil eller tablet til dette. Åbn denne besked på din mobil eller tablet for at fortsætte.',

  securityHeader: 'Sikker formular: Dine svar krypteres på denne enhed',
  securityFooter: 'Kun den medarbejder, der har stillet spørgsmålene, kan læse dine svar. De vises ikke i samtalen.',
  securityFooterArchive:
    'Dine svar kan læses af den medarbejder, der har stillet spørgsmålene, og senere af autoriserede ledere i virksomheden. De vises ikke i samtalen.',
  askedBy: 'Anmodning fra {agent}',
  submit: 'Send',
  submitting: 'Sender …',
  required: 'skal udfyldes',
  optional: 'valgfrit',
  choose: 'Vælg',
  notStored: 'Gemmes ikke: slettes efter få minutter',
  showValue: 'Vis {label}',
  hideValue: 'Skjul {label}',
  charactersUsed: '{length} af {max} tegn',
  leaveTypedQuestion: 'Vil du forlade formularen? Det, du har skrevet, går tabt, men du kan åbne formularen igen.',
  leaveQuestion: 'Vil du forlade formularen? Du kan ikke åbne den igen.',
  leaveConfirm: 'Forlad',
  stay: 'Bliv',
  openInOtherWindow: 'Formularen er åben i et andet vindue på denne enhed.',
  continueHere: 'Fortsæt her',

  minutesLeft: { one: '{count} minut tilbage', other: '{count} minutter tilbage' },
  secondsLeft: { one: '{count} sekund tilbage', other: '{count} sekunder tilbage' },
  endsSoon: 'Tiden til at udfylde formularen er ved at løbe ud.',
  extend: 'Jeg har brug for mere tid',
  extended: 'Du har nu fået mere tid.',

  submittedHeading: 'Tak',
  submittedText: '{form} er blevet sendt. Du kan lukke vinduet.',
  tooLate: 'Din session er udløbet. Luk vinduet, og start en ny samtale for at fortsætte.',
  serverBusy: 'Tjenesten er overbelastet i øjeblikket. Prøv igen om et minut.',
  insecurePage: 'Siden er ikke sikker, så formularen kan ikke åbnes. Kontakt medarbejderen for at få hjælp.',
  tryAgain: 'Prøv igen',
  stillTrying: 'Forbindelsen er langsom. Prøver stadig …',

  errorHeading: { one: 'Ret {count} svar', other: 'Ret {count} svar' },
  errorRequired: 'Udfyld dette felt.',
  errorChoiceRequired: 'Vælg en mulighed.',
  errorTooLong: 'Svaret er for langt: Brug højst {max} tegn.',
  errorCharacter: 'Tegnet {character} kan ikke bruges her. Fjern det.',
  errorControlCharacter: 'Svaret indeholder et usynligt tegn ({character}). Skriv svaret igen.',
  errorNumeric: 'Brug kun cifre.',
  errorCvv: 'Indtast de 3 eller 4 cifre, der står på dit kort.',
  errorChoice: 'Vælg en mulighed på listen.',
  errorCard: 'Kortnummeret er ikke gyldigt. Tjek cifrene.',
  errorCardLength: 'Der mangler cifre, eller der er for mange: Kortnumre fra {brand} har {lengths} cifre.',
  errorExpiry: 'Indtast måned og år, som de står på dit kort, for eksempel 08/29.',
  errorExpiryPast: 'Kortet er udløbet. Brug et andet kort.',
  errorIban: 'IBAN-nummeret er ikke gyldigt. Tjek bogstaver og cifre.',
  errorIbanLength: 'Et IBAN-nummer, der begynder med {country}, har {length} tegn. Tjek nummeret.',
  errorEmail: 'Indtast en e-mailadresse, for eksempel name@example.com.',
  errorPhone: 'Indtast et telefonnummer med 6 til 15 cifre, for eksempel +45 33 12 34 56.',
  errorDate: 'Indtast en gyldig dato som år-måned-dag, for eksempel 1985-04-03.',
  errorDateAmbiguous: 'Dag og måned kan forveksles. Skriv året først, for eksempel 1985-04-03.',
  errorSsn: 'Det amerikanske personnummer (SSN) er ikke gyldigt. Tjek de 9 cifre.',
  errorPostalCode: 'Indtast et postnummer med 3 til 12 bogstaver og cifre.',
  errorPin: 'Indtast {min} til {max} cifre.',
};
