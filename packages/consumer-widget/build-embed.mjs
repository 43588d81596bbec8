// Builds dist/embed: tellsafe.js, which a page without a bundler loads by one script tag, and the parts that it loads later.
import { join } from 'node:path';
import { bundleChunks, writeFolder } from './build-parts.mjs';

const here = import.meta.dirname;

const chunks = await bundleChunks({ input: { tellsafe: join(here, 'src/embed.ts') }, entryFileNames: '[name].js' });
await writeFolder(join(here, 'dist/embed'), Object.fromEntries(chunks.map(({ fileName, code }) => [fileName, code])));
