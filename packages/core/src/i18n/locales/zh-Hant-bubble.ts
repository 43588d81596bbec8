// Chinese texts of the invitation bubble and its dialogs, in traditional characters as in Taiwan.
import type { BubbleTexts } from '../texts.ts';

/** Chinese, traditional. */
export const texts: BubbleTexts = {
  locale: 'zh-Hant',

  fillInForm: '填寫表單',
  statusToFill: '待填寫',
  statusInProgress: '已開啟，尚未送出',
  statusOpened: '表單已開啟，僅能在開啟表單的裝置上繼續填寫。',
  statusSubmitted: '此表單已送出，基於安全考量無法再次開啟',
  statusExpired: '此表單已逾期',
  statusFailed: '此表單無法送達',
  statusDeclined: '您已拒絕填寫此表單',
  statusRevoked: '客服人員已收回此表單',
  statusOpenedElsewhere: '此表單已在其他裝置上開啟',
  statusLeft: '您已離開此表單，無法再次開啟。',
  openForm: '繼續填寫',
  offline: '您目前處於離線狀態。恢復連線後即可繼續使用表單。',
  decline: '拒絕填寫',
  declineQuestion: '確定要拒絕填寫此表單嗎？客服人員將會收到通知。',
  declineConfirm: '確定拒絕',
  cancel: '取消',
  openTheForm: '開啟安全表單',
  loading: '正在開啟安全表單…',
  close: '關閉',
  couldNotOpen: '無法開啟安全表單。\n請洽詢客服人員。',
  connectionFailed: '連線失敗。請檢查網路連線，然後再試一次。',
};
