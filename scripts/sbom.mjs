// Writes what the published packages bring along, for those who must list it (PCI DSS 4.0.1, 6.3.2): one CycloneDX file for all of them, made
// by `npm sbom` from the lockfile, without what only builds, tests and examples use. `node scripts/sbom.mjs [file]`
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, readPackages, root } from './workspace.mjs';

/**
 * @typedef {object} Sbom
 * @property {{ component: { name: string } }} metadata
 * @property {{ 'bom-ref': string, name: string, licenses?: unknown[] }[]} components
 * @property {{ ref: string, dependsOn?: string[] }[]} dependencies
 */

/**
 * What a package brings along: its dependencies, and what its build bundles although it is none.
 *
 * @param {string} folder
 * @returns {string[]}
 */
function broughtBy(folder) {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const sources = filesBelow(join(folder, 'src')).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const texts = sources.map((file) => readFileSync(file, 'utf8'));
  const isBundled = (/** @type {string} */ name) =>
    texts.some((text) => text.includes(`from '${name}'`) || text.includes(`from '${name}/`));
  return [...Object.keys(dependencies), ...Object.keys(devDependencies).filter(isBundled)];
}

/** `lit` of `lit@3.3.3`. @param {string} ref */
const nameIn = (ref) => ref.replace(/@[^@]*$/, '');

/** The list. @returns {Sbom} */
export function sbom() {
  const packages = readPackages();
  const chosen = packages.flatMap(({ name }) => ['--workspace', name]);
  const command = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', ...chosen];
  const printed = execFileSync('npm', command, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  /** @type {Sbom} */
  const whole = JSON.parse(printed);
  const next = new Map(whole.dependencies.map(({ ref, dependsOn = [] }) => [ref, dependsOn]));
  // Packages of the workspace name their tools as well; everything below names only what it needs to run.
  const brought = new Map(packages.map(({ name, folder }) => [name, broughtBy(folder)]));
  const kept = new Set();
  const visit = (/** @type {string} */ ref) => {
    if (kept.has(ref)) return;
    kept.add(ref);
    const own = brought.get(nameIn(ref));
    for (const each of next.get(ref) ?? []) if (!own || own.includes(nameIn(each))) visit(each);
  };
  for (const ref of next.keys()) if (brought.has(nameIn(ref))) visit(ref);
  const isKept = (/** @type {string} */ ref) => kept.has(ref);
  whole.metadata.component.name = 'tellsafe';
  return {
    ...whole,
    // npm names packages of a workspace after their folders.
    components: whole.components
      .filter((each) => isKept(each['bom-ref']))
      .map((each) => ({ ...each, name: nameIn(each['bom-ref']) })),
    dependencies: whole.dependencies
      .filter(({ ref }) => isKept(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(isKept) })),
  };
}

if (import.meta.main) {
  const [file = 'sbom.cdx.json'] = process.argv.slice(2);
  const list = sbom();
  writeFileSync(file, `${JSON.stringify(list, null, 2)}\n`);
  console.log(`${list.components.length} components in ${file}`);
}
