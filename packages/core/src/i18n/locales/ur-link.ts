// Urdu texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Urdu. */
export const texts: LinkTexts = {
  locale: 'ur',
  pageTitle: 'محفوظ فارم',
  mobileOnly:
    'یہ کارروائی انجام دینے کے لیے آپ کو موبائل فون یا ٹیبلیٹ درکار ہے۔ جاری رکھنے کے لیے یہ پیغام اپنے موبائل یا ٹیبلیٹ پر کھولیں۔',
  scanCode: 'فارم کو اپنے موبائل یا ٹیبلٹ پر کھولنے کے لیے اس سے یہ کوڈ اسکین کریں۔',
};
