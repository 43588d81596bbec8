// Builds the isolated form page into dist/page: one document, hash-named scripts and one style sheet, nothing inline.
// The same sources give the same bytes. manifest.json says what loads until the form can be used, in one language.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const here = import.meta.dirname;
const source = join(here, 'src/page');
const target = join(here, 'dist/page');
const language = /\/locales\/en\.[jt]s$/;

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

/** Style sheets and markup inside template literals lose the white space that only people need. */
const smallTemplates = {
  name: 'small-templates',
  setup({ onLoad }) {
    onLoad({ filter: /\/consumer-widget\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const small = path.endsWith('/styles.ts')
        ? text.replace(
            /css`([^`]*)`/g,
            (_, sheet) => `css\`${sheet.replace(/\s+/g, ' ').replace(/ ?([{};,]) ?/g, '$1')}\``,
          )
        : text.replace(/>\s*\n\s*</g, '><').replace(/\n\s+(?=[.@?]?[\w-]+=["$])/g, ' ');
      return { contents: small, loader: 'ts' };
    });
  },
};

const { metafile } = await build({
  entryPoints: { form: join(source, 'boot.ts') },
  absWorkingDir: here,
  outdir: target,
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  legalComments: 'none',
  plugins: [smallTemplates],
  metafile: true,
  logLevel: 'warning',
});

const { code } = await transform(await readFile(join(source, 'page.css'), 'utf8'), { loader: 'css', minify: true });
const style = `form-${createHash('sha256').update(code).digest('hex').slice(0, 8).toUpperCase()}.css`;
await writeFile(join(target, style), code);

const outputs = metafile.outputs;
// Chunks that are imported later have an entry point of their own, too.
const entry = Object.keys(outputs).find((path) => outputs[path].entryPoint?.endsWith('/page/boot.ts'));
const isLanguage = (path) => Object.keys(outputs[path].inputs).some((input) => language.test(input));

/** The entry, what it imports at once, and the English texts. */
const needed = new Set([entry, ...Object.keys(outputs).filter(isLanguage)]);
for (const path of needed) {
  for (const imported of outputs[path].imports) if (imported.kind === 'import-statement') needed.add(imported.path);
}

const html = (await readFile(join(source, 'index.html'), 'utf8'))
  .replace('{{style}}', `../assets/${style}`)
  .replace('{{script}}', `../assets/${basename(entry)}`);
await writeFile(join(target, 'index.html'), html);

const files = [...[...needed].map((path) => basename(path)).sort(), style];
const inputs = [...new Set([...needed].flatMap((path) => Object.keys(outputs[path].inputs)))].sort();
await writeFile(join(target, 'manifest.json'), `${JSON.stringify({ files, inputs }, null, 2)}\n`);

const sizes = await Promise.all(
  files.map(async (file) => gzipSync(await readFile(join(target, file)), { level: 9 }).length),
);
const total = sizes.reduce((sum, size) => sum + size, 0);
console.log(`form page until it can be used, one language: ${total} bytes gzip (limit 20000)`);
