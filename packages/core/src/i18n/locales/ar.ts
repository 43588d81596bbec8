// Arabic texts for the consumer, right-to-left. Examples of numbers and addresses are isolated so that they read left-to-right.
import type { Texts } from '../texts.ts';
import { texts as bubble } from './ar-bubble.ts';

/** Arabic. */
export const texts: Texts = {
  ...bubble,

  mobileOnly:
    'تحتاج إلى هاتف محمول أو جهاز لوحي لإجراء هذه العملية. افتح هذه الرسالة على هاتفك أو جهازك اللوحي للمتابعة.',

  securityHeader: 'نموذج آمن: يتم تشفير إجاباتك على هذا الجهاز',
  securityFooter: 'لا يستطيع قراءة ما ترسله إلا موظف الخدمة الذي طلبه، ولن يظهر في المحادثة.',
  securityFooterArchive:
    'يستطيع قراءة ما ترسله موظف الخدمة الذي طلبه، ولاحقًا مديرو الشركة المخوَّلون. ولن يظهر في المحادثة.',
  askedBy: 'طلبه {agent}',
  submit: 'إرسال',
  submitting: 'جارٍ الإرسال…',
  required: 'إلزامي',
  optional: 'اختياري',
  choose: 'يُرجى الاختيار',
  notStored: 'لا يُحفَظ، ويُحذف بعد دقائق قليلة',
  showValue: 'إظهار {label}',
  hideValue: 'إخفاء {label}',
  charactersUsed: '{length} من أصل {max} حرفًا',
  leaveTypedQuestion: 'هل تريد مغادرة النموذج؟ ستفقد ما كتبته، لكن يمكنك فتح النموذج مرة أخرى.',
  leaveQuestion: 'هل تريد مغادرة النموذج؟ لن تتمكن من فتحه مرة أخرى.',
  leaveConfirm: 'مغادرة',
  stay: 'البقاء',

  minutesLeft: {
    zero: 'لم تتبقَّ أي دقيقة',
    one: 'تبقّت دقيقة واحدة',
    two: 'تبقّت دقيقتان',
    few: 'تبقّت {count} دقائق',
    many: 'تبقّت {count} دقيقة',
    other: 'تبقّت {count} دقيقة',
  },
  secondsLeft: {
    zero: 'لم تتبقَّ أي ثانية',
    one: 'تبقّت ثانية واحدة',
    two: 'تبقّت ثانيتان',
    few: 'تبقّت {count} ثوانٍ',
    many: 'تبقّت {count} ثانية',
    other: 'تبقّت {count} ثانية',
  },
  endsSoon: 'أوشك الوقت المخصص لهذا النموذج على الانتهاء.',
  extend: 'أحتاج إلى مزيد من الوقت',
  extended: 'لديك الآن مزيد من الوقت.',

  submittedHeading: 'شكرًا لك',
  submittedText: 'تم إرسال {form}. يمكنك إغلاق هذه النافذة.',
  tooLate: 'انتهت صلاحية جلستك. يُرجى إغلاق النافذة وبدء محادثة جديدة للمتابعة',
  serverBusy: 'الخدمة مشغولة حاليًا. يُرجى المحاولة مرة أخرى بعد دقيقة.',
  insecurePage: 'هذه الصفحة غير آمنة، لذلك لن يُفتح النموذج. يُرجى التواصل مع موظف الخدمة للحصول على المساعدة.',
  tryAgain: 'إعادة المحاولة',

  errorHeading: {
    zero: 'لا توجد إجابات تحتاج إلى تصحيح',
    one: 'يُرجى تصحيح إجابة واحدة',
    two: 'يُرجى تصحيح إجابتين',
    few: 'يُرجى تصحيح {count} إجابات',
    many: 'يُرجى تصحيح {count} إجابة',
    other: 'يُرجى تصحيح {count} إجابة',
  },
  errorRequired: 'يُرجى تعبئة هذا الحقل.',
  errorChoiceRequired: 'يُرجى اختيار أحد الخيارات.',
  errorTooLong: 'النص أطول من اللازم. الحد الأقصى لعدد الأحرف هو {max}.',
  errorCharacter: 'لا يمكن استخدام الرمز {character} هنا. يُرجى حذفه.',
  errorControlCharacter: 'تحتوي الإجابة على رمز غير مرئي ({character}). يُرجى كتابتها من جديد.',
  errorNumeric: 'يُرجى إدخال أرقام فقط.',
  errorCvv: 'يُرجى إدخال الأرقام الثلاثة أو الأربعة المطبوعة على بطاقتك.',
  errorChoice: 'يُرجى اختيار أحد خيارات القائمة.',
  errorCard: 'رقم البطاقة غير صحيح. يُرجى التحقق من الأرقام.',
  errorCardLength: 'عدد الأرقام غير صحيح: عدد أرقام بطاقة {brand} هو {lengths}.',
  errorExpiry: 'يُرجى إدخال الشهر والسنة كما هما على البطاقة، مثل \u206608/29\u2069.',
  errorExpiryPast: 'انتهت صلاحية هذه البطاقة. يُرجى استخدام بطاقة أخرى.',
  errorIban: 'رقم الحساب المصرفي الدولي (IBAN) غير صحيح. يُرجى التحقق من الأحرف والأرقام.',
  errorIbanLength: 'عدد خانات رقم IBAN الذي يبدأ بـ {country} هو {length}. يُرجى التحقق منه.',
  errorEmail: 'يُرجى إدخال عنوان بريد إلكتروني مثل \u2066name@example.com\u2069.',
  errorPhone: 'يُرجى إدخال رقم هاتف من 6 أرقام إلى 15 رقمًا، مثل \u2066+971 4 123 4567\u2069.',
  errorDate: 'يُرجى إدخال تاريخ ميلادي صحيح بترتيب السنة ثم الشهر ثم اليوم، مثل \u20661985-04-03\u2069.',
  errorDateAmbiguous: 'قد يحدث خلط بين اليوم والشهر. يُرجى كتابة السنة أولًا، مثل \u20661985-04-03\u2069.',
  errorSsn: 'رقم الضمان الاجتماعي الأمريكي غير صحيح. يُرجى التحقق من الأرقام التسعة.',
  errorPostalCode: 'يُرجى إدخال رمز بريدي يتكوّن من 3 خانات إلى 12 خانة.',
  errorPin: 'يُرجى إدخال عدد من الأرقام بين {min} و{max}.',
};
