// Chinese texts for the consumer, in simplified characters.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './zh-bubble.ts';

/** Chinese, simplified. */
export const texts: Texts = {
  ...bubble,

  mobileOnly: '此操作需要在手机或平板电脑上进行。请在手机或平板电脑上打开此消息以继续。',

  securityHeader: '安全表单：您填写的内容会在此设备上加密',
  securityFooter: '只有向您发送表单的客服可以查看您提交的内容。内容不会显示在对话中。',
  securityFooterArchive:
    '向您发送表单的客服可以查看您提交的内容，公司的授权管理人员日后也可以查看。内容不会显示在对话中。',
  askedBy: '来自客服：{agent}',
  submit: '提交',
  submitting: '正在提交…',
  required: '必填',
  optional: '选填',
  choose: '请选择',
  notStored: '不会保存，几分钟后即删除',
  showValue: '显示{label}',
  hideValue: '隐藏{label}',
  charactersUsed: '已输入 {length} 个字符（最多 {max} 个）',
  leaveTypedQuestion: '要离开表单吗？已输入的内容将会丢失，但您可以重新打开表单。',
  leaveQuestion: '要离开表单吗？离开后将无法再次打开。',
  leaveConfirm: '离开',
  stay: '继续填写',
  openInOtherWindow: '此表单已在本设备的另一个窗口中打开。',
  continueHere: '在此继续',

  minutesLeft: { other: '剩余 {count} 分钟' },
  secondsLeft: { other: '剩余 {count} 秒' },
  endsSoon: '此表单的填写时间即将结束。',
  extend: '延长时间',
  extended: '填写时间已延长。',

  submittedHeading: '谢谢您',
  submittedText: '“{form}”已提交。您可以关闭此窗口。',
  tooLate: '您的会话已过期。如需继续，请关闭此窗口并发起新的对话。',
  serverBusy: '服务繁忙，请一分钟后重试。',
  insecurePage: '此页面不安全，因此无法打开表单。请联系客服。',
  tryAgain: '重试',
  stillTrying: '网络较慢，正在继续尝试…',

  errorHeading: { other: '请更正 {count} 项内容' },
  errorRequired: '请填写此项。',
  errorChoiceRequired: '请选择一项。',
  errorTooLong: '内容过长，最多可输入 {max} 个字符。',
  errorCharacter: '此处不能使用字符“{character}”，请将其删除。',
  errorControlCharacter: '您填写的内容中含有不可见字符（{character}），请重新输入。',
  errorNumeric: '请仅输入数字。',
  errorCvv: '请输入印在卡上的 3 位或 4 位安全码。',
  errorChoice: '请从列表中选择一项。',
  errorCard: '卡号无效，请核对后重新输入。',
  errorCardLength: '卡号位数有误：{brand} 卡号应为 {lengths} 位。',
  errorExpiry: '请输入卡上所示的月份和年份，例如 08/29。',
  errorExpiryPast: '此卡已过期，请使用其他卡。',
  errorIban: 'IBAN 无效，请核对其中的字母和数字。',
  errorIbanLength: '以 {country} 开头的 IBAN 应为 {length} 个字符，请核对。',
  errorEmail: '请输入有效的电子邮箱地址，例如 name@example.com。',
  errorPhone: '请输入 6 至 15 位数字的电话号码，例如 +86 10 1234 5678。',
  errorDate: '请按“年-月-日”的顺序输入有效日期，例如 1985-04-03。',
  errorDateAmbiguous: '月和日可能会混淆。请先写年份，例如 1985-04-03。',
  errorSsn: '美国社会安全号码（SSN）无效，请核对这 9 位数字。',
  errorPostalCode: '请输入由 3 至 12 位字母和数字组成的邮政编码。',
  errorPin: '请输入 {min} 至 {max} 位数字。',
};
