// The order of test files: the long ones first, so that no worker is left with one at the end while the others have nothing to do;
// flows that drive a whole browser beside files that compute, because two browsers want more than two processors; and at the end, one
// after the other, all those that share a process, because it ends where another file comes next.
import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { root } from '../workspace.mjs';
import { durations } from './durations.ts';

/** A test file as its place in the order depends on it. */
export interface Orderly {
  /** From the root of the repository, with slashes. */
  readonly path: string;
  /** Whether it drives a browser of its own. */
  readonly isFlow: boolean;
  /** Whether it shares a process with others of its kind. */
  readonly shares: boolean;
}

/** Seconds of a file that nothing is known about. */
const SHORT = { flow: 6, other: 1 };

/**
 * Puts files in order: of each kind the longest first, and of flows and others as many seconds as of the other at any time; then those
 * that share a process, by their paths, so that they follow each other in the same way each time.
 */
export function longFirst<File extends Orderly>(
  files: readonly File[],
  known: Readonly<Record<string, number>> = durations,
): File[] {
  const seconds = ({ path, isFlow }: File) => known[path] ?? (isFlow ? SHORT.flow : SHORT.other);
  const queue = (isFlow: boolean) =>
    files.filter((file) => !file.shares && file.isFlow === isFlow).sort((a, b) => seconds(b) - seconds(a));
  const [flows, others] = [queue(true), queue(false)];
  const ordered: File[] = [];
  for (
    let [ahead, next] = [0, flows[0] ?? others[0]];
    next;
    next = (ahead > 0 ? others[0] : flows[0]) ?? flows[0] ?? others[0]
  ) {
    ordered.push(next);
    ahead += next.isFlow ? seconds(next) : -seconds(next);
    (next.isFlow ? flows : others).shift();
  }
  const sharing = files.filter(({ shares }) => shares).sort((a, b) => (a.path < b.path ? -1 : 1));
  return [...ordered, ...sharing];
}

/** Vitest's own order, with the long files first; the same on a fresh clone, where vitest knows nothing of earlier runs. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const orderly = usual.map((file) => ({
      file,
      path: relative(root, file.moduleId).replaceAll(sep, '/'),
      isFlow: file.project.name === 'e2e',
      shares: !file.project.config.isolate,
    }));
    return longFirst(orderly).map(({ file }) => file);
  }
}
