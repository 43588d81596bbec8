// Brazilian Portuguese texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Brazilian Portuguese. */
export const texts: BubbleTexts = {
  locale: 'pt',

  fillInForm: 'Preencher formulário',
  statusToFill: 'Pronto para preencher',
  statusInProgress: 'Aberto, ainda não enviado',
  statusOpened: 'Formulário aberto. Só é possível continuar no dispositivo em que ele foi aberto.',
  statusSubmitted: 'Este formulário foi enviado e não pode ser reaberto por motivos de segurança',
  statusExpired: 'Este formulário expirou',
  statusFailed: 'Não foi possível entregar este formulário',
  statusDeclined: 'Você recusou este formulário',
  statusRevoked: 'O atendente cancelou este formulário',
  statusOpenedElsewhere: 'Este formulário foi aberto em outro dispositivo',
  statusLeft: 'Você saiu deste formulário. Não é possível abri-lo novamente.',
  openForm: 'Continuar o formulário',
  offline: 'Você está offline. O formulário voltará a ficar disponível quando a conexão for restabelecida.',
  decline: 'Recusar',
  declineQuestion: 'Deseja recusar este formulário? O atendente será informado.',
  declineConfirm: 'Recusar formulário',
  cancel: 'Cancelar',
  openTheForm: 'Abrir o formulário seguro',
  loading: 'Abrindo o formulário seguro…',
  close: 'Fechar',
  couldNotOpen: 'Não foi possível abrir o formulário seguro.\nEntre em contato com o atendente para obter ajuda.',
  connectionFailed: 'Falha na conexão. Verifique sua conexão com a internet e tente novamente.',
};
