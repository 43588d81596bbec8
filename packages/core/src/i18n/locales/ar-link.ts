// Arabic texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Arabic. */
export const texts: LinkTexts = {
  locale: 'ar',
  pageTitle: 'نموذج آمن',
  mobileOnly:
    'تحتاج إلى هاتف محمول أو جهاز لوحي لإجراء هذه العملية. افتح هذه الرسالة على هاتفك أو جهازك اللوحي للمتابعة.',
  scanCode: 'امسح هذا الرمز بهاتفك المحمول أو جهازك اللوحي لفتح النموذج هناك.',
};
