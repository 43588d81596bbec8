// Hebrew texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Hebrew. */
export const texts: BubbleTexts = {
  locale: 'he',

  fillInForm: 'מילוי הטופס',
  statusToFill: 'הטופס מוכן למילוי',
  statusInProgress: 'הטופס נפתח וטרם נשלח',
  statusOpened: 'הטופס נפתח. אפשר להמשיך בו רק במכשיר שבו נפתח.',
  statusSubmitted: 'הטופס נשלח, ומטעמי אבטחה לא ניתן לפתוח אותו שוב',
  statusExpired: 'תוקף הטופס פג',
  statusFailed: 'מסירת הטופס נכשלה',
  statusDeclined: 'סירבת למלא את הטופס',
  statusRevoked: 'נציג השירות ביטל את הטופס',
  statusOpenedElsewhere: 'הטופס נפתח במכשיר אחר',
  statusLeft: 'יצאת מהטופס. לא ניתן לפתוח אותו שוב.',
  openForm: 'המשך מילוי הטופס',
  offline: 'אין חיבור לאינטרנט. הטופס יהיה זמין שוב כשהחיבור יחודש.',
  decline: 'סירוב',
  declineQuestion: 'לסרב למלא את הטופס? נציג השירות יקבל על כך הודעה.',
  declineConfirm: 'סירוב למלא את הטופס',
  cancel: 'ביטול',
  openTheForm: 'פתיחת הטופס המאובטח',
  loading: 'הטופס המאובטח נפתח…',
  close: 'סגירה',
  couldNotOpen: 'לא ניתן היה לפתוח את הטופס המאובטח.\nלקבלת עזרה נא לפנות לנציג השירות.',
  connectionFailed: 'החיבור נכשל. נא לבדוק את החיבור לאינטרנט ולנסות שוב.',
};
