// How long a step took, for what is measured. Nothing is ever decided by it: what decides takes the kit's clock.

/** Starts a stop-watch. @returns gives the seconds since then */
export function stopWatch(): () => number {
  const begin = performance.now();
  return () => (performance.now() - begin) / 1000;
}
