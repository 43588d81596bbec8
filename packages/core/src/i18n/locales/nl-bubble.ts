// Dutch texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Dutch. */
export const texts: BubbleTexts = {
  locale: 'nl',

  fillInForm: 'Formulier invullen',
  statusToFill: 'Klaar om in te vullen',
  statusInProgress: 'Geopend, nog niet verzonden',
  statusOpened: 'Geopend. U kunt alleen verdergaan op het apparaat waarop het formulier is geopend.',
  statusSubmitted: 'Dit formulier is verzonden en kan om veiligheidsredenen niet opnieuw worden geopend',
  statusExpired: 'Dit formulier is verlopen',
  statusFailed: 'Dit formulier kon niet worden bezorgd',
  statusDeclined: 'U hebt dit formulier geweigerd',
  statusRevoked: 'De medewerker heeft dit formulier ingetrokken',
  statusOpenedElsewhere: 'Dit formulier is op een ander apparaat geopend',
  statusLeft: 'U hebt dit formulier verlaten. Het kan niet opnieuw worden geopend.',
  openForm: 'Verder met het formulier',
  offline: 'U bent offline. Het formulier is weer beschikbaar zodra de verbinding is hersteld.',
  decline: 'Weigeren',
  declineQuestion: 'Wilt u dit formulier weigeren? De medewerker krijgt hiervan bericht.',
  declineConfirm: 'Formulier weigeren',
  cancel: 'Annuleren',
  openTheForm: 'Beveiligd formulier openen',
  loading: 'Het beveiligde formulier wordt geopend…',
  close: 'Sluiten',
  couldNotOpen: 'Het beveiligde formulier kon niet worden geopend.\nNeem contact op met de medewerker voor hulp.',
  connectionFailed: 'Verbinding mislukt. Controleer uw internetverbinding en probeer het opnieuw.',
};
