// Chinese texts of the invitation bubble and its dialogs, in simplified characters.
import type { BubbleTexts } from '../texts.ts';

/** Chinese, simplified. */
export const texts: BubbleTexts = {
  locale: 'zh',

  fillInForm: '填写表单',
  statusToFill: '待填写',
  statusInProgress: '已打开，尚未提交',
  statusOpened: '表单已打开，只能在打开它的设备上继续填写。',
  statusSubmitted: '此表单已提交，出于安全原因无法再次打开',
  statusExpired: '此表单已过期',
  statusFailed: '此表单未能送达',
  statusDeclined: '您已拒绝填写此表单',
  statusRevoked: '客服已撤回此表单',
  statusOpenedElsewhere: '此表单已在其他设备上打开',
  statusLeft: '您已离开此表单，无法再次打开。',
  openForm: '继续填写',
  offline: '您当前处于离线状态。恢复联网后即可继续使用表单。',
  decline: '拒绝填写',
  declineQuestion: '确定要拒绝填写此表单吗？客服会收到通知。',
  declineConfirm: '确定拒绝',
  cancel: '取消',
  openTheForm: '打开安全表单',
  loading: '正在打开安全表单…',
  close: '关闭',
  couldNotOpen: '无法打开安全表单。\n请联系客服。',
  connectionFailed: '连接失败。请检查网络连接，然后重试。',
};
