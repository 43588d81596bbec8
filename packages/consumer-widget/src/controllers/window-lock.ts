// One window of a device fills a form in, not two: the browser's lock says which. A second window says so and may take over; then
// the first says so. A window that is closed, or dies, gives the lock back.

/** What holding a form's lock needs. */
export interface WindowLockOptions {
  /** The browser's locks, shared by the windows of one device as its storage is. Without them every window has the form. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  readonly recordId: string;
  /** Ends the holding. */
  readonly signal: AbortSignal;
  /** Takes the lock from the window that has it. */
  readonly takeOver: boolean;
  /** Another window has taken over. */
  onLost(): void;
}

/** A window that is just being closed or reloaded has this long to give the lock back, in milliseconds. */
const PATIENCE_MS = 2_500;

/**
 * Holds the lock of a form until the signal.
 *
 * @param options - which form, how long
 * @returns false when another window has it. Where the browser refuses to tell, the form counts as held.
 */
export function holdWindow({ locks, recordId, signal, takeOver, onLost }: WindowLockOptions): Promise<boolean> {
  if (!locks || signal.aborted) return Promise.resolve(true);
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), PATIENCE_MS);
  const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  return new Promise((resolve) => {
    let held = false;
    const hold = () => {
      clearTimeout(timer);
      held = true;
      resolve(true);
      return over;
    };
    locks.request(`tellsafe-${recordId}`, takeOver ? { steal: true } : { signal: waiting.signal }, hold).catch(() => {
      clearTimeout(timer);
      if (held) onLost();
      else resolve(!waiting.signal.aborted);
    });
  });
}
