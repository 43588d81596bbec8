// Starts the processes of a benchmark, each on a processor of its own, and asks them questions.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Reply } from './calls.ts';

/** A running process. */
export interface Child {
  /** @throws Error with what the process says went wrong, or that it has ended */
  call<Result = void>(name: string, input?: unknown): Promise<Result>;
  /** Lets the process end by itself. */
  stop(): Promise<void>;
}

/** How a process is started. */
export interface ChildOptions {
  /** Words after the script. */
  readonly args?: readonly string[];
  /** Words for Node before the script. */
  readonly flags?: readonly string[];
  /** The processor it must stay on. */
  readonly core?: number;
}

/** The servers stay on the first processor, the load on the second. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

/** Whether a process can be kept on one processor: Linux with `taskset`, and two processors. */
export const canPin: boolean =
  availableParallelism() > 1 && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

const running = new Set<ChildProcess>();

/** Starts a script of this folder and waits until it answers. */
export async function startChild(script: URL, { args = [], flags = [], core }: ChildOptions = {}): Promise<Child> {
  const node = [process.execPath, ...flags, fileURLToPath(script), ...args];
  const [program = '', ...words] = core !== undefined && canPin ? ['taskset', '-c', `${core}`, ...node] : node;
  const child = spawn(program, words, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  running.add(child);
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      for (const { reject } of waiting.values()) reject(new Error(`${script.pathname} ended with ${signal ?? code}`));
      resolve();
    });
  });
  child.on('message', ({ id, result, error }: Reply) => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) question?.resolve(result);
    else question?.reject(new Error(error));
  });
  let questions = 0;
  const wait = <Result>(id: number) =>
    new Promise<Result>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (result: unknown) => void, reject });
    });
  await wait(0);
  return {
    call: <Result>(name: string, input: unknown = null) => {
      questions += 1;
      const answer = wait<Result>(questions);
      child.send({ id: questions, name, input });
      return answer;
    },
    stop: async () => {
      if (child.connected) child.send({ id: -1, name: 'stop', input: null });
      await ended;
    },
  };
}

/** Ends every process that still runs; for the end of a benchmark that failed. */
export function killChildren(): void {
  for (const child of running) child.kill('SIGKILL');
}
