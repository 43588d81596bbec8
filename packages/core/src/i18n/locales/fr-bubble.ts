// French texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** French. */
export const texts: BubbleTexts = {
  locale: 'fr',

  fillInForm: 'Remplir le formulaire',
  statusToFill: 'À remplir',
  statusInProgress: 'Ouvert, pas encore envoyé',
  statusOpened: 'Formulaire ouvert. Il ne peut être poursuivi que sur l’appareil où il a été ouvert.',
  statusSubmitted: 'Ce formulaire a été envoyé et ne peut plus être rouvert pour des raisons de sécurité',
  statusExpired: 'Ce formulaire a expiré',
  statusFailed: 'Ce formulaire n’a pas pu être transmis',
  statusDeclined: 'Vous avez refusé ce formulaire',
  statusRevoked: 'Le conseiller a retiré ce formulaire',
  statusOpenedElsewhere: 'Ce formulaire a été ouvert sur un autre appareil',
  statusLeft: 'Vous avez quitté ce formulaire. Il ne peut plus être rouvert.',
  openForm: 'Reprendre le formulaire',
  offline: 'Vous êtes hors connexion. Le formulaire sera de nouveau disponible dès le retour de la connexion.',
  decline: 'Refuser',
  declineQuestion: 'Souhaitez-vous refuser ce formulaire\u00a0? Votre conseiller en sera informé.',
  declineConfirm: 'Refuser le formulaire',
  cancel: 'Annuler',
  openTheForm: 'Ouvrir le formulaire sécurisé',
  loading: 'Ouverture du formulaire sécurisé…',
  close: 'Fermer',
  couldNotOpen:
    'Impossible d’ouvrir le formulaire sécurisé.\nVeuillez contacter votre conseiller pour obtenir de l’aide.',
  connectionFailed: 'Échec de la connexion. Vérifiez votre connexion Internet et réessayez.',
};
