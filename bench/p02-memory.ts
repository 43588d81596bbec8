// P2: lifecycles per second in memory, against the floor.
import type { Benchmark } from './run/benchmark.ts';
import { compareLifecycles } from './run/lifecycles.ts';

export const p02: Benchmark = {
  id: 'P2',
  title: 'lifecycles in memory, against the floor',
  unit: 'of the floor',
  reach: { atLeast: 0.55 },
  run: (settings) => compareLifecycles(settings, { kind: 'memory' }),
};
