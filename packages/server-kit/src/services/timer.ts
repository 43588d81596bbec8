// Repeated work that never keeps a process alive. Runs wherever setInterval exists.

/**
 * Calls a function again and again.
 *
 * @param everyMs milliseconds between calls
 * @returns stops it
 */
export function every(everyMs: number, work: () => void): () => void {
  const timer: unknown = setInterval(work, everyMs);
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function')
    timer.unref();
  return () => clearInterval(timer as Parameters<typeof clearInterval>[0]);
}
