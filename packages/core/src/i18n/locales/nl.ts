// Dutch texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './nl-bubble.ts';

/** Dutch. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Beveiligd formulier: uw antwoorden worden op dit apparaat versleuteld',
  securityFooter:
    'Alleen de medewerker die hierom heeft gevraagd, kan uw antwoorden lezen. Ze komen niet in het gesprek te staan.',
  securityFooterArchive:
    'De medewerker die hierom heeft gevraagd, kan uw antwoorden lezen. Later kunnen ook bevoegde leidinggevenden van het bedrijf dat. De antwoorden komen niet in het gesprek te staan.',
  askedBy: 'Gevraagd door {agent}',
  submit: 'Verzenden',
  submitting: 'Wordt verzonden…',
  required: 'verplicht',
  optional: 'niet verplicht',
  choose: 'Maak een keuze',
  notStored: 'Wordt niet bewaard: na enkele minuten gewist',
  showValue: '{label} tonen',
  hideValue: '{label} verbergen',
  expiryExample: 'MM/JJ',
  charactersUsed: '{length} van {max} tekens',
  leaveTypedQuestion: 'Formulier verlaten? Uw invoer gaat verloren, maar u kunt het formulier opnieuw openen.',
  leaveQuestion: 'Formulier verlaten? U kunt het daarna niet meer openen.',
  leaveConfirm: 'Verlaten',
  stay: 'Blijven',
  openInOtherWindow: 'Dit formulier is op dit apparaat in een ander venster geopend.',
  continueHere: 'Hier verdergaan',

  minutesLeft: { one: 'Nog {count} minuut', other: 'Nog {count} minuten' },
  secondsLeft: { one: 'Nog {count} seconde', other: 'Nog {count} seconden' },
  endsSoon: 'De tijd voor dit formulier is bijna om.',
  extend: 'Ik heb meer tijd nodig',
  extended: 'U hebt nu meer tijd.',

  submittedHeading: 'Bedankt',
  submittedText: 'Het formulier ‘{form}’ is verzonden. U kunt dit venster sluiten.',
  tooLate: 'Uw sessie is verlopen. Sluit het venster en begin een nieuw gesprek om verder te gaan.',
  serverBusy: 'Het is op dit moment erg druk. Probeer het over een minuut opnieuw.',
  insecurePage:
    'Deze pagina is niet veilig, daarom blijft het formulier gesloten. Neem contact op met de medewerker voor hulp.',
  tryAgain: 'Opnieuw proberen',
  stillTrying: 'De verbinding is traag. We blijven het proberen…',

  errorHeading: { one: 'Corrigeer {count} antwoord', other: 'Corrigeer {count} antwoorden' },
  errorRequired: 'Vul dit veld in.',
  errorChoiceRequired: 'Maak een keuze.',
  errorTooLong: 'Deze tekst is te lang: gebruik maximaal {max} tekens.',
  errorCharacter: 'Het teken {character} is hier niet toegestaan. Verwijder het.',
  errorControlCharacter: 'Uw antwoord bevat een onzichtbaar teken ({character}). Typ het antwoord opnieuw.',
  errorNumeric: 'Vul alleen cijfers in.',
  errorCvv: 'Vul de beveiligingscode van 3 of 4 cijfers in die op uw kaart staat.',
  errorChoice: 'Kies een optie uit de lijst.',
  errorCard: 'Dit is geen geldig kaartnummer. Controleer de cijfers.',
  errorCardLength: 'Er ontbreken cijfers of er zijn er te veel: nummers van {brand} hebben {lengths} cijfers.',
  errorExpiry: 'Vul de maand en het jaar in zoals op uw kaart, bijvoorbeeld 08/29.',
  errorExpiryPast: 'Deze kaart is verlopen. Gebruik een andere kaart.',
  errorIban: 'Dit is geen geldig IBAN. Controleer de letters en cijfers.',
  errorIbanLength: 'Een IBAN met {country} aan het begin heeft {length} tekens. Controleer uw invoer.',
  errorEmail: 'Vul een geldig e-mailadres in, bijvoorbeeld name@example.com.',
  errorPhone: 'Vul een telefoonnummer van 6 tot en met 15 cijfers in, bijvoorbeeld +31 20 123 4567.',
  errorDate: 'Vul een geldige datum in als jaar-maand-dag, bijvoorbeeld 1985-04-03.',
  errorDateAmbiguous: 'De dag en maand kunnen worden verwisseld. Begin met het jaar, bijvoorbeeld 1985-04-03.',
  errorSsn: 'Dit is geen geldig Amerikaans socialezekerheidsnummer. Controleer de 9 cijfers.',
  errorPostalCode: 'Vul een postcode van 3 tot en met 12 letters en cijfers in.',
  errorPin: 'Vul minimaal {min} en maximaal {max} cijfers in.',
};
