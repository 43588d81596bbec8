// Swedish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Swedish. */
export const texts: BubbleTexts = {
  locale: 'sv',

  fillInForm: 'Fyll i formulär',
  statusToFill: 'Redo att fyllas i',
  statusInProgress: 'Öppnat, inte skickat ännu',
  statusOpened: 'Öppnat. Du kan bara fortsätta på den enhet där formuläret öppnades.',
  statusSubmitted: 'Formuläret har skickats och kan av säkerhetsskäl inte öppnas igen',
  statusExpired: 'Formuläret har gått ut',
  statusFailed: 'Formuläret kunde inte levereras',
  statusDeclined: 'Du har avböjt formuläret',
  statusRevoked: 'Handläggaren har dragit tillbaka formuläret',
  statusOpenedElsewhere: 'Formuläret har öppnats på en annan enhet',
  statusLeft: 'Du har lämnat formuläret. Det kan inte öppnas igen.',
  openForm: 'Fortsätt fylla i',
  offline: 'Du är offline. Formuläret blir tillgängligt när du är online igen.',
  decline: 'Avböj',
  declineQuestion: 'Vill du avböja formuläret? Din handläggare får veta det.',
  declineConfirm: 'Avböj formuläret',
  cancel: 'Avbryt',
  openTheForm: 'Öppna det säkra formuläret',
  loading: 'Öppnar det säkra formuläret …',
  close: 'Stäng',
  couldNotOpen: 'Det säkra formuläret kunde inte öppnas.\nKontakta din handläggare för att få hjälp.',
  connectionFailed: 'Ingen anslutning. Kontrollera din internetanslutning och försök igen.',
};
