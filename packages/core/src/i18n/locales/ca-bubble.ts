// Catalan texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Catalan. */
export const texts: BubbleTexts = {
  locale: 'ca',

  fillInForm: 'Emplena el formulari',
  statusToFill: 'A punt per emplenar',
  statusInProgress: 'Obert, encara no enviat',
  statusOpened: 'Formulari obert. Només es pot continuar al dispositiu on es va obrir.',
  statusSubmitted: 'Aquest formulari ja s’ha enviat i no es pot tornar a obrir per motius de seguretat',
  statusExpired: 'Aquest formulari ha caducat',
  statusFailed: 'No s’ha pogut lliurar aquest formulari',
  statusDeclined: 'Ha rebutjat aquest formulari',
  statusRevoked: 'L’agent ha retirat aquest formulari',
  statusOpenedElsewhere: 'Aquest formulari s’ha obert en un altre dispositiu',
  statusLeft: 'Ha sortit d’aquest formulari. No es pot tornar a obrir.',
  openForm: 'Continua el formulari',
  offline: 'No té connexió. El formulari tornarà a estar disponible quan es restableixi la connexió.',
  decline: 'Rebutja',
  declineQuestion: 'Vol rebutjar aquest formulari? S’informarà el seu agent.',
  declineConfirm: 'Rebutja el formulari',
  cancel: 'Cancel·la',
  openTheForm: 'Obre el formulari segur',
  loading: 'S’està obrint el formulari segur…',
  close: 'Tanca',
  couldNotOpen: 'No s’ha pogut obrir el formulari segur.\nPosi’s en contacte amb el seu agent per rebre ajuda.',
  connectionFailed: 'La connexió ha fallat. Comprovi la connexió a internet i torni-ho a provar.',
};
