// Builds the isolated form page, and the page of its preview, into dist/page: each one document, hash-named scripts and one style sheet, nothing inline.
// The same sources give the same bytes. manifest.json says what loads until a payment card can be typed, in one language, and
// what a key of the suite xwing adds: its hybrid, and ML-KEM for browsers that have none.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';
import { bundleChunks, writeFolder } from './build-parts.mjs';

const here = import.meta.dirname;
const source = join(here, 'src/page');
const target = join(here, 'dist/page');
const locales = join(here, '../core/src/i18n/locales');

const sha256Of = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Errors of the page are told apart by code and shown in i18n's words: the English messages for logs stay out of it. */
const noErrorMessages = {
  name: 'no-error-messages',
  load: (id) =>
    /\/core\/src\/error-messages\.ts$/.test(id)
      ? 'export const errorMessages = {}; export const messageOf = (code) => code;'
      : null,
};

/** The texts of all languages have one hash, so that the page needs no list of their files: 43 names would be a kilobyte. */
const texts = await bundleTexts();
const textFiles = {
  name: 'text-files',
  load: (id) =>
    /\/core\/src\/i18n\/load-texts\.ts$/.test(id)
      ? `export const loadTexts = async (tag) => (await import(\`./texts-${texts.hash}-\${tag}.js\`)).texts;`
      : null,
};

/** The page runs where there is a document: its elements need no stand-in for their base. */
const hasDocument = {
  name: 'has-document',
  transform: {
    filter: { id: /\/internal\/form-element\.ts$/ },
    handler: (code) => code.replace(' extends ElementBase ', ' extends HTMLElement '),
  },
};

const page = await bundleChunks({
  input: { form: join(source, 'boot.ts') },
  entryFileNames: 'form-[hash].js',
  plugins: [noErrorMessages, textFiles, hasDocument],
});
const chunks = [...page, ...texts.chunks];

async function bundleTexts() {
  const names = (await readdir(locales)).filter((name) => !/-(agent|bubble|channel|link)\.ts$/.test(name)).sort();
  const input = Object.fromEntries(names.map((name) => [name.replace('.ts', ''), join(locales, name)]));
  const bundled = await bundleChunks({ input, entryFileNames: '[name].js' });
  const hash = sha256Of(bundled.map(({ fileName, code }) => `${fileName}\n${code}`).join('\n'));
  return { hash, chunks: bundled.map((chunk) => ({ ...chunk, fileName: `texts-${hash}-${chunk.fileName}` })) };
}

const styleOf = async (...names) => {
  const texts = await Promise.all(names.map((name) => readFile(join(source, name), 'utf8')));
  return (await transform(texts.join('\n'), { loader: 'css', minify: true })).code;
};
const code = await styleOf('page.css');
const style = `form-${sha256Of(code)}.css`;

// The preview has a bundle of its own, so that nothing of it is in what consumers load.
const preview = await bundleChunks({
  input: { preview: join(source, 'preview-boot.ts') },
  entryFileNames: 'preview-[hash].js',
  plugins: [noErrorMessages, textFiles, hasDocument],
});
const previewCode = await styleOf('page.css', 'preview.css');
const previewStyle = `preview-${sha256Of(previewCode)}.css`;

const integrityOf = (text) => `sha384-${createHash('sha384').update(text).digest('base64')}`;

const chunksWith = (module) => chunks.filter(({ moduleIds }) => moduleIds.some((id) => module.test(id)));

/** Some chunks with all that they import at once. */
function withImports(first) {
  const all = new Set(first);
  for (const { imports } of all) for (const chunk of chunks) if (imports.includes(chunk.fileName)) all.add(chunk);
  return all;
}

/** What some chunks add to those that are there already. */
const added = (first, there) => [...withImports(first)].filter((chunk) => !there.has(chunk));
const namesOf = (some) => [...some].map(({ fileName }) => fileName).sort();
const inputsOf = (some) => [...some].flatMap(({ moduleIds }) => moduleIds.map((id) => relative(here, id))).sort();

/** The entry, what it imports at once, and the English texts. */
const entry = page.find(({ isEntry }) => isEntry);
const needed = withImports([entry, ...chunksWith(/\/locales\/en\.ts$/)]);
const acting = withImports([...needed, ...chunksWith(/\/controllers\/acting\.ts$/)]);
const xwing = added(chunksWith(/\/xwing\/kem\.ts$/), acting);
const mlKem = added(chunksWith(/\/xwing\/noble-ml-kem\.ts$/), new Set([...acting, ...xwing]));

const documentOf = async (name, sheet, css, script) =>
  (await readFile(join(source, name), 'utf8'))
    .replace('{{style}}', `../assets/${sheet}" integrity="${integrityOf(css)}`)
    .replace('{{script}}', `../assets/${script.fileName}" integrity="${integrityOf(script.code)}`);
const previewEntry = preview.find(({ isEntry }) => isEntry);
const files = [...namesOf(needed), style];
const later = (some) => ({ files: namesOf(some), inputs: inputsOf(some) });
const manifest = { files, inputs: inputsOf(needed), xwing: later(xwing), mlKem: later(mlKem) };

const written = {
  'index.html': await documentOf('index.html', style, code, entry),
  'preview.html': await documentOf('preview.html', previewStyle, previewCode, previewEntry),
  'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`,
  [style]: code,
  [previewStyle]: previewCode,
};
for (const chunk of [...chunks, ...preview]) written[chunk.fileName] = chunk.code;
await writeFolder(target, written);

const sizeOf = (name) => gzipSync(written[name], { level: 9 }).length;
const total = files.reduce((sum, file) => sum + sizeOf(file), 0);
console.log(`form page until a payment card can be typed, one language: ${total} bytes gzip (limit 20000)`);
for (const { fileName, moduleIds } of chunks.filter((chunk) => !needed.has(chunk))) {
  const names = moduleIds.map((id) => id.replace(/^.*\/(?=[^/]+\/[^/]+$)/, ''));
  console.log(`  ${sizeOf(fileName)} later, or when a form asks for it: ${names.at(-1)}`);
}
