// Chinese, traditional texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Chinese, traditional. */
export const texts: LinkTexts = {
  locale: 'zh-Hant',
  pageTitle: '安全表單',
  mobileOnly: '您需要使用手機或平板電腦才能進行此操作。請在手機或平板電腦上開啟此訊息以繼續。',
  scanCode: '請用手機或平板電腦掃描此碼，在該裝置上開啟表單。',
};
