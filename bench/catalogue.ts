// The benchmarks by the names of performance.md.
import { p01 } from './p01-sqlite.ts';
import { p02 } from './p02-memory.ts';
import { p03 } from './p03-postgres.ts';
import { p04postgres, p04sqlite } from './p04-growth.ts';
import { p05 } from './p05-latency.ts';
import { sizes } from './p06-sizes.ts';
import { p09 } from './p09-tap-to-form.ts';
import { p10 } from './p10-seal.ts';
import { p11 } from './p11-memory.ts';
import { p12delivery, p12memory } from './p12-streams.ts';
import { p13 } from './p13-start.ts';
import { p14 } from './p14-cluster.ts';
import { p15memory, p15postgres, p15sqlite } from './p15-purge.ts';
import type { Benchmark } from './run/benchmark.ts';

/** In the order of the list. */
export const benchmarks: readonly Benchmark[] = [
  p01,
  p02,
  p03,
  p04sqlite,
  p04postgres,
  p05,
  ...sizes,
  p09,
  p10,
  p11,
  p12memory,
  p12delivery,
  p13,
  p14,
  p15memory,
  p15sqlite,
  p15postgres,
];
