// What the form page loads of this folder: no zod, at most 4 kB; one language of texts at most 2.5 kB (performance.md P6).

import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';

const source = decodeURIComponent(new URL('../../src', import.meta.url).pathname);

async function gzipBytes(text: string): Promise<number> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

async function bundle(contents: string): Promise<{ bytes: number; inputs: string[]; text: string }> {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: source },
    bundle: true,
    minify: true,
    format: 'esm',
    charset: 'utf8',
    metafile: true,
    write: false,
    splitting: true,
    outdir: 'out',
  });
  const entry = outputFiles.find(({ path }) => path.endsWith('stdin.js')) ?? outputFiles[0];
  const text = entry?.text ?? '';
  // Files of which something is really in an output; those that were only read do not count.
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  return { bytes: await gzipBytes(text), inputs, text };
}

describe('sizes', () => {
  test('P6 the rules that the page needs stay small and free of zod', async () => {
    const { bytes, inputs } = await bundle(
      `export { validateAnswer, validateAnswers, inputHints, payloadClassOf, cardBrand, displayGroups } from './form/index.ts'`,
    );
    console.log(`form rules in the page: ${bytes} bytes gzip`);
    expect(bytes).toBeLessThanOrEqual(4096);
    expect(inputs.filter((file) => file.includes('node_modules'))).toEqual([]);
  });

  test('nothing of the zod-free entry point imports a package', async () => {
    const { inputs } = await bundle(`export * from './form/index.ts'`);
    expect(inputs.filter((file) => file.includes('node_modules') || file.endsWith('schema.ts'))).toEqual([]);
  });

  test.each(['ar', 'de', 'en'])('P6 the consumer texts in %s', async (tag) => {
    const { bytes } = await bundle(`export { texts } from './i18n/locales/${tag}.ts'`);
    console.log(`consumer texts ${tag}: ${bytes} bytes gzip`);
    expect(bytes).toBeLessThanOrEqual(2560);
  });

  test('P6 what picks, fills in and finds texts stays small', async () => {
    const { bytes } = await bundle(
      `export { pickLocale, formatText, answerErrorKey, consumerErrorKey, consumerStatusKeys } from './i18n/index.ts'`,
    );
    console.log(`text functions in the page: ${bytes} bytes gzip`);
    expect(bytes).toBeLessThanOrEqual(1536);
  });

  test('P6 a page that loads consumer texts bundles no agent text and one language at a time', async () => {
    const { text } = await bundle(`export { loadTexts, pickLocale, formatText } from './i18n/index.ts'`);
    expect(text).toMatch(/import\("\.\/de-\w+\.js"\)/);
    expect(text).not.toMatch(/-(?:agent|channel)-\w+\.js/);
    expect(text).not.toContain('Fill in form');
  });
});
