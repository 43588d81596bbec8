// Spanish texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Spanish. */
export const texts: BubbleTexts = {
  locale: 'es',

  fillInForm: 'Rellenar formulario',
  statusToFill: 'Listo para rellenar',
  statusInProgress: 'Abierto, aún sin enviar',
  statusOpened: 'Formulario abierto. Solo puede continuar en el dispositivo en el que lo abrió.',
  statusSubmitted: 'Este formulario ya se ha enviado y no se puede volver a abrir por motivos de seguridad',
  statusExpired: 'Este formulario ha caducado',
  statusFailed: 'No se ha podido entregar este formulario',
  statusDeclined: 'Ha rechazado este formulario',
  statusRevoked: 'El agente ha retirado este formulario',
  statusOpenedElsewhere: 'Este formulario se ha abierto en otro dispositivo',
  statusLeft: 'Ha salido de este formulario. No se puede volver a abrir.',
  openForm: 'Continuar el formulario',
  offline: 'No tiene conexión. El formulario volverá a estar disponible cuando se restablezca la conexión.',
  decline: 'Rechazar',
  declineQuestion: '¿Desea rechazar este formulario? Se informará a su agente.',
  declineConfirm: 'Rechazar formulario',
  cancel: 'Cancelar',
  openTheForm: 'Abrir el formulario seguro',
  loading: 'Abriendo el formulario seguro…',
  close: 'Cerrar',
  couldNotOpen: 'No se ha podido abrir el formulario seguro.\nPóngase en contacto con su agente para recibir ayuda.',
  connectionFailed: 'Error de conexión. Compruebe su conexión a internet e inténtelo de nuevo.',
};
