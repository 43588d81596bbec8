// Czech texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Czech. */
export const texts: BubbleTexts = {
  locale: 'cs',

  fillInForm: 'Vyplnit formulář',
  statusToFill: 'Připraveno k vyplnění',
  statusInProgress: 'Otevřeno, zatím neodesláno',
  statusOpened: 'Otevřeno. Pokračovat můžete jen na zařízení, na kterém byl formulář otevřen.',
  statusSubmitted: 'Formulář byl odeslán a z bezpečnostních důvodů ho nelze znovu otevřít',
  statusExpired: 'Platnost formuláře vypršela',
  statusFailed: 'Formulář se nepodařilo doručit',
  statusDeclined: 'Formulář jste odmítli',
  statusRevoked: 'Operátor vzal formulář zpět',
  statusOpenedElsewhere: 'Formulář byl otevřen na jiném zařízení',
  statusLeft: 'Formulář jste opustili. Nelze ho znovu otevřít.',
  openForm: 'Pokračovat ve vyplňování',
  offline: 'Jste offline. Formulář bude opět dostupný, jakmile se připojíte k internetu.',
  decline: 'Odmítnout',
  declineQuestion: 'Chcete formulář odmítnout? Operátor se o tom dozví.',
  declineConfirm: 'Odmítnout formulář',
  cancel: 'Zrušit',
  openTheForm: 'Otevřít zabezpečený formulář',
  loading: 'Otevírání zabezpečeného formuláře…',
  close: 'Zavřít',
  couldNotOpen: 'Zabezpečený formulář se nepodařilo otevřít.\nObraťte se prosím na operátora.',
  connectionFailed: 'Připojení se nezdařilo. Zkontrolujte připojení k internetu a zkuste to znovu.',
};
