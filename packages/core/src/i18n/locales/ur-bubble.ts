// Urdu texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Urdu. */
export const texts: BubbleTexts = {
  locale: 'ur',

  fillInForm: 'فارم پُر کریں',
  statusToFill: 'پُر کرنے کے لیے تیار',
  statusInProgress: 'کھولا جا چکا ہے، ابھی جمع نہیں ہوا',
  statusOpened: 'فارم کھولا جا چکا ہے۔ اسے صرف اسی ڈیوائس پر جاری رکھا جا سکتا ہے جس پر یہ کھولا گیا تھا۔',
  statusSubmitted: 'یہ فارم جمع ہو چکا ہے اور حفاظتی وجوہات کی بنا پر دوبارہ نہیں کھولا جا سکتا',
  statusExpired: 'اس فارم کی میعاد ختم ہو گئی ہے',
  statusFailed: 'یہ فارم آپ تک نہیں پہنچایا جا سکا',
  statusDeclined: 'آپ نے یہ فارم پُر کرنے سے انکار کر دیا ہے',
  statusRevoked: 'نمائندے نے یہ فارم واپس لے لیا ہے',
  statusOpenedElsewhere: 'یہ فارم کسی دوسری ڈیوائس پر کھولا گیا ہے',
  statusLeft: 'آپ نے یہ فارم چھوڑ دیا ہے۔ اسے دوبارہ نہیں کھولا جا سکتا۔',
  openForm: 'فارم جاری رکھیں',
  offline: 'آپ آف لائن ہیں۔ انٹرنیٹ بحال ہوتے ہی فارم دوبارہ دستیاب ہو گا۔',
  decline: 'انکار کریں',
  declineQuestion: 'کیا آپ یہ فارم پُر کرنے سے انکار کرنا چاہتے ہیں؟ آپ کے نمائندے کو اطلاع دے دی جائے گی۔',
  declineConfirm: 'فارم سے انکار کریں',
  cancel: 'منسوخ کریں',
  openTheForm: 'محفوظ فارم کھولیں',
  loading: 'محفوظ فارم کھل رہا ہے…',
  close: 'بند کریں',
  couldNotOpen: 'محفوظ فارم نہیں کھل سکا۔\nمدد کے لیے براہِ کرم اپنے نمائندے سے رابطہ کریں۔',
  connectionFailed: 'کنکشن نہیں ہو سکا۔ براہِ کرم اپنا انٹرنیٹ کنکشن چیک کریں اور دوبارہ کوشش کریں۔',
};
