// Knows when the agent was last active: tells the server (not too often), warns before the end, ends locally.
import type { Timers } from './timers.ts';

/** Activity is told to the server at most this often. */
export const ACTIVITY_INTERVAL_MS = 30_000;
/** How long before the end the warning comes; a third of the whole time when that is shorter. */
export const IDLE_WARNING_MS = 60_000;

/** What the watch needs and tells. */
export interface IdleWatchOptions {
  readonly timers: Timers;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly idleMs: number;
  /** Last activity that is already known, epoch milliseconds. */
  readonly activeAt: number;
  /** Tells the server; called at most every {@link ACTIVITY_INTERVAL_MS}. */
  readonly tell: (activeAt: number) => void;
  /** Whole seconds until the end, each second of the warning; `null` when the warning is over. */
  readonly onWarning: (secondsLeft: number | null) => void;
  /** Activity that somebody else with this session saw (another tab), asked before ending. */
  readonly seenElsewhere: () => Promise<number>;
  readonly onEnd: () => void;
}

/** A running watch. */
export interface IdleWatch {
  /** The agent did something now. */
  touch(): void;
  /** The agent did something in another tab. */
  touchedElsewhere(at: number): void;
  stop(): void;
}

/** Starts to watch. */
export function watchIdle(options: IdleWatchOptions): IdleWatch {
  const { timers, now, idleMs } = options;
  const warningMs = Math.min(IDLE_WARNING_MS, idleMs / 3);
  let activeAt = options.activeAt;
  let toldAt = options.activeAt;
  let stopped = false;
  let warned = false;
  let cancelTell: (() => void) | undefined;
  let cancelTick: () => void = () => {};

  const tell = (): void => {
    cancelTell?.();
    cancelTell = undefined;
    toldAt = now();
    options.tell(activeAt);
  };
  const clearWarning = (): void => {
    if (!warned) return;
    warned = false;
    options.onWarning(null);
  };
  const tick = async (): Promise<void> => {
    if (stopped) return;
    let left = activeAt + idleMs - now();
    if (left <= 0) {
      activeAt = Math.max(activeAt, await options.seenElsewhere());
      left = activeAt + idleMs - now();
    }
    if (stopped) return;
    if (left <= 0) return options.onEnd();
    if (left > warningMs) {
      clearWarning();
      cancelTick = timers.after(left - warningMs, tick);
      return;
    }
    warned = true;
    options.onWarning(Math.ceil(left / 1000));
    cancelTick = timers.after(left % 1000 || 1000, tick);
  };
  const restart = (): void => {
    cancelTick();
    void tick();
  };
  restart();
  return {
    touch() {
      if (stopped) return;
      activeAt = now();
      const due = toldAt + ACTIVITY_INTERVAL_MS - activeAt;
      if (warned || due <= 0) tell();
      else cancelTell ??= timers.after(due, tell);
      if (warned) restart();
    },
    touchedElsewhere(at) {
      if (stopped || at <= activeAt) return;
      activeAt = at;
      if (warned) restart();
    },
    stop() {
      stopped = true;
      cancelTick();
      cancelTell?.();
      clearWarning();
    },
  };
}
