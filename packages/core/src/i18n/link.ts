// @tellsafe/core/i18n/link: what a link page says on a computer (SF-CN-04). Apart, so that no other page loads it.
export { loadLinkTexts } from './load-link-texts.ts';
export type { LinkTexts } from './texts.ts';
