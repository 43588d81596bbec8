// Hindi texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Hindi. */
export const texts: LinkTexts = {
  locale: 'hi',
  pageTitle: 'सुरक्षित फ़ॉर्म',
  mobileOnly:
    'यह प्रक्रिया पूरी करने के लिए आपको मोबाइल फ़ोन या टैबलेट की ज़रूरत होगी। जारी रखने के लिए यह संदेश अपने मोबाइल फ़ोन या टैबलेट पर खोलें।',
  scanCode: 'फ़ॉर्म को अपने मोबाइल या टैबलेट पर खोलने के लिए उससे यह कोड स्कैन करें।',
};
