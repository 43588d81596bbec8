// German texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** German. */
export const texts: LinkTexts = {
  locale: 'de',
  pageTitle: 'Sicheres Formular',
  mobileOnly:
    'Für diesen Vorgang benötigen Sie ein Smartphone oder Tablet. Öffnen Sie diese Nachricht auf Ihrem Smartphone oder Tablet, um fortzufahren.',
  scanCode: 'Scannen Sie diesen Code mit Ihrem Smartphone oder Tablet, um das Formular dort zu öffnen.',
};
