// Runs a build step of a package when the package has it: `node ../../scripts/run-if-present.mjs build-page.mjs`.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [step = ''] = process.argv.slice(2);
const file = resolve(step);
if (existsSync(file)) await import(pathToFileURL(file).href);
else console.log(`${step} is not part of this package yet; step left out`);
