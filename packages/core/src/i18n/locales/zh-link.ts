// Chinese, simplified texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Chinese, simplified. */
export const texts: LinkTexts = {
  locale: 'zh',
  pageTitle: '安全表单',
  mobileOnly: '此操作需要在手机或平板电脑上进行。请在手机或平板电脑上打开此消息以继续。',
  scanCode: '请用手机或平板电脑扫描此码，在该设备上打开表单。',
};
