// Keeps one process running: starts it, and again whenever it ends. An orchestrator does this in earnest.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Said } from './process.ts';

/** A place that always has a process, but for the moments in which it starts again. */
export interface Keeper {
  /** Of the process that runs now; undefined between two. */
  readonly pid: number | undefined;
  /** Where it listens; undefined between two. */
  readonly port: number | undefined;
  /** How often a process was started. */
  readonly starts: number;
  /** Lets the process finish what it does, and starts none any more. */
  stop(): Promise<void>;
}

const program = fileURLToPath(new URL('process.ts', import.meta.url));
/** Between the end of a process and the next, so that one that cannot start does not fill the machine. */
const PAUSE_MS = 100;

/** What a keeper needs. */
export interface KeeperOptions {
  /** Everything that the process is told. */
  readonly env: NodeJS.ProcessEnv;
  /** Leaves out what the process prints. */
  readonly quiet: boolean;
  /** Is called when the port changes. */
  changed(): void;
}

/**
 * Starts the first process.
 *
 * @throws Error with what the first process said went wrong
 */
export async function keepProcess({ env, quiet, changed }: KeeperOptions): Promise<Keeper> {
  let child: ChildProcess | undefined;
  let port: number | undefined;
  let starts = 0;
  let stopped = false;

  const start = async (): Promise<void> => {
    starts += 1;
    const started = fork(program, { env: { PATH: process.env.PATH, ...env }, execArgv: [], silent: quiet });
    child = started;
    for (const output of [started.stdout, started.stderr]) output?.resume();
    const ended = once(started, 'exit');
    void ended.then(() => again(started));
    const [said] = (await Promise.race([once(started, 'message'), ended.then(() => [])])) as [Said?];
    if (!said || 'failed' in said) throw new Error(said?.failed ?? 'it ended');
    port = said.port;
    changed();
  };
  const again = (ended: ChildProcess): void => {
    if (child !== ended) return;
    child = undefined;
    const didRun = port !== undefined;
    port = undefined;
    changed();
    if (stopped || (!didRun && starts === 1)) return;
    setTimeout(() => {
      if (!stopped) start().catch(() => undefined); // its end starts the next
    }, PAUSE_MS);
  };

  await start();
  return {
    get pid() {
      return child?.pid;
    },
    get port() {
      return port;
    },
    get starts() {
      return starts;
    },
    stop: async () => {
      stopped = true;
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const ended = once(running, 'exit');
      running.kill('SIGTERM');
      await ended;
    },
  };
}
