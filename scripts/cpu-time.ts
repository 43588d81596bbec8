// What a piece of code costs, however busy the machine is: the time that its own thread was at work. Tests only, in Node.

/** Node's; packages for browsers know no types of Node. */
const { process } = globalThis as unknown as {
  readonly process: { threadCpuUsage(): { readonly user: number; readonly system: number } };
};

/** Milliseconds of work that this thread has done so far. */
export function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Milliseconds of work of the fastest of a few runs, so that compiling and collecting do not count.
 *
 * @param enoughMs stops as soon as a run takes no longer
 */
export async function fastestCpuMs(run: () => unknown, enoughMs: number, rounds = 5): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds && best > enoughMs; round += 1) {
    const startedAt = cpuMs();
    await run();
    best = Math.min(best, cpuMs() - startedAt);
  }
  return best;
}
