// P13: from the start of a process to its first answer, on SQLite files that exist; against bare node:http and node:sqlite.
import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from './run/benchmark.ts';
import { canPin, SERVER_CORE } from './run/child.ts';
import { withFolder } from './run/folder.ts';
import type { Row } from './run/result.ts';
import { median, rounded, spread } from './run/statistics.ts';

const counts = { quick: 1, whole: 25 };

/** Starts a script, asks it once, ends it. @returns ms from the start to the whole answer */
async function startOnce(script: string, folder: string): Promise<number> {
  const path = fileURLToPath(new URL(`./start/${script}.mjs`, import.meta.url));
  const pin = canPin ? ['taskset', '-c', `${SERVER_CORE}`] : [];
  const [program = '', ...words] = [...pin, process.execPath, path, folder];
  const startedAt = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    child.once('exit', () => reject(new Error(`${script} ended before it listened`)));
  });
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const request = get(address, (response) => response.resume().on('end', () => resolve(response.statusCode)));
    request.on('error', reject);
  });
  const ms = performance.now() - startedAt;
  child.kill('SIGKILL');
  await ended;
  if (status !== 200) throw new Error(`${script} answered with ${status}`);
  return ms;
}

export const p13: Benchmark = {
  id: 'P13',
  title: 'from the start of the process to its first answer with SQLite, against bare node:http and node:sqlite',
  unit: 'times the bare one',
  reach: { atMost: 2 },
  run: ({ quick }) =>
    withFolder(['kit', 'bare'], async (kit = '', bare = '') => {
      const times: { kit: number[]; bare: number[] } = { kit: [], bare: [] };
      // The first start makes the files and fills the caches of the disk.
      await startOnce('kit', kit);
      await startOnce('bare', bare);
      for (let count = 0; count < counts[quick ? 'quick' : 'whole']; count += 1) {
        times.kit.push(await startOnce('kit', kit));
        times.bare.push(await startOnce('bare', bare));
      }
      const ratios = times.kit.map((ms, at) => ms / (times.bare[at] ?? Number.NaN));
      const rowOf = (name: string, values: readonly number[]): Row => [
        name,
        ...[median(values), ...spread(values)].map((ms) => rounded(ms, 1)),
      ];
      return {
        figure: median(ratios),
        spread: spread(ratios),
        table: [['ms', 'median', 'from', 'to'], rowOf('kit', times.kit), rowOf('bare', times.bare)],
        details: { kitMs: rounded(median(times.kit), 1), bareMs: rounded(median(times.bare), 1) },
      };
    }),
};
