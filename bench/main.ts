// `npm run bench -- <name …>`: runs benchmarks one after the other and prints what they show.
import { parseArgs } from 'node:util';
import { benchmarks } from './catalogue.ts';
import type { Benchmark, Settings } from './run/benchmark.ts';
import { killChildren } from './run/child.ts';
import { isReached, printResult } from './run/result.ts';

/** 0: all were measured and reach what they must. */
const exitCodes = { failed: 1, usage: 2, missed: 3 } as const;

const usage = `Usage: npm run bench -- <name …> [--quick] [--profile <folder>]

  name       ${benchmarks.map(({ id }) => id.toLowerCase()).join(', ')}, or all
  --quick    sizes that only show that everything works
  --profile  where the servers leave processor profiles (*.cpuprofile)

Exit code 0: every figure reaches what it must. 1: a benchmark failed. 2: wrong arguments. 3: a figure falls short.`;

function parse(words: readonly string[]): { chosen: readonly Benchmark[]; settings: Settings } | undefined {
  try {
    const options = { quick: { type: 'boolean', default: false }, profile: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
    const names = positionals.map((name) => name.toUpperCase());
    const unknown = names.find((name) => name !== 'ALL' && !benchmarks.some(({ id }) => id === name));
    if (unknown !== undefined) console.error(`There is no benchmark ${unknown}.\n`);
    if (unknown !== undefined || names.length === 0) return undefined;
    const chosen = benchmarks.filter(({ id }) => names.includes('ALL') || names.includes(id));
    return { chosen, settings: { quick: values.quick, profile: values.profile } };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n`);
    return undefined;
  }
}

async function runAll(chosen: readonly Benchmark[], settings: Settings): Promise<number> {
  let missed = false;
  for (const { run, ...named } of chosen) {
    try {
      const measured = { ...named, result: await run(settings) };
      printResult(measured, !settings.quick);
      missed ||= !isReached(measured);
    } catch (error) {
      killChildren();
      console.error(`${named.id} failed:`, error);
      return exitCodes.failed;
    }
  }
  return missed && !settings.quick ? exitCodes.missed : 0;
}

const parsed = parse(process.argv.slice(2));
if (parsed) process.exitCode = await runAll(parsed.chosen, parsed.settings);
else {
  console.error(usage);
  process.exitCode = exitCodes.usage;
}
