// Texts that only these elements need, beside the agents' texts of core. A language that lacks one does not compile.
import type { AgentLocaleTag } from '@tellsafe/core/i18n';

const en = {
  locale: 'en',
  asksFor: 'The form asks for',
  optional: 'Optional',
  noMatch: 'No form matches your search.',
  formSent: '{form} has been sent.',
  stay: 'Stay signed in',
  signedOutTitle: 'You are signed out',
  signedOutIdle: 'You were signed out because nothing happened for a while.',
  signedOutNote: 'Answers can only be read in the session in which the form was sent.',
  back: 'Back',
  retry: 'Try again',
  live: 'Live',
  mine: 'Mine',
  waiting: 'Waiting',
  closed: 'Closed',
  chooseHint: 'Messages and secure forms of the conversation appear here.',
  takeNote: 'Take over this conversation to answer and to send forms.',
  closedNote: 'This conversation is closed. Its answers can no longer be read.',
  notMine: 'This conversation is no longer with you.',
  transcript: 'Transcript',
  sealedNote: 'Only you can read these answers, only in this session.',
  clipboardCleared: 'The clipboard has been cleared.',
  withdrawn: 'The answers have been closed.',
  hiddenAnswer: 'Hidden answer',
  close: 'Close',
  reply: 'Message',
  panel: 'Secure form',
  unread: 'New message',
} as const;

/** Name of one of these texts. */
export type ExtraTextKey = Exclude<keyof typeof en, 'locale'>;

/** These texts in one language. */
export type ExtraTexts = { readonly [Key in ExtraTextKey]: string } & { readonly locale: AgentLocaleTag };

const de: ExtraTexts = {
  locale: 'de',
  asksFor: 'Das Formular fragt nach',
  optional: 'Freiwillig',
  noMatch: 'Kein Formular passt zu Ihrer Suche.',
  formSent: '{form} wurde gesendet.',
  stay: 'Angemeldet bleiben',
  signedOutTitle: 'Sie sind abgemeldet',
  signedOutIdle: 'Sie wurden abgemeldet, weil eine Zeit lang nichts geschah.',
  signedOutNote: 'Antworten lassen sich nur in der Sitzung lesen, in der das Formular gesendet wurde.',
  back: 'Zurück',
  retry: 'Erneut versuchen',
  live: 'Verbunden',
  mine: 'Bei mir',
  waiting: 'Wartend',
  closed: 'Beendet',
  chooseHint: 'Hier erscheinen die Nachrichten und sicheren Formulare des Gesprächs.',
  takeNote: 'Übernehmen Sie das Gespräch, um zu antworten und Formulare zu senden.',
  closedNote: 'Dieses Gespräch ist beendet. Seine Antworten lassen sich nicht mehr lesen.',
  notMine: 'Dieses Gespräch ist nicht mehr bei Ihnen.',
  transcript: 'Gesprächsverlauf',
  sealedNote: 'Nur Sie können diese Antworten lesen, nur in dieser Sitzung.',
  clipboardCleared: 'Die Zwischenablage wurde geleert.',
  withdrawn: 'Die Antworten wurden geschlossen.',
  hiddenAnswer: 'Verdeckte Antwort',
  close: 'Schließen',
  reply: 'Nachricht',
  panel: 'Sicheres Formular',
  unread: 'Neue Nachricht',
};

const ar: ExtraTexts = {
  locale: 'ar',
  asksFor: 'يطلب النموذج',
  optional: 'اختياري',
  noMatch: 'لا يوجد نموذج يطابق بحثك.',
  formSent: 'تم إرسال {form}.',
  stay: 'البقاء متصلاً',
  signedOutTitle: 'تم تسجيل خروجك',
  signedOutIdle: 'تم تسجيل خروجك لعدم وجود أي نشاط لبعض الوقت.',
  signedOutNote: 'لا يمكن قراءة الإجابات إلا في الجلسة التي أُرسل فيها النموذج.',
  back: 'رجوع',
  retry: 'إعادة المحاولة',
  live: 'متصل',
  mine: 'محادثاتي',
  waiting: 'في الانتظار',
  closed: 'مغلقة',
  chooseHint: 'تظهر هنا رسائل المحادثة ونماذجها الآمنة.',
  takeNote: 'تولَّ هذه المحادثة للرد وإرسال النماذج.',
  closedNote: 'هذه المحادثة مغلقة. لم يعد من الممكن قراءة إجاباتها.',
  notMine: 'لم تعد هذه المحادثة لديك.',
  transcript: 'نص المحادثة',
  sealedNote: 'أنت وحدك من يستطيع قراءة هذه الإجابات، وفي هذه الجلسة فقط.',
  clipboardCleared: 'تم مسح الحافظة.',
  withdrawn: 'تم إغلاق الإجابات.',
  hiddenAnswer: 'إجابة مخفية',
  close: 'إغلاق',
  reply: 'رسالة',
  panel: 'نموذج آمن',
  unread: 'رسالة جديدة',
};

/** By language. */
export const extraTexts: Readonly<Record<AgentLocaleTag, ExtraTexts>> = { ar, de, en };
