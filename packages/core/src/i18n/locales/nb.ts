// Norwegian Bokmål texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './nb-bubble.ts';

/** Norwegian Bokmål. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'Du trenger mobil eller nettbrett for å gjøre dette. Åpne meldingen på mobil eller nettbrett for å fortsette.',

  securityHeader: 'Sikkert skjema: Svarene dine krypteres på denne enheten',
  securityFooter: 'Bare kundebehandleren som har bedt om svarene, kan lese dem. De vises ikke i samtalen.',
  securityFooterArchive:
    'Svarene dine kan leses av kundebehandleren som har bedt om dem, og senere av autoriserte ledere i selskapet. De vises ikke i samtalen.',
  askedBy: 'Forespørsel fra {agent}',
  submit: 'Send inn',
  submitting: 'Sender inn …',
  required: 'må fylles ut',
  optional: 'valgfritt',
  choose: 'Velg',
  notStored: 'Lagres ikke: slettes etter noen få minutter',
  showValue: 'Vis {label}',
  hideValue: 'Skjul {label}',
  charactersUsed: '{length} av {max} tegn',
  leaveTypedQuestion: 'Vil du forlate skjemaet? Det du har skrevet, går tapt, men du kan åpne skjemaet igjen.',
  leaveQuestion: 'Vil du forlate skjemaet? Du kan ikke åpne det igjen.',
  leaveConfirm: 'Forlat',
  stay: 'Bli',
  openInOtherWindow: 'Skjemaet er åpent i et annet vindu på denne enheten.',
  continueHere: 'Fortsett her',

  minutesLeft: { one: '{count} minutt igjen', other: '{count} minutter igjen' },
  secondsLeft: { one: '{count} sekund igjen', other: '{count} sekunder igjen' },
  endsSoon: 'Tiden for å fylle ut skjemaet er snart ute.',
  extend: 'Jeg trenger mer tid',
  extended: 'Du har fått mer tid.',

  submittedHeading: 'Takk',
  submittedText: '{form} er sendt inn. Du kan lukke vinduet.',
  tooLate: 'Økten din er utløpt. Lukk vinduet og start en ny samtale for å fortsette.',
  serverBusy: 'Tjenesten er overbelastet akkurat nå. Prøv igjen om et minutt.',
  insecurePage: 'Siden er ikke sikker, så skjemaet kan ikke åpnes. Kontakt kundebehandleren for å få hjelp.',
  tryAgain: 'Prøv igjen',
  stillTrying: 'Forbindelsen er treg. Prøver fortsatt …',

  errorHeading: { one: 'Rett {count} svar', other: 'Rett {count} svar' },
  errorRequired: 'Fyll ut dette feltet.',
  errorChoiceRequired: 'Velg et alternativ.',
  errorTooLong: 'Svaret er for langt: Bruk høyst {max} tegn.',
  errorCharacter: 'Tegnet {character} kan ikke brukes her. Fjern det.',
  errorControlCharacter: 'Svaret inneholder et usynlig tegn ({character}). Skriv svaret på nytt.',
  errorNumeric: 'Bruk bare sifre.',
  errorCvv: 'Skriv inn de 3 eller 4 sifrene som står på kortet ditt.',
  errorChoice: 'Velg et alternativ fra listen.',
  errorCard: 'Kortnummeret er ikke gyldig. Kontroller sifrene.',
  errorCardLength: 'Det mangler sifre, eller det er for mange: Kortnumre fra {brand} har {lengths} sifre.',
  errorExpiry: 'Skriv inn måned og år slik de står på kortet, for eksempel 08/29.',
  errorExpiryPast: 'Kortet er utløpt. Bruk et annet kort.',
  errorIban: 'IBAN-nummeret er ikke gyldig. Kontroller bokstaver og sifre.',
  errorIbanLength: 'Et IBAN-nummer som begynner med {country}, har {length} tegn. Kontroller nummeret.',
  errorEmail: 'Skriv inn en e-postadresse, for eksempel name@example.com.',
  errorPhone: 'Skriv inn et telefonnummer med 6 til 15 sifre, for eksempel +47 22 12 34 56.',
  errorDate: 'Skriv inn en gyldig dato som år-måned-dag, for eksempel 1985-04-03.',
  errorDateAmbiguous: 'Dag og måned kan forveksles. Skriv året først, for eksempel 1985-04-03.',
  errorSsn: 'Det amerikanske personnummeret (SSN) er ikke gyldig. Kontroller de 9 sifrene.',
  errorPostalCode: 'Skriv inn et postnummer med 3 til 12 bokstaver og sifre.',
  errorPin: 'Skriv inn {min} til {max} sifre.',
};
