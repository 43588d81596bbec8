// Chinese texts for the consumer, in traditional characters as in Taiwan.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './zh-Hant-bubble.ts';

/** Chinese, traditional. */
export const texts: Texts = {
  ...bubble,

  mobileOnly: '您需要使用手機或平板電腦才能進行此操作。請在手機或平板電腦上開啟此訊息以繼續。',

  securityHeader: '安全表單：您填寫的內容會在此裝置上加密',
  securityFooter: '只有向您傳送表單的客服人員可以查看您送出的內容。內容不會顯示在對話中。',
  securityFooterArchive:
    '向您傳送表單的客服人員可以查看您送出的內容，日後公司授權的主管也可以查看。內容不會顯示在對話中。',
  askedBy: '來自客服人員：{agent}',
  submit: '送出',
  submitting: '正在送出…',
  required: '必填',
  optional: '選填',
  choose: '請選擇',
  notStored: '不會儲存，數分鐘後即刪除',
  showValue: '顯示{label}',
  hideValue: '隱藏{label}',
  charactersUsed: '已輸入 {length} 個字元（上限 {max} 個）',
  leaveTypedQuestion: '要離開表單嗎？您輸入的內容將會遺失，但可以重新開啟表單。',
  leaveQuestion: '要離開表單嗎？離開後將無法再次開啟。',
  leaveConfirm: '離開',
  stay: '繼續填寫',
  openInOtherWindow: '此表單已在這部裝置的另一個視窗中開啟。',
  continueHere: '在此繼續',

  minutesLeft: { other: '剩餘 {count} 分鐘' },
  secondsLeft: { other: '剩餘 {count} 秒' },
  endsSoon: '此表單的填寫時間即將結束。',
  extend: '延長時間',
  extended: '已為您延長填寫時間。',

  submittedHeading: '感謝您',
  submittedText: '「{form}」已送出。您可以關閉此視窗。',
  tooLate: '您的連線已逾時。如要繼續，請關閉此視窗並開始新的對話。',
  serverBusy: '系統目前忙碌中，請於一分鐘後再試。',
  insecurePage: '此網頁不安全，因此無法開啟表單。請洽詢客服人員。',
  tryAgain: '再試一次',
  stillTrying: '連線速度緩慢，仍在嘗試中…',

  errorHeading: { other: '請更正 {count} 項內容' },
  errorRequired: '請填寫此欄位。',
  errorChoiceRequired: '請選擇一項。',
  errorTooLong: '內容過長，最多可輸入 {max} 個字元。',
  errorCharacter: '此處無法使用「{character}」，請將其刪除。',
  errorControlCharacter: '您填寫的內容含有看不見的字元（{character}），請重新輸入。',
  errorNumeric: '請僅輸入數字。',
  errorCvv: '請輸入印在卡片上的 3 或 4 位數安全碼。',
  errorChoice: '請從清單中選擇一項。',
  errorCard: '卡號不正確，請確認後重新輸入。',
  errorCardLength: '卡號位數不正確：{brand} 卡號應為 {lengths} 位數。',
  errorExpiry: '請輸入卡片上的月份與年份，例如 08/29。',
  errorExpiryPast: '此卡片已過期，請使用其他卡片。',
  errorIban: 'IBAN 不正確，請確認英文字母與數字。',
  errorIbanLength: '以 {country} 開頭的 IBAN 應為 {length} 個字元，請再確認。',
  errorEmail: '請輸入正確的電子郵件地址，例如 name@example.com。',
  errorPhone: '請輸入 6 至 15 位數的電話號碼，例如 +886 2 2345 6789。',
  errorDate: '請依「西元年-月-日」的順序輸入正確日期，例如 1985-04-03。',
  errorDateAmbiguous: '月份與日期可能混淆，請先寫西元年份，例如 1985-04-03。',
  errorSsn: '美國社會安全號碼（SSN）不正確，請確認這 9 位數字。',
  errorPostalCode: '請輸入 3 至 12 個英文字母或數字組成的郵遞區號。',
  errorPin: '請輸入 {min} 至 {max} 位數字。',
};
