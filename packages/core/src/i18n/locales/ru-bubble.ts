// Russian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Russian. */
export const texts: BubbleTexts = {
  locale: 'ru',

  fillInForm: 'Заполнить форму',
  statusToFill: 'Можно заполнять',
  statusInProgress: 'Открыта, ещё не отправлена',
  statusOpened: 'Открыта. Продолжить можно только на том устройстве, на котором её открыли.',
  statusSubmitted: 'Эта форма отправлена, и в целях безопасности её нельзя открыть снова',
  statusExpired: 'Срок действия этой формы истёк',
  statusFailed: 'Не удалось доставить эту форму',
  statusDeclined: 'Вы отказались заполнять эту форму',
  statusRevoked: 'Оператор отозвал эту форму',
  statusOpenedElsewhere: 'Эта форма открыта на другом устройстве',
  statusLeft: 'Вы вышли из формы. Открыть её снова нельзя.',
  openForm: 'Продолжить заполнение',
  offline: 'Нет подключения к интернету. Форма снова станет доступна, когда связь восстановится.',
  decline: 'Отказаться',
  declineQuestion: 'Отказаться заполнять эту форму? Оператор получит уведомление об этом.',
  declineConfirm: 'Отказаться от формы',
  cancel: 'Отмена',
  openTheForm: 'Открыть защищённую форму',
  loading: 'Открываем защищённую форму…',
  close: 'Закрыть',
  couldNotOpen: 'Не удалось открыть защищённую форму.\nОбратитесь за помощью к оператору.',
  connectionFailed: 'Ошибка соединения. Проверьте подключение к интернету и повторите попытку.',
};
