// What a benchmark is to the program that runs it.
import type { Reach, Result } from './result.ts';

/** How large a run is and what it leaves behind. */
export interface Settings {
  /** Sizes that only show that everything works, in seconds. */
  readonly quick: boolean;
  /** Folder for processor profiles of the servers. */
  readonly profile?: string | undefined;
}

/** One line of performance.md. */
export interface Benchmark {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  readonly reach: Reach;
  run(settings: Settings): Promise<Result>;
}
