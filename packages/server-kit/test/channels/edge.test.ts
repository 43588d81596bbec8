// Each channel alone, bundled for a runtime without Node: it carries jose where it needs it, and nothing else of others.
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { channelNames } from '../../src/channels/types.ts';

const source = (path: string): string => decodeURIComponent(new URL(`../../src/${path}`, import.meta.url).pathname);

async function bundle(path: string) {
  const options = {
    bundle: true,
    format: 'esm',
    platform: 'browser',
    write: false,
    metafile: true,
    logLevel: 'silent',
  } as const;
  const result = await build({ ...options, entryPoints: [source(path)], minify: true });
  // What was read but left out does not count.
  const used = Object.values(result.metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? file : [])),
  );
  const foreign = used.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? []);
  return { foreign: [...new Set(foreign)], code: result.outputFiles.map(({ text }) => text).join('') };
}

describe('CN-GEN-01 channels on the edge', () => {
  test.each(channelNames)('%s needs no Node', async (name) => {
    const { foreign, code } = await bundle(`channels/${name}/index.ts`);
    expect(foreign.filter((each) => each !== 'jose')).toEqual([]);
    expect(foreign.includes('jose')).toBe(name === 'apple' || name === 'rcs');
    expect(code.length).toBeLessThan(60_000);
    const module = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as Record<
      string,
      unknown
    >;
    expect(typeof module.verify).toBe('function');
    expect(typeof module.parse).toBe('function');
  });

  test('control: what needs Node does not go through', async () => {
    await expect(bundle('keys/file.ts')).rejects.toThrow(/node:/);
  });
});
