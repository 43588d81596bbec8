// T14: a server under an even load for a long time. In slices: agents and conversations of their own, a load, a look at the memory while
// nothing is under way. What a slice needs is gone when it ends, so memory that grows from slice to slice is a leak.
import type { Ran } from '../load/main.ts';
import { startChild } from '../run/child.ts';
import { quantile } from '../run/statistics.ts';
import type { Target } from '../servers/lane.ts';
import type { Usage } from '../servers/usage.ts';
import type { Memory } from './server.ts';

/** What is run. */
export interface SoakOptions {
  /** Kind of store and where it is. */
  readonly store: readonly [kind: string, place: string];
  /** Lifecycles that start each second. */
  readonly perSecond: number;
  /** How long in all, at least; the slice that is under way then is the last. */
  readonly seconds: number;
  /** Fewest slices, however long they take. */
  readonly leastSlices: number;
  /** Of load. */
  readonly sliceSeconds: number;
  /** Whether memory is read when the minute is over, in which the kit remembers who asked how often. */
  readonly minutes: boolean;
  readonly lanes: number;
  /** For the control: bytes that the server keeps for ever from a slice, by its number from 0. */
  readonly leak: (slice: number) => number;
  /** Hears of each slice when it ends. */
  readonly progress: (slice: Slice) => void;
}

/** What one slice showed. */
export interface Slice {
  /** Hours since the start, when it ended. */
  readonly hours: number;
  readonly lifecycles: number;
  readonly perSecond: number;
  /** Time of a submit, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Part of a processor that the server took. */
  readonly server: number;
  readonly failures: readonly string[];
  /** After collecting garbage. */
  readonly memory: Memory;
}

const MS_PER_HOUR = 3_600_000;

/** Runs it to its end. */
export async function soak(options: SoakOptions): Promise<readonly Slice[]> {
  const { store, perSecond, seconds, leastSlices, sliceSeconds, minutes, lanes, leak, progress } = options;
  const server = await startChild(new URL('./server.ts', import.meta.url), {
    args: store,
    flags: ['--expose-gc'],
  });
  const load = await startChild(new URL('../load/main.ts', import.meta.url));
  await server.call('open');
  const startedAt = performance.now();
  const all: Slice[] = [];
  while (all.length < leastSlices || performance.now() - startedAt < seconds * 1000) {
    await load.call('prepare', await server.call<Target>('renew', lanes));
    const before = await server.call<Usage>('usage');
    const ran = await load.call<Ran>('run', { seconds: sliceSeconds, perSecond, countsFailures: true });
    const after = await server.call<Usage>('usage');
    const memory = await server.call<Memory>('settle', { leakBytes: leak(all.length), minutes });
    const slice = {
      hours: (performance.now() - startedAt) / MS_PER_HOUR,
      lifecycles: ran.lifecycles,
      perSecond: ran.lifecycles / ran.seconds,
      p50: quantile(ran.submits, 0.5),
      p99: quantile(ran.submits, 0.99),
      server: (after.cpuMicros - before.cpuMicros) / 1e6 / ran.seconds,
      failures: ran.failures,
      memory,
    };
    all.push(slice);
    progress(slice);
  }
  await load.stop();
  await server.stop();
  return all;
}
