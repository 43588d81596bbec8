// P12: what 10,000 idle event streams take of the process that serves them, and how soon news arrives while all of them are open.
import type { Benchmark, Settings } from './run/benchmark.ts';
import { LOAD_CORE, SERVER_CORE, startChild } from './run/child.ts';
import { withFolder } from './run/folder.ts';
import { needOpenFiles } from './run/open-files.ts';
import type { Result } from './run/result.ts';
import { quantile, rounded } from './run/statistics.ts';
import type { Filled, StreamTarget, Writing } from './servers/streams.ts';

const MIB = 2 ** 20;

/**
 * Keeps V8 from giving 128 MiB to new objects for as long as the process runs, only because all streams came at once (docs/streams.md, "Many
 * streams").
 */
const SMALL_NURSERY = '--max-semi-space-size=8';

/** Long enough for two heartbeats, in which every stream is written to. */
const sizes: Readonly<Record<'quick' | 'whole', Writing & { readonly streams: number }>> = {
  quick: { streams: 20, seconds: 1, perSecond: 20 },
  whole: { streams: 10_000, seconds: 18, perSecond: 50 },
};

interface Memory {
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

interface Streams {
  readonly streams: number;
  readonly before: Memory;
  readonly open: Memory;
  readonly after: Memory;
  readonly delays: readonly number[];
}

async function measure({ quick, profile }: Settings): Promise<Streams> {
  const { streams, ...writing } = sizes[quick ? 'quick' : 'whole'];
  needOpenFiles(streams);
  return withFolder(['data'], async (folder = '') => {
    const profiling = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}/streams`];
    const flags = ['--expose-gc', SMALL_NURSERY, ...profiling];
    const script = new URL('./servers/streams.ts', import.meta.url);
    const filler = await startChild(script, { args: [folder] });
    const filled = await filler.call<Filled>('fill', { streams });
    await filler.stop();
    const server = await startChild(script, { args: [folder], flags, core: SERVER_CORE });
    const load = await startChild(new URL('./load/streams.ts', import.meta.url), { core: LOAD_CORE });
    const target = await server.call<StreamTarget>('open', filled);
    const before = await server.call<Memory>('memory');
    await load.call('open', target);
    const open = await server.call<Memory>('memory');
    const count = await server.call<number>('write', writing);
    const { delays, lost } = await load.call<{ delays: number[]; lost: number }>('delays', count);
    const after = await server.call<Memory>('memory');
    await load.stop();
    await server.stop();
    if (lost > 0) throw new Error(`${lost} of ${streams} streams were lost`);
    if (delays.length !== count) throw new Error(`${delays.length} of ${count} messages arrived`);
    return { streams, before, open, after, delays };
  });
}

/** Both figures are of one run. */
const runs = new WeakMap<Settings, Promise<Streams>>();

function measured(settings: Settings): Promise<Streams> {
  const run = runs.get(settings) ?? measure(settings);
  runs.set(settings, run);
  return run;
}

const mib = (bytes: number) => rounded(bytes / MIB, 1);

export const p12memory: Benchmark = {
  id: 'P12-MEMORY',
  title: 'resident memory of one process with 10,000 idle event streams',
  unit: 'MiB',
  reach: { atMost: 200 },
  run: async (settings): Promise<Result> => {
    const { streams, before, open, after } = await measured(settings);
    const row = (name: string, { rss, heapUsed, external }: Memory) =>
      [name, mib(rss), mib(heapUsed), mib(external)] as const;
    return {
      figure: mib(open.rss),
      spread: [mib(open.rss), mib(after.rss)],
      table: [
        ['MiB', 'resident', 'heap', 'buffers'],
        row('started', before),
        row('their streams open and idle', open),
        row('after messages and heartbeats', after),
      ],
      details: { bytesEach: rounded((open.rss - before.rss) / streams, 0), afterMiB: mib(after.rss) },
    };
  },
};

export const p12delivery: Benchmark = {
  id: 'P12-DELIVERY',
  title: 'from writing a message to its arrival, 10,000 streams open, p99',
  unit: 'ms',
  reach: { atMost: 250 },
  run: async (settings): Promise<Result> => {
    const { delays } = await measured(settings);
    const [p50, p99, most] = [0.5, 0.99, 1].map((part) => rounded(quantile(delays, part), 1)) as [
      number,
      number,
      number,
    ];
    return {
      figure: p99,
      spread: [p50, most],
      table: [
        ['ms', 'median', 'p99', 'longest'],
        [`${delays.length} messages`, p50, p99, most],
      ],
      details: { medianMs: p50, longestMs: most },
    };
  },
};
