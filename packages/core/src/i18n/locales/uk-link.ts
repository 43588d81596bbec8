// Ukrainian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Ukrainian. */
export const texts: LinkTexts = {
  locale: 'uk',
  pageTitle: 'Захищена форма',
  mobileOnly:
    'Для цієї операції потрібен смартфон або планшет. Щоб продовжити, відкрийте це повідомлення на смартфоні чи планшеті.',
  scanCode: 'Відскануйте цей код телефоном або планшетом, щоб відкрити форму на ньому.',
};
