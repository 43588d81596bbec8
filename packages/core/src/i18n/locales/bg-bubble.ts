// Bulgarian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Bulgarian. */
export const texts: BubbleTexts = {
  locale: 'bg',

  fillInForm: 'Попълни формуляра',
  statusToFill: 'Готов за попълване',
  statusInProgress: 'Отворен, още не е изпратен',
  statusOpened: 'Отворен. Можете да продължите само на устройството, на което е отворен.',
  statusSubmitted: 'Този формуляр е изпратен и от съображения за сигурност не може да бъде отворен отново',
  statusExpired: 'Срокът на този формуляр изтече',
  statusFailed: 'Този формуляр не можа да бъде доставен',
  statusDeclined: 'Вие отхвърлихте този формуляр',
  statusRevoked: 'Служителят оттегли този формуляр',
  statusOpenedElsewhere: 'Този формуляр е отворен на друго устройство',
  statusLeft: 'Напуснахте този формуляр. Той не може да бъде отворен отново.',
  openForm: 'Продължи попълването',
  offline: 'Няма връзка с интернет. Формулярът ще бъде достъпен отново, когато връзката се възстанови.',
  decline: 'Отхвърли',
  declineQuestion: 'Искате ли да отхвърлите този формуляр? Служителят ще бъде уведомен.',
  declineConfirm: 'Отхвърли формуляра',
  cancel: 'Назад',
  openTheForm: 'Отвори защитения формуляр',
  loading: 'Защитеният формуляр се отваря…',
  close: 'Затвори',
  couldNotOpen: 'Защитеният формуляр не можа да се отвори.\nЗа помощ се обърнете към служителя.',
  connectionFailed: 'Връзката е неуспешна. Проверете интернет връзката си и опитайте отново.',
};
