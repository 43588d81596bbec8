// Serbian texts of the invitation bubble and its dialogs, in Cyrillic script.
import type { BubbleTexts } from '../texts.ts';

/** Serbian. */
export const texts: BubbleTexts = {
  locale: 'sr',

  fillInForm: 'Попуни образац',
  statusToFill: 'Спреман за попуњавање',
  statusInProgress: 'Отворен, још није послат',
  statusOpened: 'Отворен. Можете да наставите само на уређају на којем је отворен.',
  statusSubmitted: 'Овај образац је послат и из безбедносних разлога не може поново да се отвори',
  statusExpired: 'Овај образац је истекао',
  statusFailed: 'Овај образац није могао да буде испоручен',
  statusDeclined: 'Одбили сте овај образац',
  statusRevoked: 'Агент је повукао овај образац',
  statusOpenedElsewhere: 'Овај образац је отворен на другом уређају',
  statusLeft: 'Напустили сте овај образац. Не може поново да се отвори.',
  openForm: 'Настави попуњавање',
  offline: 'Нисте повезани са интернетом. Образац ће бити доступан када се веза поново успостави.',
  decline: 'Одбиј',
  declineQuestion: 'Желите ли да одбијете овај образац? Агент ће бити обавештен о томе.',
  declineConfirm: 'Одбиј образац',
  cancel: 'Откажи',
  openTheForm: 'Отвори безбедан образац',
  loading: 'Отварање безбедног обрасца…',
  close: 'Затвори',
  couldNotOpen: 'Није било могуће отворити безбедан образац.\nЗа помоћ се обратите агенту.',
  connectionFailed: 'Повезивање није успело. Проверите интернет везу и покушајте поново.',
};
