// The custom-elements manifest of a package, from the doc blocks and properties of its elements: what editors, catalogues and frameworks
// read. It names public elements only, by the published file that exports them.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as analyzer from '@custom-elements-manifest/analyzer';
// @ts-expect-error: it has no types.
import { litPlugin } from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';

// Its types are those of its configuration, and do not name what it exports.
const { create, ts } = /** @type {any} */ (analyzer);

/**
 * @typedef {{ name: string, description?: string }} Named
 * @typedef {object} ElementDeclaration
 * @property {string} name of the class
 * @property {string} tagName
 * @property {string} [description]
 * @property {readonly Named[]} [attributes]
 * @property {readonly Named[]} [events]
 * @property {readonly Named[]} [slots]
 * @property {readonly Named[]} [cssParts]
 * @property {readonly Named[]} [cssProperties]
 * @property {readonly (Named & { privacy?: string, kind?: string })[]} [members]
 */

/**
 * Reads the elements of a package.
 *
 * @param {string} folder absolute folder of the package
 * @param {string} entry the source whose names are public, such as `src/elements/index.ts`
 * @returns {{ schemaVersion: string, readme: string, modules: [{ kind: string, path: string, declarations: ElementDeclaration[], exports: object[] }] }}
 */
export function elementsManifest(folder, entry) {
  const files = globSync('src/**/*.ts', { cwd: folder }).filter(
    (file) => !/\.(test|browser|generated)\.ts$/.test(file),
  );
  const texts = files.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const modules = texts.map(({ file, text }) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  const analyzed = create({ modules, plugins: litPlugin(), context: { dev: false } });
  const tags = new Map(texts.flatMap(({ text }) => definitions(text)));
  /** @type {ElementDeclaration[]} */
  const declarations = analyzed.modules.flatMap((/** @type {any} */ { declarations: found = [] }) => found);
  const publicNames = readFileSync(join(folder, entry), 'utf8');
  const path = entry.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js');
  const elements = declarations
    .filter(({ name }) => tags.has(name) && new RegExp(`\\b${name}\\b`).test(publicNames))
    .map((declaration) => published(declaration, tags.get(declaration.name) ?? ''));
  const module = { kind: 'javascript-module', path, declarations: elements, exports: elements.map(exported) };
  return { schemaVersion: '1.0.0', readme: 'README.md', modules: [module] };

  /** @param {{ name: string }} element */
  function exported({ name }) {
    return { kind: 'js', name, declaration: { name, module: path } };
  }
}

/** The tags that a file defines, by the names of their classes. @param {string} text @returns {[string, string][]} */
function definitions(text) {
  const found = text.matchAll(/(?:defineOnce|customElements\.define)\('([a-z-]+)', (\w+)\)/g);
  return [...found].map(([, tag = '', name = '']) => [name, tag]);
}

/**
 * What the outside may know of an element: what is documented, nothing private, no path of a source.
 *
 * @param {ElementDeclaration} declaration
 * @param {string} tagName
 * @returns {ElementDeclaration & { kind: string, customElement: true }}
 */
function published({ name, description, attributes, events, slots, cssParts, cssProperties, members }, tagName) {
  const isPublic = (/** @type {Named & { privacy?: string }} */ member) =>
    !member.name.startsWith('#') && !['private', 'protected'].includes(member.privacy ?? '');
  const lists = {
    attributes: attributes?.map(plain),
    events: events?.filter((event) => event.description !== undefined).map((event) => plain(event)),
    slots: slots?.map(plain),
    cssParts: cssParts?.map(plain),
    cssProperties: cssProperties?.map(plain),
    members: members?.filter((member) => isPublic(member) && member.description !== undefined).map(plain),
  };
  const kept = Object.entries(lists).filter(([, list]) => list !== undefined && list.length > 0);
  return {
    kind: 'class',
    name,
    tagName,
    customElement: true,
    ...(description !== undefined && { description }),
    ...Object.fromEntries(kept),
  };
}

/** Without where it was inherited from: those files are not published. @param {object} entry */
function plain(entry) {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== 'inheritedFrom'));
}
