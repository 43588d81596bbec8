// Proves that dependencies point one way and that files stay plain and short. The rules are in boundaries/.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkBoundaries } from './boundaries/check.ts';
import { expandSubpaths, filesBelow, readPackages, root, shortPath } from './workspace.mjs';

const paths = ['packages', 'examples', 'scripts']
  .flatMap((folder) => filesBelow(join(root, folder)))
  .filter((path) => /\.(ts|mjs)$/.test(path));
const texts = new Map(paths.map((path) => [shortPath(path), readFileSync(path, 'utf8')]));
const specifiers = new Set(readPackages().flatMap((pkg) => expandSubpaths(pkg).map(({ specifier }) => specifier)));

const findings = checkBoundaries(texts, specifiers);
for (const { path, line, rule, message } of findings) console.error(`${path}:${line}  ${message}  (${rule})`);
console.log(`${texts.size} files, ${findings.length} broken boundaries`);
if (findings.length > 0) process.exitCode = 1;
