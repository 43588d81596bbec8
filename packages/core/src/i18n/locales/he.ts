// Hebrew texts for the consumer, right-to-left. Examples of numbers and addresses are isolated left-to-right.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './he-bubble.ts';

/** Hebrew. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'לצורך ביצוע הפעולה הזו נדרש טלפון נייד או טאבלט. כדי להמשיך, יש לפתוח את ההודעה הזו בטלפון הנייד או בטאבלט.',

  securityHeader: 'טופס מאובטח: התשובות שלך מוצפנות במכשיר הזה',
  securityFooter: 'רק נציג השירות שביקש את המידע יכול לקרוא את התשובות שלך. הן לא יופיעו בשיחה.',
  securityFooterArchive:
    'נציג השירות שביקש את המידע יכול לקרוא את התשובות שלך, ובהמשך גם מנהלים מורשים בחברה. הן לא יופיעו בשיחה.',
  askedBy: 'לבקשת {agent}',
  submit: 'שליחה',
  submitting: 'בשליחה…',
  required: 'שדה חובה',
  optional: 'לא חובה',
  choose: 'נא לבחור',
  notStored: 'לא נשמר: נמחק כעבור כמה דקות',
  showValue: 'הצגת {label}',
  hideValue: 'הסתרת {label}',
  charactersUsed: '{length} מתוך {max} תווים',
  leaveTypedQuestion: 'לצאת מהטופס? מה שהקלדת יימחק, אבל אפשר יהיה לפתוח את הטופס שוב.',
  leaveQuestion: 'לצאת מהטופס? לא יהיה אפשר לפתוח אותו שוב.',
  leaveConfirm: 'יציאה',
  stay: 'חזרה לטופס',
  openInOtherWindow: 'הטופס הזה פתוח בחלון אחר במכשיר הזה.',
  continueHere: 'המשך כאן',

  minutesLeft: { one: 'נותרה דקה אחת', two: 'נותרו שתי דקות', other: 'נותרו {count} דקות' },
  secondsLeft: { one: 'נותרה שנייה אחת', two: 'נותרו שתי שניות', other: 'נותרו {count} שניות' },
  endsSoon: 'הזמן למילוי הטופס עומד להסתיים.',
  extend: 'דרוש לי עוד זמן',
  extended: 'כעת יש לך עוד זמן.',

  submittedHeading: 'תודה',
  submittedText: 'הטופס נשלח: {form}. אפשר לסגור את החלון.',
  tooLate: 'תוקף החיבור פג. נא לסגור את החלון ולהתחיל שיחה חדשה כדי להמשיך',
  serverBusy: 'השירות עמוס כרגע. נא לנסות שוב בעוד דקה.',
  insecurePage: 'הדף הזה אינו מאובטח, ולכן הטופס לא ייפתח. לקבלת עזרה נא לפנות לנציג השירות.',
  tryAgain: 'ניסיון נוסף',
  stillTrying: 'החיבור איטי. עדיין מנסים…',

  errorHeading: { one: 'נא לתקן תשובה אחת', two: 'נא לתקן שתי תשובות', other: 'נא לתקן {count} תשובות' },
  errorRequired: 'נא למלא את השדה הזה.',
  errorChoiceRequired: 'נא לבחור באחת האפשרויות.',
  errorTooLong: 'הטקסט ארוך מדי: אפשר להזין עד {max} תווים.',
  errorCharacter: 'לא ניתן להשתמש כאן בתו {character}. נא להסיר אותו.',
  errorControlCharacter: 'התשובה מכילה תו בלתי נראה ({character}). נא להקליד אותה מחדש.',
  errorNumeric: 'נא להזין ספרות בלבד.',
  errorCvv: 'נא להזין את 3 או 4 הספרות שמודפסות על הכרטיס.',
  errorChoice: 'נא לבחור באחת האפשרויות שברשימה.',
  errorCard: 'מספר הכרטיס אינו תקין. נא לבדוק את הספרות.',
  errorCardLength: 'חסרות ספרות או שיש יותר מדי: במספר כרטיס {brand} יש {lengths} ספרות.',
  errorExpiry: 'נא להזין חודש ושנה כפי שהם מופיעים על הכרטיס, לדוגמה \u206608/29\u2069.',
  errorExpiryPast: 'תוקף הכרטיס פג. נא להשתמש בכרטיס אחר.',
  errorIban: 'מספר IBAN זה אינו תקין. נא לבדוק את האותיות והספרות.',
  errorIbanLength: 'במספר IBAN שתחילתו {country} יש {length} תווים. נא לבדוק אותו.',
  errorEmail: 'נא להזין כתובת דוא״ל, לדוגמה \u2066name@example.com\u2069.',
  errorPhone: 'נא להזין מספר טלפון בן 6 עד 15 ספרות, לדוגמה \u2066+972 3 123 4567\u2069.',
  errorDate: 'נא להזין תאריך תקין לפי הסדר: שנה, חודש, יום. לדוגמה: \u20661985-04-03\u2069.',
  errorDateAmbiguous: 'ייתכן בלבול בין היום לחודש. נא לכתוב את השנה תחילה, לדוגמה \u20661985-04-03\u2069.',
  errorSsn: 'מספר הביטוח הלאומי האמריקאי (SSN) אינו תקין. נא לבדוק את 9 הספרות.',
  errorPostalCode: 'נא להזין מיקוד בן 3 עד 12 אותיות וספרות.',
  errorPin: 'נא להזין {min} עד {max} ספרות.',
};
