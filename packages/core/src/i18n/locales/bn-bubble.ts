// Bengali texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Bengali. */
export const texts: BubbleTexts = {
  locale: 'bn',

  fillInForm: 'ফর্ম পূরণ করুন',
  statusToFill: 'পূরণের জন্য প্রস্তুত',
  statusInProgress: 'খোলা হয়েছে, এখনও জমা দেওয়া হয়নি',
  statusOpened: 'ফর্মটি খোলা হয়েছে। যে ডিভাইসে খোলা হয়েছে, শুধু সেটিতেই চালিয়ে যাওয়া যাবে।',
  statusSubmitted: 'এই ফর্মটি জমা দেওয়া হয়েছে এবং নিরাপত্তার কারণে আবার খোলা যাবে না',
  statusExpired: 'এই ফর্মের মেয়াদ শেষ হয়ে গেছে',
  statusFailed: 'এই ফর্মটি আপনার কাছে পৌঁছানো যায়নি',
  statusDeclined: 'আপনি এই ফর্মটি প্রত্যাখ্যান করেছেন',
  statusRevoked: 'প্রতিনিধি এই ফর্মটি ফিরিয়ে নিয়েছেন',
  statusOpenedElsewhere: 'এই ফর্মটি অন্য একটি ডিভাইসে খোলা হয়েছে',
  statusLeft: 'আপনি এই ফর্মটি ছেড়ে গেছেন। এটি আর খোলা যাবে না।',
  openForm: 'ফর্ম চালিয়ে যান',
  offline: 'আপনি অফলাইনে আছেন। আবার অনলাইনে এলে ফর্মটি পাওয়া যাবে।',
  decline: 'প্রত্যাখ্যান করুন',
  declineQuestion: 'আপনি কি এই ফর্মটি প্রত্যাখ্যান করতে চান? আপনার প্রতিনিধিকে তা জানানো হবে।',
  declineConfirm: 'ফর্ম প্রত্যাখ্যান করুন',
  cancel: 'বাতিল করুন',
  openTheForm: 'নিরাপদ ফর্ম খুলুন',
  loading: 'নিরাপদ ফর্ম খোলা হচ্ছে…',
  close: 'বন্ধ করুন',
  couldNotOpen: 'নিরাপদ ফর্মটি খোলা যায়নি।\nসহায়তার জন্য আপনার প্রতিনিধির সঙ্গে যোগাযোগ করুন।',
  connectionFailed: 'সংযোগ স্থাপন করা যায়নি। আপনার ইন্টারনেট সংযোগ যাচাই করে আবার চেষ্টা করুন।',
};
