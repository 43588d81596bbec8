// Ukrainian texts of the invitation bubble and its dialogs.
import type { BubbleTexts } from '../texts.ts';

/** Ukrainian. */
export const texts: BubbleTexts = {
  locale: 'uk',

  fillInForm: 'Заповнити форму',
  statusToFill: 'Можна заповнювати',
  statusInProgress: 'Відкрито, ще не надіслано',
  statusOpened: 'Відкрито. Продовжити можна лише на тому пристрої, на якому форму відкрили.',
  statusSubmitted: 'Цю форму надіслано, і з міркувань безпеки її не можна відкрити знову',
  statusExpired: 'Термін дії цієї форми закінчився',
  statusFailed: 'Не вдалося доставити цю форму',
  statusDeclined: 'Ви відмовилися заповнювати цю форму',
  statusRevoked: 'Оператор відкликав цю форму',
  statusOpenedElsewhere: 'Цю форму відкрито на іншому пристрої',
  statusLeft: 'Ви вийшли з форми. Відкрити її знову не можна.',
  openForm: 'Продовжити заповнення',
  offline: 'Немає з’єднання з інтернетом. Форма знову стане доступною, щойно з’єднання відновиться.',
  decline: 'Відмовитися',
  declineQuestion: 'Відмовитися заповнювати цю форму? Оператор отримає сповіщення про це.',
  declineConfirm: 'Відмовитися від форми',
  cancel: 'Скасувати',
  openTheForm: 'Відкрити захищену форму',
  loading: 'Відкриваємо захищену форму…',
  close: 'Закрити',
  couldNotOpen: 'Не вдалося відкрити захищену форму.\nПо допомогу зверніться до оператора.',
  connectionFailed: 'Помилка з’єднання. Перевірте підключення до інтернету та спробуйте ще раз.',
};
