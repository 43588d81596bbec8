// Bulgarian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Bulgarian. */
export const texts: LinkTexts = {
  locale: 'bg',
  pageTitle: 'Защитен формуляр',
  mobileOnly:
    'За тази операция Ви е необходим мобилен телефон или таблет. За да продължите, отворете това съобщение на телефона или таблета си.',
  scanCode: 'Сканирайте този код с мобилния си телефон или таблет, за да отворите формуляра там.',
};
