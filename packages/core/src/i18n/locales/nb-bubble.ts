// Norwegian Bokmål texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Norwegian Bokmål. */
export const texts: BubbleTexts = {
  locale: 'nb',

  fillInForm: 'Fyll ut skjema',
  statusToFill: 'Klart til å fylles ut',
  statusInProgress: 'Åpnet, ikke sendt inn ennå',
  statusOpened: 'Åpnet. Du kan bare fortsette på enheten der skjemaet ble åpnet.',
  statusSubmitted: 'Skjemaet er sendt inn og kan av sikkerhetshensyn ikke åpnes på nytt',
  statusExpired: 'Skjemaet er utløpt',
  statusFailed: 'Skjemaet kunne ikke leveres',
  statusDeclined: 'Du har avslått skjemaet',
  statusRevoked: 'Kundebehandleren har trukket tilbake skjemaet',
  statusOpenedElsewhere: 'Skjemaet er åpnet på en annen enhet',
  statusLeft: 'Du har forlatt skjemaet. Det kan ikke åpnes igjen.',
  openForm: 'Fortsett utfyllingen',
  offline: 'Du er frakoblet. Skjemaet blir tilgjengelig når du er på nett igjen.',
  decline: 'Avslå',
  declineQuestion: 'Vil du avslå skjemaet? Kundebehandleren får beskjed.',
  declineConfirm: 'Avslå skjemaet',
  cancel: 'Avbryt',
  openTheForm: 'Åpne det sikre skjemaet',
  loading: 'Åpner det sikre skjemaet …',
  close: 'Lukk',
  couldNotOpen: 'Det sikre skjemaet kunne ikke åpnes.\nKontakt kundebehandleren for å få hjelp.',
  connectionFailed: 'Ingen forbindelse. Kontroller internettforbindelsen og prøv igjen.',
};
