// French texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './fr-bubble.ts';

/** French. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formulaire sécurisé\u00a0: vos réponses sont chiffrées sur cet appareil',
  securityFooter:
    'Seul le conseiller qui a demandé ces informations peut lire vos réponses. Elles n’apparaissent pas dans la conversation.',
  securityFooterArchive:
    'Vos réponses peuvent être lues par le conseiller qui a demandé ces informations et, par la suite, par des responsables habilités de l’entreprise. Elles n’apparaissent pas dans la conversation.',
  askedBy: 'Demandé par {agent}',
  submit: 'Envoyer',
  submitting: 'Envoi en cours…',
  required: 'obligatoire',
  optional: 'facultatif',
  choose: 'Veuillez choisir',
  notStored: 'Donnée non conservée\u00a0: supprimée au bout de quelques minutes',
  showValue: 'Afficher\u00a0: {label}',
  hideValue: 'Masquer\u00a0: {label}',
  expiryExample: 'MM/AA',
  charactersUsed: '{length} sur {max} caractères',
  leaveTypedQuestion: 'Quitter le formulaire\u00a0? Votre saisie sera perdue, mais vous pourrez le rouvrir.',
  leaveQuestion: 'Quitter le formulaire\u00a0? Vous ne pourrez plus le rouvrir.',
  leaveConfirm: 'Quitter',
  stay: 'Rester',
  openInOtherWindow: 'Ce formulaire est ouvert dans une autre fenêtre sur cet appareil.',
  continueHere: 'Continuer ici',

  minutesLeft: {
    one: 'Il vous reste {count} minute',
    many: 'Il vous reste {count} de minutes',
    other: 'Il vous reste {count} minutes',
  },
  secondsLeft: {
    one: 'Il vous reste {count} seconde',
    many: 'Il vous reste {count} de secondes',
    other: 'Il vous reste {count} secondes',
  },
  endsSoon: 'Le temps prévu pour ce formulaire est bientôt écoulé.',
  extend: 'J’ai besoin de plus de temps',
  extended: 'Vous disposez maintenant de plus de temps.',

  submittedHeading: 'Merci',
  submittedText: 'Le formulaire «\u00a0{form}\u00a0» a bien été envoyé. Vous pouvez fermer cette fenêtre.',
  tooLate: 'Votre session a expiré. Veuillez fermer la fenêtre et démarrer une nouvelle conversation pour continuer.',
  serverBusy: 'Le service est momentanément surchargé. Veuillez réessayer dans une minute.',
  insecurePage:
    'Cette page n’est pas sécurisée, le formulaire reste donc fermé. Veuillez contacter votre conseiller pour obtenir de l’aide.',
  tryAgain: 'Réessayer',
  stillTrying: 'La connexion est lente. Nous continuons d’essayer…',

  errorHeading: {
    one: 'Veuillez corriger {count} réponse',
    many: 'Veuillez corriger {count} de réponses',
    other: 'Veuillez corriger {count} réponses',
  },
  errorRequired: 'Veuillez remplir ce champ.',
  errorChoiceRequired: 'Veuillez choisir une option.',
  errorTooLong: 'Ce texte est trop long\u00a0: {max} caractères au maximum.',
  errorCharacter: 'Le caractère {character} n’est pas autorisé ici. Veuillez le supprimer.',
  errorControlCharacter: 'Cette réponse contient un caractère invisible ({character}). Veuillez la saisir à nouveau.',
  errorNumeric: 'Veuillez saisir uniquement des chiffres.',
  errorCvv: 'Veuillez saisir le code de sécurité à 3 ou 4 chiffres qui figure sur votre carte.',
  errorChoice: 'Veuillez choisir une option de la liste.',
  errorCard: 'Ce numéro de carte n’est pas valide. Veuillez vérifier les chiffres.',
  errorCardLength: 'Nombre de chiffres incorrect\u00a0: un numéro {brand} comporte {lengths} chiffres.',
  errorExpiry: 'Veuillez saisir le mois et l’année comme sur votre carte, par exemple 08/29.',
  errorExpiryPast: 'Cette carte a expiré. Veuillez en utiliser une autre.',
  errorIban: 'Cet IBAN n’est pas valide. Veuillez vérifier les lettres et les chiffres.',
  errorIbanLength: 'Un IBAN commençant par {country} comporte {length} caractères. Veuillez vérifier votre saisie.',
  errorEmail: 'Veuillez saisir une adresse e-mail valide, par exemple name@example.com.',
  errorPhone: 'Veuillez saisir un numéro de téléphone de 6 à 15 chiffres, par exemple +33 1 99 00 12 34.',
  errorDate: 'Veuillez saisir une date valide au format année-mois-jour, par exemple 1985-04-03.',
  errorDateAmbiguous:
    'Le jour et le mois pourraient être confondus. Veuillez commencer par l’année, par exemple 1985-04-03.',
  errorSsn: 'Ce numéro de sécurité sociale américain n’est pas valide. Veuillez vérifier les 9 chiffres.',
  errorPostalCode: 'Veuillez saisir un code postal de 3 à 12 caractères (lettres et chiffres).',
  errorPin: 'Veuillez saisir entre {min} et {max} chiffres.',
};
