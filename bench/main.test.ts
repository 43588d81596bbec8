// That every benchmark runs and says what it measured; what it measured is nothing that a test decides.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { isLong } from '../packages/server-kit/test/proof/size.ts';
import { benchmarks } from './catalogue.ts';

interface Ran {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

function run(...words: string[]): Promise<Ran> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [main, ...words], (error, output, errors) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, output, errors });
    });
  });
}

/** Those that fill stores, look for a saturation or start a cluster take half a minute to show that they run. */
const SLOW: readonly string[] = [
  'P4-SQLITE',
  'P4-POSTGRES',
  'P5',
  'P9',
  'P12-MEMORY',
  'P12-DELIVERY',
  'P14',
  'P15-MEMORY',
  'P15-SQLITE',
  'P15-POSTGRES',
];

test('P1 to P15 run and print a line of JSON each', { timeout: 180_000 }, async () => {
  const ids = benchmarks.map(({ id }) => id).filter((id) => isLong || !SLOW.includes(id));
  const { code, output, errors } = await run(...ids.map((id) => id.toLowerCase()), '--quick');
  expect([errors, code]).toEqual(['', 0]);
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  const results = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(results.map(({ benchmark }) => benchmark)).toEqual(ids);
  for (const { figure, met, machine } of results) {
    expect([typeof figure, Number.isFinite(figure), met, typeof machine]).toEqual(['number', true, null, 'string']);
  }
});

test.each([
  ['a name that is none', ['p99'], 'There is no benchmark P99.'],
  ['no name', [], 'Usage: npm run bench -- <name …>'],
  ['an unknown option', ['p1', '--fast'], '--fast'],
])('%s is answered with the usage', async (_name, words, said) => {
  const { code, output, errors } = await run(...words);
  expect([code, output]).toEqual([2, '']);
  expect(errors).toContain(said);
  expect(errors).toContain(
    'p1, p2, p3, p4-sqlite, p4-postgres, p5, p6, p7, p8, p9, p10, p11, p12-memory, p12-delivery, p13, p14, p15-memory, p15-sqlite, p15-postgres, or all',
  );
});
