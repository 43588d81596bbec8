// Hebrew texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Hebrew. */
export const texts: LinkTexts = {
  locale: 'he',
  pageTitle: 'טופס מאובטח',
  mobileOnly:
    'לצורך ביצוע הפעולה הזו נדרש טלפון נייד או טאבלט. כדי להמשיך, יש לפתוח את ההודעה הזו בטלפון הנייד או בטאבלט.',
  scanCode: 'יש לסרוק את הקוד הזה בטלפון הנייד או בטאבלט כדי לפתוח שם את הטופס.',
};
