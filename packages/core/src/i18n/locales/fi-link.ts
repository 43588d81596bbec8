// Finnish texts of a link page on a computer.
import type { LinkTexts } from '../texts.ts';

/** Finnish. */
export const texts: LinkTexts = {
  locale: 'fi',
  pageTitle: 'Suojattu lomake',
  mobileOnly: 'Tarvitset tähän puhelimen tai tabletin. Jatka avaamalla tämä viesti puhelimella tai tabletilla.',
  scanCode: 'Skannaa tämä koodi puhelimella tai tabletilla ja avaa lomake siellä.',
};
