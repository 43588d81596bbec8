// The API reference: `npm run docs` writes it to docs/api, which git does not see. Every subpath of every package, from its sources.
import { join, relative } from 'node:path';
import { expandSubpaths, readPackages, root } from './scripts/workspace.mjs';

const sources = readPackages().flatMap((pkg) =>
  expandSubpaths(pkg).map(({ source }) => relative(root, join(pkg.folder, source))),
);

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'Tellsafe',
  // Nine hundred texts in 43 languages are the same list of names.
  entryPoints: sources.filter((source) => !source.includes('/locales/')),
  tsconfig: 'tsconfig.docs.json',
  out: 'docs/api',
  readme: 'none',
  disableSources: true,
  excludePrivate: true,
  blockTags: ['@attr', '@csspart', '@cssproperty', '@element', '@fires', '@slot'].concat([
    '@param',
    '@returns',
    '@throws',
    '@example',
    '@see',
  ]),
  // Comments may name what stays inside; the name is shown without a link then.
  validation: { notExported: false, invalidLink: false, invalidPath: true, notDocumented: true },
  // Members of types may speak for themselves; everything that has a name of its own says what it is.
  requiredToBeDocumented: ['Function', 'Class', 'Interface', 'TypeAlias', 'Variable', 'Method', 'Accessor'],
  treatWarningsAsErrors: true,
};
