// Keeps a login alive while somebody works anywhere in the page, and asks whether it is over when it must be.
import type { BegunLogin } from '../../login/login-state.ts';

const activities = ['pointerdown', 'keydown', 'wheel'] as const;
/** After the end, so that the server has seen it too. */
const LATER_MS = 1_000;

/** What the watch does. */
export interface ActivityWatchOptions {
  readonly touch: () => void;
  readonly check: () => void;
}

/** Listens to a whole page while somebody is signed in. */
export class ActivityWatch {
  readonly #options: ActivityWatchOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #idleMs = 0;

  constructor(options: ActivityWatchOptions) {
    this.#options = options;
  }

  /** Starts, or goes on with what the server has said last. */
  start({ idleSeconds, secondsLeft }: Pick<BegunLogin, 'idleSeconds' | 'secondsLeft'>): void {
    this.stop();
    for (const name of activities) document.addEventListener(name, this.#onActivity, { passive: true, capture: true });
    this.#idleMs = Math.min(idleSeconds, secondsLeft) * 1000 + LATER_MS;
    this.#rest();
  }

  /** Stops listening. */
  stop(): void {
    clearTimeout(this.#timer);
    for (const name of activities) document.removeEventListener(name, this.#onActivity, { capture: true });
  }

  readonly #onActivity = (): void => {
    this.#options.touch();
    this.#rest();
  };

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#options.check, this.#idleMs);
  }
}
