// Hindi texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Hindi. */
export const texts: BubbleTexts = {
  locale: 'hi',

  fillInForm: 'फ़ॉर्म भरें',
  statusToFill: 'भरने के लिए तैयार',
  statusInProgress: 'खोला गया, अभी सबमिट नहीं हुआ',
  statusOpened: 'फ़ॉर्म खोला जा चुका है। इसे केवल उसी डिवाइस पर जारी रखा जा सकता है जिस पर इसे खोला गया था।',
  statusSubmitted: 'यह फ़ॉर्म सबमिट हो चुका है और सुरक्षा कारणों से दोबारा नहीं खोला जा सकता',
  statusExpired: 'इस फ़ॉर्म की समय-सीमा समाप्त हो गई है',
  statusFailed: 'यह फ़ॉर्म आप तक नहीं पहुँच सका',
  statusDeclined: 'आपने यह फ़ॉर्म अस्वीकार कर दिया है',
  statusRevoked: 'प्रतिनिधि ने यह फ़ॉर्म वापस ले लिया है',
  statusOpenedElsewhere: 'यह फ़ॉर्म किसी दूसरे डिवाइस पर खोला गया है',
  statusLeft: 'आपने यह फ़ॉर्म छोड़ दिया है। इसे दोबारा नहीं खोला जा सकता।',
  openForm: 'फ़ॉर्म जारी रखें',
  offline: 'आप ऑफ़लाइन हैं। इंटरनेट से दोबारा जुड़ने पर फ़ॉर्म फिर उपलब्ध हो जाएगा।',
  decline: 'अस्वीकार करें',
  declineQuestion: 'क्या आप यह फ़ॉर्म अस्वीकार करना चाहते हैं? आपके प्रतिनिधि को इसकी सूचना दी जाएगी।',
  declineConfirm: 'फ़ॉर्म अस्वीकार करें',
  cancel: 'रद्द करें',
  openTheForm: 'सुरक्षित फ़ॉर्म खोलें',
  loading: 'सुरक्षित फ़ॉर्म खुल रहा है…',
  close: 'बंद करें',
  couldNotOpen: 'सुरक्षित फ़ॉर्म नहीं खुल सका।\nमदद के लिए कृपया अपने प्रतिनिधि से संपर्क करें।',
  connectionFailed: 'कनेक्शन नहीं हो सका। कृपया अपना इंटरनेट कनेक्शन जाँचें और फिर कोशिश करें।',
};
