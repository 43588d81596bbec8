// Spanish texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './es-bubble.ts';

/** Spanish. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formulario seguro: sus respuestas se cifran en este dispositivo',
  securityFooter: 'Solo el agente que solicitó los datos puede leer sus respuestas. No aparecen en la conversación.',
  securityFooterArchive:
    'Podrán leer sus respuestas el agente que solicitó los datos y, posteriormente, los responsables autorizados de la empresa. No aparecen en la conversación.',
  askedBy: 'Solicitado por {agent}',
  submit: 'Enviar',
  submitting: 'Enviando…',
  required: 'obligatorio',
  optional: 'opcional',
  choose: 'Elija una opción',
  notStored: 'No se guarda: se elimina al cabo de unos minutos',
  showValue: 'Mostrar: {label}',
  hideValue: 'Ocultar: {label}',
  expiryExample: 'MM/AA',
  charactersUsed: '{length} de {max} caracteres',
  leaveTypedQuestion: '¿Salir del formulario? Perderá lo que ha escrito, pero podrá volver a abrirlo.',
  leaveQuestion: '¿Salir del formulario? No podrá volver a abrirlo.',
  leaveConfirm: 'Salir',
  stay: 'Quedarse',
  openInOtherWindow: 'Este formulario está abierto en otra ventana de este dispositivo.',
  continueHere: 'Continuar aquí',

  minutesLeft: {
    one: 'Queda {count} minuto',
    many: 'Quedan {count} de minutos',
    other: 'Quedan {count} minutos',
  },
  secondsLeft: {
    one: 'Queda {count} segundo',
    many: 'Quedan {count} de segundos',
    other: 'Quedan {count} segundos',
  },
  endsSoon: 'El tiempo para completar este formulario está a punto de agotarse.',
  extend: 'Necesito más tiempo',
  extended: 'Ahora dispone de más tiempo.',

  submittedHeading: 'Gracias',
  submittedText: 'El formulario «{form}» se ha enviado. Puede cerrar esta ventana.',
  tooLate: 'Su sesión ha caducado. Cierre la ventana e inicie una nueva conversación para continuar.',
  serverBusy: 'El servicio está saturado en este momento. Inténtelo de nuevo dentro de un minuto.',
  insecurePage:
    'Esta página no es segura, por lo que el formulario permanecerá cerrado. Póngase en contacto con su agente para recibir ayuda.',
  tryAgain: 'Reintentar',
  stillTrying: 'La conexión es lenta. Seguimos intentándolo…',

  errorHeading: {
    one: 'Corrija {count} respuesta',
    many: 'Corrija {count} de respuestas',
    other: 'Corrija {count} respuestas',
  },
  errorRequired: 'Rellene este campo.',
  errorChoiceRequired: 'Elija una opción.',
  errorTooLong: 'El texto es demasiado largo: puede tener {max} caracteres como máximo.',
  errorCharacter: 'El carácter {character} no está permitido aquí. Elimínelo.',
  errorControlCharacter: 'La respuesta contiene un carácter invisible ({character}). Escríbala de nuevo.',
  errorNumeric: 'Introduzca solo dígitos.',
  errorCvv: 'Introduzca el código de seguridad de 3 o 4 dígitos que figura en su tarjeta.',
  errorChoice: 'Elija una opción de la lista.',
  errorCard: 'Este número de tarjeta no es válido. Compruebe los dígitos.',
  errorCardLength: 'Faltan o sobran dígitos: los números de tarjeta {brand} tienen {lengths} dígitos.',
  errorExpiry: 'Introduzca el mes y el año como figuran en su tarjeta, por ejemplo 08/29.',
  errorExpiryPast: 'Esta tarjeta ha caducado. Utilice otra tarjeta.',
  errorIban: 'Este IBAN no es válido. Compruebe las letras y los dígitos.',
  errorIbanLength: 'Un IBAN que empieza por {country} tiene {length} caracteres. Compruebe el que ha escrito.',
  errorEmail: 'Introduzca una dirección de correo electrónico válida, por ejemplo name@example.com.',
  errorPhone: 'Introduzca un número de teléfono de entre 6 y 15 dígitos, por ejemplo +34 910 123 456.',
  errorDate: 'Introduzca una fecha válida en el orden año-mes-día, por ejemplo 1985-04-03.',
  errorDateAmbiguous: 'El día y el mes podrían confundirse. Escriba primero el año, por ejemplo 1985-04-03.',
  errorSsn: 'Este número de la Seguridad Social estadounidense no es válido. Compruebe los 9 dígitos.',
  errorPostalCode: 'Introduzca un código postal de entre 3 y 12 letras y dígitos.',
  errorPin: 'Introduzca entre {min} y {max} dígitos.',
};
