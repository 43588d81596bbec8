// Starts a watch whose code is a chunk of its own (performance.md P6, P7), and can stop it before that has arrived.
import type { WatchOptions } from './connection.ts';

/** When the code could not be loaded, it is tried again after this many milliseconds. */
const RELOAD_MS = 5_000;

/**
 * Watches an invitation as soon as the code for it is there.
 *
 * @param options - what to watch and whom to tell
 * @returns a function that stops the watch
 */
export function watchLater(options: WatchOptions): () => void {
  let stopped = false;
  let stop = () => {};
  const load = () =>
    import('./connection.ts').then(
      ({ watchInvitation }) => {
        if (!stopped) stop = watchInvitation(options);
      },
      () => {
        if (stopped) return;
        options.onOnline(false);
        setTimeout(load, RELOAD_MS);
      },
    );
  void load();
  return () => {
    stopped = true;
    stop();
  };
}
