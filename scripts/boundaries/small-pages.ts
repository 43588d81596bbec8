// What reaches a consumer's browser stays small: no schema library, no root index that carries everything.
import { importRule } from './finding.ts';
import { placeOf } from './places.ts';

const heavy = [/^zod(\/|$)/, /^@tellsafe\/core$/, /^@tellsafe\/core\/.*\bschemas?$/];

/** The consumer's code imports subpaths of core without schemas. */
export const smallPages = importRule('small-pages', (file, { specifier, typeOnly }) => {
  const { area, shipped } = placeOf(file.path);
  if (area !== 'consumer-widget' || !shipped || typeOnly) return undefined;
  return heavy.some((pattern) => pattern.test(specifier)) ? `${specifier} is too heavy for the form page` : undefined;
});
