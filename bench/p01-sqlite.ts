// P1: lifecycles per second on durable SQLite, against the floor.
import type { Benchmark } from './run/benchmark.ts';
import { withFolder } from './run/folder.ts';
import { compareLifecycles } from './run/lifecycles.ts';

export const p01: Benchmark = {
  id: 'P1',
  title: 'lifecycles on SQLite, every commit durable, against the floor',
  unit: 'of the floor',
  reach: { atLeast: 0.6 },
  run: (settings) =>
    withFolder(['kit', 'floor'], (kit = '', floor = '') => compareLifecycles(settings, { kind: 'sqlite', kit, floor })),
};
