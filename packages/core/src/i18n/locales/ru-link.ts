// Russian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Russian. */
export const texts: LinkTexts = {
  locale: 'ru',
  pageTitle: 'Защищённая форма',
  mobileOnly:
    'Для этой операции нужен смартфон или планшет. Чтобы продолжить, откройте это сообщение на смартфоне или планшете.',
  scanCode: 'Отсканируйте этот код телефоном или планшетом, чтобы открыть форму на нём.',
};
