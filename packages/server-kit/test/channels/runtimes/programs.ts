// The battery as a program: one module without imports, which prints what came of it as one line.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BatteryResult } from './battery.ts';

/** Before the line that a program prints. */
const MARK = 'battery:';

const programs = {
  /** For runtimes that run a module. */
  module: `console.log('${MARK}' + JSON.stringify(await battery()));`,
  /** For Node, with nothing of Node within reach; but its own `fetch` does not work without `Buffer`. */
  bare: `for (const name of ['process', 'global', 'require', 'setImmediate', 'clearImmediate'])
    Reflect.deleteProperty(globalThis, name);
  console.log('${MARK}' + JSON.stringify(await battery()));`,
  /** For Workers: nothing runs outside a handler. */
  worker: `export default { async test() { console.log('${MARK}' + JSON.stringify(await battery())); } };`,
};

/** The text of a program. @param broken an expression that is evaluated in front: for controls */
export async function programOf(kind: keyof typeof programs, broken = ''): Promise<string> {
  const battery = fileURLToPath(new URL('battery.ts', import.meta.url));
  const contents = `import { battery } from ${JSON.stringify(battery)};\n${programs[kind]}`;
  const options = { bundle: true, format: 'esm', platform: 'browser', target: 'es2023', write: false } as const;
  const { outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' },
    banner: { js: broken },
  });
  return outputFiles[0]?.text ?? '';
}

/** What a program printed. @throws Error with all it said when there is no result in it */
export function resultIn(said: string): BatteryResult {
  const line = said.split('\n').find((each) => each.includes(MARK));
  if (line === undefined) throw new Error(said.slice(0, 2_000));
  const json = line.slice(line.indexOf(MARK) + MARK.length);
  return JSON.parse(json.slice(0, json.lastIndexOf('}') + 1)) as BatteryResult;
}
