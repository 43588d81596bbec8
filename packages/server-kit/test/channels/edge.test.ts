// Each channel alone, bundled for a runtime without Node: it carries jose where it needs it, and nothing else of others; and it does all that a
// channel has to. `npm run test:long` runs the same in Deno, Bun and workerd.
import { spawnSync } from 'node:child_process';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { channelNames } from '../../src/channels/types.ts';
import { programOf, resultIn } from './runtimes/programs.ts';

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

  test('the whole contract holds for all of them with nothing of Node within reach', async () => {
    const run = (input: string) => {
      const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-'], { input, encoding: 'utf8' });
      return resultIn(`${stdout}\n${stderr}`);
    };
    const program = await programOf('bare');
    const { passed, failed } = run(program);
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(150);
    expect(program).not.toMatch(/(?<![\w$.])Buffer\b/);
    // Control: something of Node is missed.
    const needy = 'const own = crypto.subtle; own.sign = async () => process.hrtime();';
    expect(run(await programOf('bare', needy)).failed).not.toEqual([]);
  });

  test('control: what needs Node does not go through', async () => {
    await expect(bundle('keys/file.ts')).rejects.toThrow(/node:/);
  });
});
