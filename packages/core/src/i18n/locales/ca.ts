// Catalan texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ca-bubble.ts';

/** Catalan. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formulari segur: les seves respostes es xifren en aquest dispositiu',
  securityFooter:
    'Només l’agent que ha sol·licitat les dades pot llegir les respostes enviades. No apareixen a la conversa.',
  securityFooterArchive:
    'Podran llegir les respostes enviades l’agent que ha sol·licitat les dades i, posteriorment, els responsables autoritzats de l’empresa. No apareixen a la conversa.',
  askedBy: 'Sol·licitat per {agent}',
  submit: 'Envia',
  submitting: 'S’està enviant…',
  required: 'obligatori',
  optional: 'opcional',
  choose: 'Triï una opció',
  notStored: 'No es desa: s’elimina al cap d’uns minuts',
  showValue: 'Mostra: {label}',
  hideValue: 'Amaga: {label}',
  expiryExample: 'MM/AA',
  charactersUsed: '{length} de {max} caràcters',
  leaveTypedQuestion: 'Vol sortir del formulari? Perdrà el que ha escrit, però podrà tornar a obrir-lo.',
  leaveQuestion: 'Vol sortir del formulari? No podrà tornar a obrir-lo.',
  leaveConfirm: 'Surt',
  stay: 'Continua',
  openInOtherWindow: 'Aquest formulari està obert en una altra finestra d’aquest dispositiu.',
  continueHere: 'Continua aquí',

  minutesLeft: {
    one: 'Queda {count} minut',
    many: 'Queden {count} de minuts',
    other: 'Queden {count} minuts',
  },
  secondsLeft: {
    one: 'Queda {count} segon',
    many: 'Queden {count} de segons',
    other: 'Queden {count} segons',
  },
  endsSoon: 'El temps per emplenar aquest formulari s’està acabant.',
  extend: 'Necessito més temps',
  extended: 'Ara té més temps.',

  submittedHeading: 'Gràcies',
  submittedText: 'El formulari «{form}» s’ha enviat. Ja pot tancar aquesta finestra.',
  tooLate: 'La sessió ha caducat. Tanqui la finestra i iniciï una conversa nova per continuar.',
  serverBusy: 'El servei està saturat en aquest moment. Torni-ho a provar d’aquí a un minut.',
  insecurePage:
    'Aquesta pàgina no és segura i, per tant, el formulari es manté tancat. Posi’s en contacte amb el seu agent per rebre ajuda.',
  tryAgain: 'Torna-ho a provar',
  stillTrying: 'La connexió és lenta. Ho continuem provant…',

  errorHeading: {
    one: 'Corregeixi {count} resposta',
    many: 'Corregeixi {count} de respostes',
    other: 'Corregeixi {count} respostes',
  },
  errorRequired: 'Empleni aquest camp.',
  errorChoiceRequired: 'Triï una opció.',
  errorTooLong: 'El text és massa llarg: pot tenir {max} caràcters com a màxim.',
  errorCharacter: 'El caràcter {character} no es pot fer servir aquí. Elimini’l.',
  errorControlCharacter: 'La resposta conté un caràcter invisible ({character}). Torni-la a escriure.',
  errorNumeric: 'Introdueixi només dígits.',
  errorCvv: 'Introdueixi el codi de seguretat de 3 o 4 dígits que consta a la targeta.',
  errorChoice: 'Triï una opció de la llista.',
  errorCard: 'Aquest número de targeta no és vàlid. Comprovi els dígits.',
  errorCardLength: 'Falten o sobren dígits: els números de targeta {brand} tenen {lengths} dígits.',
  errorExpiry: 'Introdueixi el mes i l’any tal com consten a la targeta, per exemple, 08/29.',
  errorExpiryPast: 'Aquesta targeta ha caducat. Faci servir una altra targeta.',
  errorIban: 'Aquest IBAN no és vàlid. Comprovi les lletres i els dígits.',
  errorIbanLength: 'Un IBAN que comença per {country} té {length} caràcters. Comprovi el que ha escrit.',
  errorEmail: 'Introdueixi una adreça electrònica vàlida, per exemple, name@example.com.',
  errorPhone: 'Introdueixi un número de telèfon d’entre 6 i 15 dígits, per exemple, +34 931 234 567.',
  errorDate: 'Introdueixi una data vàlida en l’ordre any-mes-dia, per exemple, 1985-04-03.',
  errorDateAmbiguous: 'El dia i el mes es podrien confondre. Escrigui primer l’any, per exemple, 1985-04-03.',
  errorSsn: 'Aquest número de la Seguretat Social dels Estats Units no és vàlid. Comprovi els 9 dígits.',
  errorPostalCode: 'Introdueixi un codi postal d’entre 3 i 12 lletres i dígits.',
  errorPin: 'Introdueixi entre {min} i {max} dígits.',
};
