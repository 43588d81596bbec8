// Croatian texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Croatian. */
export const texts: LinkTexts = {
  locale: 'hr',
  pageTitle: 'Siguran obrazac',
  mobileOnly:
    'Za ovaj postupak potreban vam je mobitel ili tablet. Za nastavak otvorite ovu poruku na svojem mobitelu ili tabletu.',
  scanCode: 'Skenirajte ovaj kôd mobitelom ili tabletom kako biste ondje otvorili obrazac.',
};
