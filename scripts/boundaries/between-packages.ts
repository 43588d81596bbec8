// Directions between packages: core ← consumer-widget, agent-client, server-kit ← examples; always through exported subpaths.
import { importRule } from './finding.ts';
import { placeOf, relativeTarget } from './places.ts';

const scope = '@tellsafe/';

/** Packages of this workspace that the shipped code of each package may import. */
const allowed: Record<string, readonly string[]> = {
  core: [],
  'consumer-widget': ['core'],
  'agent-client': ['core'],
  'server-kit': ['core'],
};

/** Shipped code imports only the packages below it. */
export const packageDirection = importRule('package-direction', (file, { specifier }) => {
  const { area, shipped } = placeOf(file.path);
  const permitted = allowed[area];
  if (!shipped || !permitted || !specifier.startsWith(scope)) return undefined;
  const target = specifier.slice(scope.length).split('/')[0] ?? '';
  if (target === area) return `imports itself by name (${specifier}); use a relative path`;
  return permitted.includes(target) ? undefined : `${area} must not import ${target}`;
});

/** A package is entered through its exports, never through its files. */
export const packageEntrance = importRule('package-entrance', (file, { specifier }, { specifiers }) => {
  if (specifier.startsWith(scope)) {
    return specifiers.has(specifier) ? undefined : `${specifier} is not an exported subpath`;
  }
  const target = relativeTarget(file.path, specifier);
  const from = placeOf(file.path);
  if (!from.shipped || !target) return undefined;
  const to = placeOf(target);
  return to.area === from.area && to.shipped ? undefined : `${specifier} leaves the source of ${from.area}`;
});
