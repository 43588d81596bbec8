// A build step: `node ../../scripts/elements/write.mjs src/elements/index.ts` writes dist/custom-elements.json of the package in the
// working directory.
import { writeFileSync } from 'node:fs';
import { elementsManifest } from './manifest.mjs';

const [entry = 'src/index.ts'] = process.argv.slice(2);
const manifest = elementsManifest(process.cwd(), entry);
writeFileSync('dist/custom-elements.json', `${JSON.stringify(manifest, null, 2)}\n`);
