// Pins the public names of the built packages to docs/public-exports.json; `--write` writes that list anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, readPublicNames } from './public-names.ts';
import { readPackages, root } from './workspace.mjs';

const file = join(root, 'docs', 'public-exports.json');
const found = readPublicNames(readPackages());
const count = Object.values(found).flat().length;

if (process.argv.includes('--write')) {
  writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`);
  console.log(`${count} public names written to docs/public-exports.json`);
} else if (!existsSync(file)) {
  console.log(`${count} public names, not listed yet: npm run exports:write lists them`);
} else {
  const changes = differences(JSON.parse(readFileSync(file, 'utf8')), found);
  for (const change of changes) console.error(change);
  console.log(`${count} public names, ${changes.length} differ from docs/public-exports.json`);
  if (changes.length > 0) {
    console.error('When the change is meant: npm run exports:write, and a changeset.');
    process.exitCode = 1;
  }
}
