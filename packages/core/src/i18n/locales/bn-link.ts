// Bengali texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Bengali. */
export const texts: LinkTexts = {
  locale: 'bn',
  pageTitle: 'নিরাপদ ফর্ম',
  mobileOnly: 'এই কাজটি সম্পন্ন করতে আপনার মোবাইল ফোন বা ট্যাবলেট প্রয়োজন। চালিয়ে যেতে আপনার মোবাইল ফোন বা ট্যাবলেটে এই বার্তাটি খুলুন।',
  scanCode: 'আপনার মোবাইল ফোন বা ট্যাবলেট দিয়ে এই কোডটি স্ক্যান করে সেখানে ফর্মটি খুলুন।',
};
