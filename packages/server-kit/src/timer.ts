// Later and repeated work that never keeps a process alive, and rests of what is under way, which do. Runs wherever setTimeout and setInterval exist.

/**
 * Calls a function again and again.
 *
 * @param everyMs milliseconds between calls
 * @returns stops it
 */
export function every(everyMs: number, work: () => void): () => void {
  const timer = setInterval(work, everyMs);
  letGo(timer);
  return () => clearInterval(timer);
}

/**
 * Calls a function once.
 *
 * @param afterMs milliseconds until then
 * @returns stops it
 */
export function once(afterMs: number, work: () => void): () => void {
  const timer = setTimeout(work, afterMs);
  letGo(timer);
  return () => clearTimeout(timer);
}

/**
 * Rests.
 *
 * @param ms how long, in milliseconds
 */
export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Waits for work, but not for longer than a time.
 *
 * @param limitMs milliseconds after which it has failed
 * @param late makes the error of work that takes longer; a DOMException `TimeoutError` by default
 * @throws whatever the work throws, and that error
 */
export function within<Result>(
  limitMs: number,
  work: () => Promise<Result> | Result,
  late: () => unknown = timeoutError,
): Promise<Result> {
  // One promise for both ends: every call of a store comes this way, and a race makes several.
  return new Promise((resolve, reject) => {
    // A promise of the host's may be of any make.
    const working = Promise.resolve(work());
    const stopTimer = once(limitMs, () => reject(late()));
    working.then(
      (result) => {
        stopTimer();
        resolve(result);
      },
      (error: unknown) => {
        stopTimer();
        reject(error);
      },
    );
  });
}

function timeoutError(): DOMException {
  return new DOMException('', 'TimeoutError');
}

function letGo(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref();
  }
}
