// Persian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Persian. */
export const texts: LinkTexts = {
  locale: 'fa',
  pageTitle: 'فرم امن',
  mobileOnly:
    'برای انجام این کار به تلفن همراه یا تبلت نیاز دارید. برای ادامه، این پیام را روی تلفن همراه یا تبلت خود باز کنید.',
  scanCode: 'این کد را با تلفن همراه یا تبلت خود اسکن کنید تا فرم در آنجا باز شود.',
};
