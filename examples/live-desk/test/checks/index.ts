// Everything that tests ask a page itself; bundled and put into pages by page-checks.ts.
export { turnedFields } from './direction.ts';
export { focusStop } from './focus.ts';
export { invisibleThings } from './forced-colors.ts';
export { movingThings } from './motion.ts';
export { structureOf } from './structure.ts';
export { cutOff, smallTargets, tooWide } from './targets.ts';
