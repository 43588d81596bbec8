// `npm run soak`: T14, a server under an even load for half an hour, and whether its memory grows.
import { parseArgs } from 'node:util';
import { killChildren } from '../run/child.ts';
import { withFolder } from '../run/folder.ts';
import { machine } from '../run/result.ts';
import { median, rounded } from '../run/statistics.ts';
import { type Slice, type SoakOptions, soak } from './soak.ts';
import { MOST_GROWTH, verdictOf } from './verdict.ts';

const usage = `Usage: npm run soak -- [--store sqlite|memory] [--minutes 36] [--rate 200] [--leak 0]

  --store    where records and sealed answers are (default: sqlite)
  --minutes  how long, of each of which 50 s are load (default: 36; 1 to 1,440)
  --rate     lifecycles that start each second (default: 200; 1 to 10,000)
  --leak     bytes that the server keeps for ever each minute, to see that they are found (default: 0; 0 to 10,000,000)

Exit code 0: memory does not grow by ${MOST_GROWTH} MiB an hour, and nothing failed. 1: the soak broke off. 2: wrong arguments. 3: a leak, or
requests that failed. 4: too short or too restless to tell.`;

const exitCodes = { none: 0, brokeOff: 1, usage: 2, leak: 3, unsure: 4 } as const;

/**
 * A slice is a minute of which the load takes so much. At 200 each second it has 10,000 lifecycles, half of what the kit's caches hold: so
 * they are as full after each slice as after the one before.
 */
const SLICE_SECONDS = 50;
const LANES = 64;
/** Fewer say nothing. */
const LEAST_SLICES = 5;
const MIB = 2 ** 20;

type Wanted = Pick<SoakOptions, 'perSecond' | 'seconds' | 'leak'> & { readonly kind: string };

function parse(words: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: [...words],
    options: {
      store: { type: 'string', default: 'sqlite' },
      minutes: { type: 'string', default: '36' },
      rate: { type: 'string', default: '200' },
      leak: { type: 'string', default: '0' },
    },
  });
  if (!['sqlite', 'memory'].includes(values.store)) throw new RangeError(`There is no store ${values.store} here.`);
  const leakBytes = within('leak', values.leak, [0, 10_000_000]);
  return {
    kind: values.store,
    seconds: 60 * within('minutes', values.minutes, [1, 1_440]),
    perSecond: within('rate', values.rate, [1, 10_000]),
    leak: () => leakBytes,
  };
}

function within(name: string, text: string, [min, max]: readonly [number, number]): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new RangeError(`--${name} is ${text}; it must be from ${min} to ${max}.`);
  }
  return value;
}

function tell({ hours, perSecond, p50, p99, failures, memory }: Slice): void {
  const [heap, resident] = [memory.heap, memory.resident].map((bytes) => rounded(bytes / MIB, 2));
  const speed = `${rounded(perSecond, 0)}/s, submit ${rounded(p50, 1)} ms, p99 ${rounded(p99, 1)} ms`;
  console.log(
    `${rounded(hours * 60, 1)} min: ${speed}, ${failures.length} failed, heap ${heap} MiB, all ${resident} MiB`,
  );
}

function report(slices: readonly Slice[], { kind, perSecond }: Wanted): number {
  const { counted, heap, resident, growth } = verdictOf(slices);
  const failures = slices.flatMap((slice) => slice.failures);
  const sum = (of: (slice: Slice) => number) => slices.reduce((all, slice) => all + of(slice), 0);
  const middle = (of: (slice: Slice) => number) => median(slices.map(of));
  const text = ({ slope, error }: typeof heap) => `${rounded(slope, 2)} ± ${rounded(2 * error, 2)} MiB an hour`;
  console.log(`\nheap ${text(heap)}, whole process ${text(resident)}, by ${counted} slices: ${growth}`);
  for (const failure of new Set(failures)) console.log(failure);
  const line = {
    soak: kind,
    wantedPerSecond: perSecond,
    perSecond: rounded(
      middle((slice) => slice.perSecond),
      1,
    ),
    lifecycles: sum(({ lifecycles }) => lifecycles),
    minutes: rounded((slices.at(-1)?.hours ?? 0) * 60, 1),
    failures: failures.length,
    p50Ms: rounded(
      middle(({ p50 }) => p50),
      2,
    ),
    p99Ms: rounded(
      middle(({ p99 }) => p99),
      2,
    ),
    heapMibPerHour: rounded(heap.slope, 3),
    heapError: rounded(heap.error, 3),
    residentMibPerHour: rounded(resident.slope, 3),
    residentError: rounded(resident.error, 3),
    growth,
    machine: machine(),
    at: new Date().toISOString(),
  };
  console.log(JSON.stringify(line));
  return failures.length > 0 ? exitCodes.leak : exitCodes[growth];
}

async function run(wanted: Wanted): Promise<number> {
  try {
    const slices = await withFolder(['store'], (folder = '') =>
      soak({
        ...wanted,
        store: [wanted.kind, folder],
        leastSlices: LEAST_SLICES,
        sliceSeconds: SLICE_SECONDS,
        minutes: true,
        lanes: LANES,
        progress: tell,
      }),
    );
    return report(slices, wanted);
  } catch (error) {
    killChildren();
    console.error('The soak broke off:', error);
    return exitCodes.brokeOff;
  }
}

try {
  process.exitCode = await run(parse(process.argv.slice(2)));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = exitCodes.usage;
}
