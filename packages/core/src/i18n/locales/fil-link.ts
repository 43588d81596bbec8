// Filipino texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Filipino. */
export const texts: LinkTexts = {
  locale: 'fil',
  pageTitle: 'Secure na form',
  mobileOnly:
    'Kailangan ninyo ng cellphone o tablet para magawa ito. Buksan ang mensaheng ito sa inyong cellphone o tablet para magpatuloy.',
  scanCode: 'I-scan ang code na ito gamit ang inyong cellphone o tablet para buksan doon ang form.',
};
