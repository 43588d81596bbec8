// Persian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Persian. */
export const texts: BubbleTexts = {
  locale: 'fa',

  fillInForm: 'تکمیل فرم',
  statusToFill: 'آماده تکمیل',
  statusInProgress: 'باز شده، اما هنوز ارسال نشده است',
  statusOpened: 'این فرم باز شده است و فقط روی همان دستگاه می‌توان آن را ادامه داد.',
  statusSubmitted: 'این فرم ارسال شده است و به دلایل امنیتی نمی‌توان آن را دوباره باز کرد',
  statusExpired: 'مهلت این فرم به پایان رسیده است',
  statusFailed: 'تحویل این فرم ممکن نشد',
  statusDeclined: 'شما این فرم را رد کرده‌اید',
  statusRevoked: 'کارشناس این فرم را پس گرفته است',
  statusOpenedElsewhere: 'این فرم روی دستگاه دیگری باز شده است',
  statusLeft: 'شما از این فرم خارج شده‌اید. نمی‌توان آن را دوباره باز کرد.',
  openForm: 'ادامه فرم',
  offline: 'شما آفلاین هستید. پس از اتصال دوباره به اینترنت، فرم در دسترس خواهد بود.',
  decline: 'رد کردن',
  declineQuestion: 'می‌خواهید این فرم را رد کنید؟ به کارشناس شما اطلاع داده می‌شود.',
  declineConfirm: 'رد کردن فرم',
  cancel: 'انصراف',
  openTheForm: 'باز کردن فرم امن',
  loading: 'در حال باز کردن فرم امن…',
  close: 'بستن',
  couldNotOpen: 'فرم امن باز نشد.\nلطفاً برای راهنمایی با کارشناس خود تماس بگیرید.',
  connectionFailed: 'اتصال برقرار نشد. اتصال اینترنت خود را بررسی کنید و دوباره تلاش کنید.',
};
