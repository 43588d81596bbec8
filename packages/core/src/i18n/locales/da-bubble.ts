// Danish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Danish. */
export const texts: BubbleTexts = {
  locale: 'da',

  fillInForm: 'Udfyld formular',
  statusToFill: 'Klar til at blive udfyldt',
  statusInProgress: 'Åbnet, endnu ikke sendt',
  statusOpened: 'Åbnet. Du kan kun fortsætte på den enhed, hvor formularen blev åbnet.',
  statusSubmitted: 'Formularen er sendt og kan af sikkerhedshensyn ikke åbnes igen',
  statusExpired: 'Formularen er udløbet',
  statusFailed: 'Formularen kunne ikke leveres',
  statusDeclined: 'Du har afvist formularen',
  statusRevoked: 'Medarbejderen har trukket formularen tilbage',
  statusOpenedElsewhere: 'Formularen er blevet åbnet på en anden enhed',
  statusLeft: 'Du har forladt formularen. Den kan ikke åbnes igen.',
  openForm: 'Fortsæt udfyldningen',
  offline: 'Du er offline. Formularen bliver tilgængelig, når du er online igen.',
  decline: 'Afvis',
  declineQuestion: 'Vil du afvise formularen? Medarbejderen får besked.',
  declineConfirm: 'Afvis formularen',
  cancel: 'Annuller',
  openTheForm: 'Åbn den sikre formular',
  loading: 'Åbner den sikre formular …',
  close: 'Luk',
  couldNotOpen: 'Den sikre formular kunne ikke åbnes.\nKontakt medarbejderen for at få hjælp.',
  connectionFailed: 'Der er ingen forbindelse. Tjek din internetforbindelse, og prøv igen.',
};
