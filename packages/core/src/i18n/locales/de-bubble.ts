// German texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** German. */
export const texts: BubbleTexts = {
  locale: 'de',

  fillInForm: 'Formular ausfüllen',
  statusToFill: 'Bereit zum Ausfüllen',
  statusInProgress: 'Geöffnet, noch nicht abgeschickt',
  statusOpened: 'Geöffnet. Es kann nur auf dem Gerät fortgesetzt werden, auf dem es geöffnet wurde.',
  statusSubmitted: 'Dieses Formular wurde abgeschickt und kann aus Sicherheitsgründen nicht erneut geöffnet werden',
  statusExpired: 'Dieses Formular ist abgelaufen',
  statusFailed: 'Dieses Formular konnte nicht zugestellt werden',
  statusDeclined: 'Sie haben dieses Formular abgelehnt',
  statusRevoked: 'Dieses Formular wurde zurückgezogen',
  statusOpenedElsewhere: 'Dieses Formular wurde auf einem anderen Gerät geöffnet',
  statusLeft: 'Sie haben dieses Formular verlassen. Es kann nicht noch einmal geöffnet werden.',
  openForm: 'Formular weiter ausfüllen',
  offline: 'Sie sind offline. Sobald die Verbindung wieder da ist, können Sie das Formular ausfüllen.',
  decline: 'Ablehnen',
  declineQuestion: 'Möchten Sie dieses Formular ablehnen? Ihre Ansprechperson erfährt davon.',
  declineConfirm: 'Formular ablehnen',
  cancel: 'Abbrechen',
  openTheForm: 'Sicheres Formular öffnen',
  loading: 'Das sichere Formular wird geöffnet …',
  close: 'Schließen',
  couldNotOpen: 'Das sichere Formular konnte nicht geöffnet werden.\nBitte wenden Sie sich an Ihre Ansprechperson.',
  connectionFailed: 'Keine Verbindung. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
};
