// Arabic texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Arabic. */
export const texts: BubbleTexts = {
  locale: 'ar',

  fillInForm: 'تعبئة النموذج',
  statusToFill: 'النموذج جاهز للتعبئة',
  statusInProgress: 'تم فتح النموذج ولم يُرسل بعد',
  statusOpened: 'تم فتح النموذج. لا يمكن متابعته إلا على الجهاز الذي فُتح عليه.',
  statusSubmitted: 'تم إرسال هذا النموذج ولا يمكن فتحه مرة أخرى لأسباب أمنية',
  statusExpired: 'انتهت صلاحية هذا النموذج',
  statusFailed: 'تعذّر تسليم هذا النموذج',
  statusDeclined: 'لقد رفضت هذا النموذج',
  statusRevoked: 'سحب موظف الخدمة هذا النموذج',
  statusOpenedElsewhere: 'تم فتح هذا النموذج على جهاز آخر',
  statusLeft: 'لقد غادرت هذا النموذج، ولا يمكن فتحه مرة أخرى.',
  openForm: 'متابعة التعبئة',
  offline: 'أنت غير متصل بالإنترنت. سيصبح النموذج متاحًا من جديد عند عودة الاتصال.',
  decline: 'رفض',
  declineQuestion: 'هل تريد رفض هذا النموذج؟ سيتم إبلاغ موظف الخدمة بذلك.',
  declineConfirm: 'رفض النموذج',
  cancel: 'إلغاء',
  openTheForm: 'فتح النموذج الآمن',
  loading: 'جارٍ فتح النموذج الآمن…',
  close: 'إغلاق',
  couldNotOpen: 'تعذّر فتح النموذج الآمن.\nيُرجى التواصل مع موظف الخدمة للحصول على المساعدة.',
  connectionFailed: 'فشل الاتصال. تحقق من اتصالك بالإنترنت ثم حاول مرة أخرى.',
};
