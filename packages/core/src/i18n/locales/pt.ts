// Brazilian Portuguese texts for the consumer.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './pt-bubble.ts';

/** Brazilian Portuguese. */
export const texts: Texts = {
  ...bubble,

  securityHeader: 'Formulário seguro: suas respostas são criptografadas neste dispositivo',
  securityFooter: 'Só o atendente que solicitou os dados pode ler suas respostas. Elas não aparecem na conversa.',
  securityFooterArchive:
    'Suas respostas podem ser lidas pelo atendente que solicitou os dados e, posteriormente, por gestores autorizados da empresa. Elas não aparecem na conversa.',
  askedBy: 'Solicitado por {agent}',
  submit: 'Enviar',
  submitting: 'Enviando…',
  required: 'obrigatório',
  optional: 'opcional',
  choose: 'Selecione uma opção',
  notStored: 'Não fica armazenado: é excluído após alguns minutos',
  showValue: 'Mostrar: {label}',
  hideValue: 'Ocultar: {label}',
  expiryExample: 'MM/AA',
  charactersUsed: '{length} de {max} caracteres',
  leaveTypedQuestion: 'Sair do formulário? O que você digitou será perdido, mas você poderá abri-lo novamente.',
  leaveQuestion: 'Sair do formulário? Você não poderá abri-lo novamente.',
  leaveConfirm: 'Sair',
  stay: 'Ficar',
  openInOtherWindow: 'Este formulário está aberto em outra janela neste dispositivo.',
  continueHere: 'Continuar aqui',

  minutesLeft: {
    one: 'Resta {count} minuto',
    many: 'Restam {count} de minutos',
    other: 'Restam {count} minutos',
  },
  secondsLeft: {
    one: 'Resta {count} segundo',
    many: 'Restam {count} de segundos',
    other: 'Restam {count} segundos',
  },
  endsSoon: 'O tempo para preencher este formulário está acabando.',
  extend: 'Preciso de mais tempo',
  extended: 'Agora você tem mais tempo.',

  submittedHeading: 'Obrigado',
  submittedText: 'O formulário “{form}” foi enviado. Você já pode fechar esta janela.',
  tooLate: 'Sua sessão expirou. Feche a janela e inicie uma nova conversa para continuar.',
  serverBusy: 'O serviço está sobrecarregado no momento. Tente novamente em um minuto.',
  insecurePage:
    'Esta página não é segura, por isso o formulário permanece fechado. Entre em contato com o atendente para obter ajuda.',
  tryAgain: 'Tentar novamente',
  stillTrying: 'A conexão está lenta. Continuamos tentando…',

  errorHeading: {
    one: 'Corrija {count} resposta',
    many: 'Corrija {count} de respostas',
    other: 'Corrija {count} respostas',
  },
  errorRequired: 'Preencha este campo.',
  errorChoiceRequired: 'Selecione uma opção.',
  errorTooLong: 'O texto é longo demais: use no máximo {max} caracteres.',
  errorCharacter: 'O caractere {character} não é permitido aqui. Remova-o.',
  errorControlCharacter: 'A resposta contém um caractere invisível ({character}). Digite-a novamente.',
  errorNumeric: 'Digite apenas números.',
  errorCvv: 'Digite o código de segurança de 3 ou 4 dígitos impresso no cartão.',
  errorChoice: 'Selecione uma opção da lista.',
  errorCard: 'Este número de cartão não é válido. Verifique os dígitos.',
  errorCardLength: 'Há dígitos a mais ou a menos: os números de cartão {brand} têm {lengths} dígitos.',
  errorExpiry: 'Digite o mês e o ano como aparecem no cartão, por exemplo, 08/29.',
  errorExpiryPast: 'Este cartão está vencido. Use outro cartão.',
  errorIban: 'Este IBAN não é válido. Verifique as letras e os números.',
  errorIbanLength: 'Um IBAN que começa com {country} tem {length} caracteres. Verifique o que você digitou.',
  errorEmail: 'Digite um endereço de e-mail válido, por exemplo, name@example.com.',
  errorPhone: 'Digite um número de telefone com 6 a 15 dígitos, por exemplo, +55 11 91234 5678.',
  errorDate: 'Digite uma data válida na ordem ano-mês-dia, por exemplo, 1985-04-03.',
  errorDateAmbiguous: 'O dia e o mês podem ser confundidos. Escreva primeiro o ano, por exemplo, 1985-04-03.',
  errorSsn: 'Este número de Seguro Social dos EUA não é válido. Verifique os 9 dígitos.',
  errorPostalCode: 'Digite um código postal com 3 a 12 letras e números.',
  errorPin: 'Digite de {min} a {max} dígitos.',
};
