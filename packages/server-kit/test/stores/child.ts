// Starts a program of this folder as a process of its own, in the Node that runs the tests.
import { type ChildProcess, spawn } from 'node:child_process';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

/**
 * Bundles a program, so that a plain Node can run it.
 *
 * @param source - file in this folder, or with the whole path
 * @param folder - where the bundle goes
 * @returns the bundle's path
 */
export async function bundle(source: string, folder: string): Promise<string> {
  const outfile = join(folder, `${basename(source)}.mjs`);
  await build({
    entryPoints: [resolve(import.meta.dirname, source)],
    tsconfig: join(import.meta.dirname, '../../tsconfig.json'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node22',
    // Client libraries that are CommonJS inside still ask for Node's modules in their way.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

/** A running process, its lines so far, and its end. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: readonly string[];
  readonly ended: Promise<number | null>;
}

/** Starts a bundled program. Its standard error goes where the tests' does. */
export function start(program: string, args: readonly string[]): Child {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.on('close', (code) => resolve(code));
  });
  return { process: child, lines, ended };
}
